"""Result pages, joined from ready parts.

What all results share is compressed beforehand, and the rest fast. Padding then gives every
result of a track the same length, since TLS does not hide lengths.
"""

import struct
import zlib
from collections.abc import Iterator, Mapping

from isal import isal_zlib

from assessment.pages.packing import takes
from assessment.pages.parts import Node, halves
from assessment.screening.results import HELP_REASONS
from assessment.web.tokens import LENGTH

ROUND = 1024
SHORTEST_COMMENT = len("<!---->")
GZIP_HEAD = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"
GZIP_END = b"\x01\x00\x00\xff\xff"
MOST_STORED = 0xFFFF
"""Bytes that one deflate block can hold as they are."""
RESULTS, ANSWERS = "<!--results-->", "<!--answers-->"


class ResultsPage:
    """Joins the results of one track, language and area; each is of one length on the wire.

    `page` is the rendered results template, `parts` are its parts, `asked` is the number of
    questions, whose answers the page carries in a field of fixed length.
    """

    def __init__(self, page: str, parts: Mapping[str, str], asked: int) -> None:
        head, rest = page.split(RESULTS)
        middle, tail = rest.split(ANSWERS)
        self._head, self._middle, self._tail = head.encode(), middle.encode(), tail.encode()
        self._parts = {key: _halves(html) for key, html in parts.items()}
        self._packed_head = _deflated_once(self._head)
        self._packed_tail = _deflated_once(self._tail)
        self._head_checksum = isal_zlib.crc32(self._head)
        most = b"".join((*self._most(), self._middle, b"x" * asked * LENGTH))
        self._plain_length = _rounded(len(self._head) + len(most) + len(self._tail))
        shared = len(self._packed_head) + len(self._packed_tail)
        # Text with less in it packs to less; the twentieth is for what a packer does otherwise.
        self._gzip_length = _rounded(shared + len(_deflated(most)) * 21 // 20)

    def _most(self) -> Iterator[bytes]:
        """More than any result holds: each part once, and reasons as often as they can come."""
        largest: dict[str, tuple[bytes, bytes]] = {}
        for key, pair in self._parts.items():
            kind, _, rest = key.partition(":")
            alone = kind if kind == "outcome" else key
            if kind in ("sign", "reason"):
                alone = f"{kind}:{rest.partition(':')[0]}"
            largest[alone] = max(pair, largest.get(alone, pair), key=_size)
        yield from (half for pair in largest.values() for half in pair)
        helps = sum(key.startswith("assistance") for key in largest)
        reasons = sorted((p for k, p in largest.items() if k.startswith("reason")), key=_size)
        yield from (half for pair in reasons[-HELP_REASONS * helps :] for half in pair)

    def body(self, tree: Node, answers: str, accepted: str) -> tuple[bytes, str | None]:
        """The page for a layout; `answers` is the packed field that the page hands back."""
        pieces: list[bytes] = []
        self._join(tree, pieces)
        pieces += (
            self._middle,
            f'<input type="hidden" name="answers" value="{answers}">'.encode(),
        )
        own = b"".join(pieces)
        if takes(accepted, "gzip"):
            return self._gzip(own), "gzip"
        length = len(self._head) + len(own) + len(self._tail)
        return b"".join(
            (self._head, own, self._tail, *_comment(_room(length, self._plain_length)))
        ), None

    def _gzip(self, own: bytes) -> bytes:
        packed = (self._packed_head, _deflated(own), self._packed_tail)
        room = _in_blocks(_room(sum(map(len, packed)), self._gzip_length))
        padding = b"".join(_comment(room))
        checksum = self._head_checksum
        for piece in (own, self._tail, padding):
            checksum = isal_zlib.crc32(piece, checksum)
        length = len(self._head) + len(own) + len(self._tail) + room
        trailer = struct.pack("<II", checksum, length)
        return b"".join((GZIP_HEAD, *packed, *_stored(padding), GZIP_END, trailer))

    def _join(self, node: Node, pieces: list[bytes]) -> None:
        name, children = (node, ()) if isinstance(node, str) else node
        before, after = self._parts[name]
        pieces.append(before)
        for child in children:
            if isinstance(child, str):  # most are, and a call for each takes as long as the rest
                pieces.append(self._parts[child][0])
            else:
                self._join(child, pieces)
        pieces.append(after)


def _halves(part: str) -> tuple[bytes, bytes]:
    before, after = halves(part)
    return before.encode(), after.encode()


def _size(pair: tuple[bytes, bytes]) -> int:
    return len(pair[0]) + len(pair[1])


def _rounded(length: int) -> int:
    return (length // ROUND + 1) * ROUND


def _room(used: int, length: int) -> int:
    """Bytes of padding up to `length`, or up to the next round number beyond it."""
    return (length if used + SHORTEST_COMMENT <= length else _rounded(used + ROUND)) - used


def _comment(length: int) -> tuple[bytes, bytes, bytes]:
    """A comment of this length, in pieces."""
    return b"<!--", b" " * (length - SHORTEST_COMMENT), b"-->"


def _deflated_once(html: bytes) -> bytes:
    """A part of a deflate stream that refers to nothing before it, as small as it gets."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return packer.compress(html) + packer.flush(zlib.Z_FULL_FLUSH)


def _deflated(html: bytes) -> bytes:
    """The same, fast."""
    packer = isal_zlib.compressobj(0, isal_zlib.DEFLATED, -15)
    packed: bytes = packer.compress(html) + packer.flush(isal_zlib.Z_FULL_FLUSH)
    return packed


def _in_blocks(room: int) -> int:
    """What is left of room for data when each block after the first takes five bytes of it."""
    return room - 5 * ((room + 4) // (MOST_STORED + 5))


def _stored(data: bytes) -> Iterator[bytes]:
    """The deflate blocks that hold data as it is, in pieces."""
    for start in range(0, len(data), MOST_STORED):
        block = data[start : start + MOST_STORED]
        yield b"\x00" + struct.pack("<HH", len(block), len(block) ^ MOST_STORED)
        yield block
