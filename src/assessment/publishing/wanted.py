"""What an export contains."""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from assessment.errors import SettingsError

SERVER = re.compile(r"(https?://[^\s/?#\"<>]+(/[^\s/?#\"<>]+)*)/?")
"""The address of a server, with the path under which it serves the site."""


class Wanted(NamedTuple):
    """What to export: IDs of areas and languages, where an empty list means all of them.

    `base` is the path under which a host serves the files, without a slash at its end; `server` is
    the address of a server for readers without JavaScript, or empty.
    """

    areas: Sequence[str] = ()
    languages: Sequence[str] = ()
    base: str = ""
    server: str = ""

    @property
    def address(self) -> str:
        """The address of the server without a slash at its end, or an empty string.

        Raises SettingsError if it is not an address.
        """
        found = SERVER.fullmatch(self.server)
        if self.server and not found:
            raise SettingsError(f"--server: {self.server} is not an address such as https://a.org")
        return found[1] if found else ""


def refuse_unknown(kind: str, wanted: Iterable[str], offered: Sequence[str]) -> None:
    """Raises SettingsError if one of the wanted IDs is not offered; the message names the kind."""
    for each in wanted:
        if each not in offered:
            raise SettingsError(f"unknown {kind}: {each}; known: {', '.join(offered)}")
