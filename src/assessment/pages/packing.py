"""Pages as bytes, ready to send."""

import gzip

import brotli
from isal import igzip, isal_zlib

QUICK_BROTLI, QUICK_GZIP = 5, 2
"""Compression levels for a page that a reader is waiting for. Even the largest page takes only a
few milliseconds."""
GZIP_WRAPPED = 31
"""The `wbits` value of zlib for data in the gzip format."""


class Packed:
    """A page in each encoding that a browser may accept, compressed on first use.

    To save memory, the page is kept only in compressed form. Nearly every browser accepts one of
    the encodings.
    """

    def __init__(self, html: str) -> None:
        self._made = {"gzip": igzip.compress(html.encode(), QUICK_GZIP, mtime=0)}

    @property
    def plain(self) -> bytes:
        """The page without an encoding."""
        page: bytes = isal_zlib.decompress(self._made["gzip"], wbits=GZIP_WRAPPED)
        return page

    def compress_best(self) -> None:
        """Compress at level 11. This takes up to half a second, so no reader waits for it."""
        self._made = compressed_best(self.plain)

    def body(self, accepted: str) -> tuple[bytes, str | None]:
        """The bytes to send and their encoding, given an Accept-Encoding header."""
        if accepts(accepted, "br"):
            if "br" not in self._made:
                self._made["br"] = _brotli(self.plain, QUICK_BROTLI)
            return self._made["br"], "br"
        return (self._made["gzip"], "gzip") if accepts(accepted, "gzip") else (self.plain, None)


def compressed_best(data: bytes) -> dict[str, bytes]:
    """The data in each encoding, at the highest level. The bytes are the same each time."""
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
