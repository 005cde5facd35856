"""Pages as bytes, ready for the wire."""

import gzip

import brotli


class Packed:
    """A page in each encoding that a browser may take.

    A `lasting` page is compressed as far as it goes; one made for a single reader, fast.
    """

    def __init__(self, html: str, *, lasting: bool = True) -> None:
        self.plain = html.encode()
        self._lasting = lasting
        self._made: dict[str, bytes] = {}

    def body(self, accepted: str) -> tuple[bytes, str | None]:
        """The bytes to send and their encoding, for an Accept-Encoding header."""
        for name, pack in (("br", _brotli), ("gzip", _gzip)):
            if takes(accepted, name):
                if name not in self._made:
                    self._made[name] = pack(self.plain, self._lasting)
                return self._made[name], name
        return self.plain, None


def _brotli(data: bytes, lasting: bool) -> bytes:
    packed: bytes = brotli.compress(data, quality=11 if lasting else 1, mode=brotli.MODE_TEXT)
    return packed


def _gzip(data: bytes, lasting: bool) -> bytes:
    return gzip.compress(data, 9 if lasting else 1, mtime=0)


def takes(accepted: str, encoding: str) -> bool:
    """Whether an Accept-Encoding header lets this encoding in."""
    for entry in accepted.split(","):
        name, _, weight = entry.strip().partition(";")
        if name.strip().lower() == encoding:
            return weight.replace(" ", "") not in ("q=0", "q=0.0", "q=0.00", "q=0.000")
    return False
