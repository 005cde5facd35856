"""The contacts that readers in an area see."""

from typing import NamedTuple

from assessment.content.directory import Area, Contact, Directory
from assessment.content.kinds import FOR_CHILDREN


class LocalHelp(NamedTuple):
    """An area with its contacts, and the two contacts that every page shows."""

    area: str
    areas: tuple[Area, ...]
    contacts: tuple[Contact, ...]
    emergency: Contact
    not_urgent: Contact

    @classmethod
    def of(cls, directory: Directory, area: str) -> "LocalHelp":
        """The help in an area. The larger areas that contain the area provide what is missing."""
        areas = directory.lineage(area)
        contacts = directory.contacts_of(area)
        shown = {c.id: c for c in contacts if c.phone or areas[-1].unlisted}
        return cls(
            area,
            areas,
            contacts,
            next(c for c in shown.values() if c.emergency),
            next(shown[a.not_urgent] for a in areas if a.not_urgent in shown),
        )

    @property
    def has_own(self) -> bool:
        """Whether any contact belongs to this area itself, and not to a larger one."""
        return any(contact.area == self.area for contact in self.contacts)

    @property
    def first(self) -> Contact:
        """The best contact for everyone: the nearest trafficking hotline with a phone number."""
        lines = (c for c in self.contacts if c.kind == "trafficking" and c.phone)
        return next(lines, self.not_urgent)

    @property
    def numbers(self) -> list[Contact]:
        """The few contacts whose numbers every page shows at the top."""
        first = next((c for c in self.contacts if c.urgent and c.phone), self.not_urgent)
        return list({c.id: c for c in (self.emergency, first, self.not_urgent)}.values())

    def helpers(self, assistance: str) -> list[Contact]:
        """Up to two contacts that offer a kind of help; never the police, a prosecutor, or a
        hotline for children, because readers of any age see them.
        """
        offering = [c for c in self.contacts if assistance in c.offers and not c.authority]
        return [c for c in offering if FOR_CHILDREN.isdisjoint(c.kinds)][:2]
