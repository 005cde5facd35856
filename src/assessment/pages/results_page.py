"""Results pages, which are joined from rendered fragments and padded to the same length.

TLS hides the text of a page but not its length, so different lengths would reveal the result.
"""

import struct
from collections.abc import Iterator, Mapping

from isal import isal_zlib

from assessment.pages.field_names import TOKEN_LENGTH
from assessment.pages.fragments import halves
from assessment.pages.layout import Node
from assessment.pages.packing import accepts
from assessment.screening.results import HELP_REASONS

ROUND = 1024
SHORTEST_COMMENT = len("<!---->")
GZIP_WITH_EXTRA = b"\x1f\x8b\x08\x04\x00\x00\x00\x00\x00\xff"
"""A gzip header (RFC 1952) with an extra field, but without a timestamp or a file name."""
EXTRA_SUBFIELD = b"PD"
"""The ID of our subfield in the extra field. Every gzip decoder skips the extra field."""
MOST_EXTRA = 0xFFFF - 4
"""Maximum padding in bytes. This is four times the largest difference between shipped results."""
GZIP_OVERHEAD = len(GZIP_WITH_EXTRA) + 2 + 4 + 8
"""Bytes used by the header, the length of the extra field, its subfield header, and the trailer."""
RESULTS, ANSWERS = "<!--results-->", "<!--answers-->"


class ResultsPage:
    """Joins the results of one track, language, and area, which all have the same length when sent.

    `page` is the rendered results template, `fragments` are its fragments, and `asked` is the
    number of questions. The page contains the answers in a field of fixed length.
    """

    def __init__(self, page: str, fragments: Mapping[str, str], asked: int) -> None:
        head, rest = page.split(RESULTS)
        middle, tail = rest.split(ANSWERS)
        self._head, self._middle, self._tail = head.encode(), middle.encode(), tail.encode()
        self._fragments = {key: _halves(html) for key, html in fragments.items()}
        token = b"x" * asked * TOKEN_LENGTH
        most = b"".join((self._head, *self._most(), self._middle, token, self._tail))
        self._plain_length = _rounded(len(most))
        # Less text usually compresses to fewer bytes; an extra 5% allows for exceptions.
        self._gzip_length = _rounded(len(_deflated(most)) * 21 // 20 + GZIP_OVERHEAD)

    def _most(self) -> Iterator[bytes]:
        """At least as much HTML as any result contains.

        Each fragment is included once, and reasons as often as a result can repeat them.
        """
        largest: dict[str, tuple[bytes, bytes]] = {}
        for key, pair in self._fragments.items():
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
        """The page for a layout; `answers` is the packed field that the page submits again."""
        pieces = [self._head]
        self._join(tree, pieces)
        field = f'<input type="hidden" name="answers" value="{answers}">'.encode()
        html = b"".join((*pieces, self._middle, field, self._tail))
        if accepts(accepted, "gzip"):
            return _gzip(html, self._gzip_length), "gzip"
        return html + _comment(_room(len(html) + SHORTEST_COMMENT, self._plain_length)), None

    def _join(self, node: Node, pieces: list[bytes]) -> None:
        name, children = (node, ()) if isinstance(node, str) else node
        before, after = self._fragments[name]
        pieces.append(before)
        for child in children:
            if isinstance(child, str):  # most are, and calling _join for them would double the time
                pieces.append(self._fragments[child][0])
            else:
                self._join(child, pieces)
        pieces.append(after)


def _halves(fragment: str) -> tuple[bytes, bytes]:
    before, after = halves(fragment)
    return before.encode(), after.encode()


def _size(pair: tuple[bytes, bytes]) -> int:
    return len(pair[0]) + len(pair[1])


def _rounded(length: int) -> int:
    return (length // ROUND + 1) * ROUND


def _room(used: int, length: int) -> int:
    """Bytes of padding needed to reach `length` or, past that, the next multiple of ROUND."""
    return (length if used <= length else _rounded(used)) - used


def _comment(room: int) -> bytes:
    return b"<!--" + b" " * room + b"-->"


def _deflated(html: bytes) -> bytes:
    packer = isal_zlib.compressobj(1, isal_zlib.DEFLATED, -15)
    packed: bytes = packer.compress(html) + packer.flush()
    return packed


def _gzip(html: bytes, length: int) -> bytes:
    """The page compressed with gzip and padded to this length with zeros in the extra field."""
    packed = _deflated(html)
    padding = bytes(min(_room(len(packed) + GZIP_OVERHEAD, length), MOST_EXTRA))
    extra = EXTRA_SUBFIELD + struct.pack("<H", len(padding)) + padding
    trailer = struct.pack("<II", isal_zlib.crc32(html), len(html))
    return b"".join((GZIP_WITH_EXTRA, struct.pack("<H", len(extra)), extra, packed, trailer))
