"""The models of `contacts.yaml`: areas and their contacts."""

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import Field, HttpUrl, PrivateAttr, StringConstraints, model_validator

from assessment.content.hours import Hours
from assessment.content.kinds import Kind, Kinds
from assessment.content.phones import (
    Email,
    OtherPhone,
    PhoneNumber,
    RealNumber,
    TextLine,
    WhatsApp,
    dialed,
)
from assessment.content.rules import ALWAYS, ContentModel, Id, LanguageCode, When
from assessment.content.texts import ChecksHold, Day, Source, Text


class Area(ContentModel):
    """A place that a reader can choose; `region` is its ISO 3166 country code.

    A country needs no `name`, because its name in every language is looked up by `region`.
    `not_urgent` is the contact for readers who are not in danger now. An `unlisted` area is for
    readers whose country is not listed, so its contacts need no phone number.
    """

    id: Id
    name: Text | None = None
    not_urgent: Id | None = None
    region: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")] | None = None
    unlisted: bool = False
    parent: Id | None = None

    @model_validator(mode="after")
    def _is_a_country_or_unlisted(self) -> Self:
        alone = self.name and not (self.region or self.parent)
        if not (alone if self.unlisted else self.region):
            raise ValueError("an area needs a `region`, or only a `name` and `unlisted: true`")
        return self


class Contact(ContentModel):
    """An organization to contact, or what to do in an emergency if no number is known.

    A `founding` number stays even though nobody could check it; the page says so. Readers under 18
    never see an `adults_only` contact, because the proof rejects rules that would show it to them.
    `kind` is the main work of the contact, and `also` lists the other kinds of work that it does.
    `when` is for a contact that serves only some of the readers who need its kind.
    """

    id: Id
    area: Id
    kind: Kind
    also: Kinds = ()
    name: Text
    label: Text
    phone: PhoneNumber | None = None
    more_phones: tuple[OtherPhone, ...] = ()
    office: PhoneNumber | None = None
    text: TextLine | None = None
    tty: PhoneNumber | None = None
    whatsapp: WhatsApp | None = None
    email: Email | None = None
    chat: HttpUrl | None = None
    web: HttpUrl | None = None
    note: Text | None = None
    hours: Hours
    languages: tuple[LanguageCode, ...]
    interpreters: int = 0
    serves: Text
    expect: Text
    reports: Text
    emergency: bool = False
    urgent: bool = False
    authority: Literal["police", "prosecutor"] | None = None
    offers: tuple[Id, ...]
    free: bool = True
    adults_only: bool = False
    when: When = ALWAYS
    source: Source
    confidence: Literal["high", "medium", "founding"]
    verified_on: Day
    verified_by: Annotated[str, StringConstraints(min_length=1)]
    expires_on: Day | None = None
    _stale_since: date | None = PrivateAttr(None)  # not a key in the file

    @model_validator(mode="after")
    def _can_be_reached(self) -> Self:
        if not (self.phone or self.text or self.chat or self.web or self.emergency):
            raise ValueError("a contact needs a `phone`, `text`, `chat`, or `web`")
        return self

    @model_validator(mode="after")
    def _labels_its_numbers(self) -> Self:
        labels = {(frozenset(other.languages), other.note) for other in self.more_phones}
        if len(labels) < len(self.more_phones):
            raise ValueError("two numbers under `more_phones` have the same languages and note")
        return self

    @property
    def kinds(self) -> tuple[Kind, ...]:
        """All kinds of work that the contact does, with its main work first."""
        return (self.kind, *self.also)

    @property
    def dial(self) -> str | None:
        """The phone number for a `tel:` link, without spaces; None if there is no number."""
        return dialed(self.phone) if self.phone else None

    @property
    def stale_since(self) -> date | None:
        """The date since which the contact has been due for rechecking; None if it is not due."""
        return self._stale_since

    def marked(self, since: date) -> Self:
        """A copy of this contact, marked as due for rechecking since that date."""
        made = self.model_copy()
        made._stale_since = since
        return made


class Directory(ContentModel):
    """All of `contacts.yaml`."""

    version: int = Field(alias="schema", ge=1, le=1)
    checks_hold: ChecksHold = ChecksHold()
    real_numbers: tuple[RealNumber, ...] = ()
    areas: tuple[Area, ...]
    default_area: Id
    contacts: tuple[Contact, ...]

    def lineage(self, area: str) -> tuple[Area, ...]:
        """The area and the areas that contain it, smallest first; empty if the area is unknown."""
        known = {each.id: each for each in self.areas}
        found = known.pop(area, None)
        lineage = []
        while found:
            lineage.append(found)
            found = known.pop(found.parent or "", None)
        return tuple(lineage)

    def contacts_of(self, area: str) -> tuple[Contact, ...]:
        """The contacts for an area: nearest first, then those that are not due, then in file
        order."""
        order = [a.id for a in self.lineage(area)]
        near = [contact for contact in self.contacts if contact.area in order]
        return tuple(sorted(near, key=lambda c: (order.index(c.area), c.stale_since is not None)))
