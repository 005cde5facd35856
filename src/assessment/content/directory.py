"""The models of `contacts.yaml`: areas, and who can be called in each."""

from collections.abc import Iterator
from datetime import date
from typing import Annotated, Literal, Self

from pydantic import Field, HttpUrl, StringConstraints
from pydantic import model_validator as validated

from assessment.content.questionnaire import Source, Text
from assessment.content.rules import Id, Part, When

Number = Annotated[str, StringConstraints(pattern=r"^\+?[0-9][0-9 -]*$")]


class Area(Part):
    """A place with contacts of its own; `region` is its ISO 3166 country code.

    `not_urgent` is the contact for those who are not in danger now.
    """

    id: Id
    name: Text
    not_urgent: Id | None = None
    region: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
    parent: Id | None = None


class TextLine(Part):
    """Where a text message goes, and the word to send where one is needed."""

    number: Number
    word: str | None = None


class Hours(Part):
    """When somebody answers: `always`, or in words with the IANA name of the time zone."""

    always: bool = False
    text: Text | None = None
    zone: str | None = None


class Contact(Part):
    """Somebody who can be reached, and what is known of them."""

    id: Id
    area: Id
    name: Text
    label: Text
    phone: Number | None = None
    office: Number | None = None
    text: TextLine | None = None
    tty: Number | None = None
    chat: HttpUrl | None = None
    web: HttpUrl | None = None
    hours: Hours
    languages: tuple[Id, ...]
    interpreters: int = 0
    serves: Text
    expect: Text
    reports: Text
    emergency: bool = False
    urgent: bool = False
    authority: Literal["police", "prosecutor"] | None = None
    offers: tuple[Id, ...]
    free: bool = True
    when: When | None = None
    first_when: When | None = None
    last_when: When | None = None
    source: Source
    confidence: Literal["high", "medium", "founding"]
    verified_on: date
    verified_by: str

    @validated(mode="after")
    def _can_be_reached(self) -> Self:
        if not (self.phone or self.text or self.chat or self.web):
            raise ValueError("a contact needs a phone, text, chat, or web address")
        return self


class Directory(Part):
    """The whole of `contacts.yaml`."""

    version: Literal[1] = Field(alias="schema")
    areas: tuple[Area, ...]
    default_area: Id
    contacts: tuple[Contact, ...]

    def lineage(self, area: str) -> tuple[Area, ...]:
        """The area and those around it, nearest first; empty for an unknown one."""
        return tuple(self._upwards(area))

    def _upwards(self, area: str | None) -> Iterator[Area]:
        known = {a.id: a for a in self.areas}
        while area and (found := known.pop(area, None)):
            yield found
            area = found.parent

    def contacts_of(self, area: str) -> tuple[Contact, ...]:
        """Who can be called from an area: nearest first, then in the order of the file."""
        order = [a.id for a in self.lineage(area)]
        near = [contact for contact in self.contacts if contact.area in order]
        return tuple(sorted(near, key=lambda contact: order.index(contact.area)))
