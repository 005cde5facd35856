"""Pages as bytes, ready to send."""

import gzip

import brotli
from isal import isal_zlib

QUICK_BROTLI, QUICK_GZIP = 5, 5
"""Compression levels for a page that a reader is waiting for. Even the largest page takes only a
few milliseconds."""
STORED = 1
"""The fastest compression level, which takes less than a millisecond for any page."""


class Packed:
    """A page in each encoding that a browser may accept, compressed on first use.

    The page itself is also stored compressed, because pages in sixteen languages add up and nearly
    every browser asks for an encoding.
    """

    def __init__(self, html: str) -> None:
        self._stored = isal_zlib.compress(html.encode(), STORED)
        self._made: dict[str, bytes] = {}

    @property
    def plain(self) -> bytes:
        """The page without an encoding."""
        page: bytes = isal_zlib.decompress(self._stored)
        return page

    def compress_best(self) -> None:
        """Compress at the best level. This takes up to half a second, so no reader waits for it."""
        self._made = compressed_best(self.plain)

    def body(self, accepted: str) -> tuple[bytes, str | None]:
        """The bytes to send and their encoding, given an Accept-Encoding header."""
        for name in ("br", "gzip"):
            if accepts(accepted, name):
                if name not in self._made:
                    self._made[name] = self._quickly(name)
                return self._made[name], name
        return self.plain, None

    def _quickly(self, encoding: str) -> bytes:
        if encoding == "br":
            return _brotli(self.plain, QUICK_BROTLI)
        return gzip.compress(self.plain, QUICK_GZIP, mtime=0)


def compressed_best(data: bytes) -> dict[str, bytes]:
    """The data in each encoding at the best level, the same bytes each time."""
    return {"br": _brotli(data, 11), "gzip": gzip.compress(data, 9, mtime=0)}


def accepts(header: str, encoding: str) -> bool:
    """Whether an Accept-Encoding header allows this encoding."""
    for entry in header.split(","):
        name, _, weight = entry.strip().partition(";")
        if name.strip().lower() == encoding:
            return weight.replace(" ", "") not in ("q=0", "q=0.0", "q=0.00", "q=0.000")
    return False


def _brotli(data: bytes, quality: int) -> bytes:
    packed: bytes = brotli.compress(data, quality=quality, mode=brotli.MODE_TEXT)
    return packed
