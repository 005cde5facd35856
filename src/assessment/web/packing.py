"""Pages as bytes, ready for the wire.

Pages that no answer changes are compressed once. A result page is joined from parts that were
compressed one by one, so no request pays for compression and no answer shapes it; padding then
gives every result of a track the same length, since TLS does not hide lengths.
"""

import gzip
import struct
import zlib
from collections.abc import Iterable, Iterator, Mapping

import brotli

from assessment.screening.results import HELP_REASONS
from assessment.web.parts import Node, halves

ROUND = 1024
GZIP_HEAD = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"
GZIP_END = b"\x01\x00\x00\xff\xff"
RESULTS, ANSWERS = "<!--results-->", "<!--answers-->"


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


class Piece:
    """Some bytes of a page, and the same as a part of a deflate stream."""

    __slots__ = ("deflated", "plain")

    def __init__(self, text: str) -> None:
        self.plain = text.encode()
        packer = zlib.compressobj(9, zlib.DEFLATED, -15)
        self.deflated = packer.compress(self.plain) + packer.flush(zlib.Z_FULL_FLUSH)


class ResultsPage:
    """Joins the results of one track, language and area; each is of one length on the wire.

    `page` is the rendered results template, `parts` are its parts, `asked` is the number of
    questions, whose answers the page carries in a field of fixed length.
    """

    def __init__(self, page: str, parts: Mapping[str, str], asked: int) -> None:
        head, rest = page.split(RESULTS)
        middle, tail = rest.split(ANSWERS)
        self._head, self._middle, self._tail = Piece(head), Piece(middle), Piece(tail)
        self._parts = {key: tuple(map(Piece, halves(html))) for key, html in parts.items()}
        pieces = [self._head, self._middle, self._tail]
        pieces += [piece for pair in self._most(asked) for piece in pair]
        # A comment of at least seven bytes and a block's five always fit: what is left is padding.
        self._plain_length = _rounded(sum(len(p.plain) for p in pieces))
        self._gzip_length = _rounded(sum(len(p.deflated) for p in pieces))

    def _most(self, asked: int) -> Iterator[tuple[Piece, ...]]:
        """More pieces than any result can hold."""
        largest: dict[str, tuple[Piece, ...]] = {}
        for key, pair in self._parts.items():
            kind, _, rest = key.partition(":")
            one_of = {"outcome": kind, "sign": f"sign:{rest.partition(':')[0]}"}.get(kind, key)
            if kind == "reason":
                one_of = f"reason:{rest.partition(':')[0]}"
            largest[one_of] = max(pair, largest.get(one_of, pair), key=_size)
        yield from largest.values()
        reasons = sorted((p for k, p in largest.items() if k.startswith("reason")), key=_size)
        # Beside its sign or among the rest, a reason can come again under each kind of help.
        helps = sum(key.startswith("assistance") for key in largest)
        yield from reasons[-HELP_REASONS * helps :]
        yield (Piece("x" * asked * 8),)

    def body(self, tree: Node, answers: str, accepted: str) -> tuple[bytes, str | None]:
        """The page for a layout; `answers` is the packed field that the page hands back."""
        field = f'<input type="hidden" name="answers" value="{answers}">'.encode()
        pieces = [self._head, *self._joined(tree), self._middle]
        plain = [piece.plain for piece in pieces]
        if takes(accepted, "gzip"):
            packed = [piece.deflated for piece in pieces]
            return self._zipped(plain, packed, field), "gzip"
        before = b"".join((*plain, field, self._tail.plain))
        return before + _comment(self._plain_length - len(before)), None

    def _zipped(self, plain: list[bytes], packed: list[bytes], field: bytes) -> bytes:
        deflated = b"".join((*packed, _stored(field), self._tail.deflated))
        padding = _comment(self._gzip_length - len(deflated))
        whole = b"".join((*plain, field, self._tail.plain, padding))
        trailer = struct.pack("<II", zlib.crc32(whole), len(whole) & 0xFFFFFFFF)
        return b"".join((GZIP_HEAD, deflated, _stored(padding), GZIP_END, trailer))

    def _joined(self, node: Node) -> Iterable[Piece]:
        if isinstance(node, str):
            return self._parts[node]
        before, after = self._parts[node[0]]
        return (before, *(piece for child in node[1] for piece in self._joined(child)), after)


def _size(pair: tuple[Piece, ...]) -> int:
    return sum(len(piece.deflated) + len(piece.plain) for piece in pair)


def _rounded(length: int) -> int:
    return (length // ROUND + 1) * ROUND


def _comment(length: int) -> bytes:
    return b"<!--" + b" " * (length - 7) + b"-->"


def _stored(data: bytes) -> bytes:
    return b"\x00" + struct.pack("<HH", len(data), len(data) ^ 0xFFFF) + data
