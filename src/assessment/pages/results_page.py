"""Results pages, which are joined from rendered fragments and padded to the same length.

TLS hides the text of a page but not its length, so different lengths would reveal the result.
"""

import struct
import zlib
from collections import defaultdict
from collections.abc import Iterator, Mapping

from isal import isal_zlib

from assessment.pages.layout import NAMED, Node
from assessment.pages.packing import accepts
from assessment.pages.questionnaire_page import TOKEN_LENGTH
from assessment.pages.rendering import SLOT
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
AT_MOST = {"outcome": 1, "others_name": NAMED, "help_name": NAMED}
"""How many fragments of a kind a result contains, for kinds that are not shown in full."""


class ResultsPage:
    """Joins the results of one track, language, and area, which all have the same length when sent.

    `page` is the rendered results template, `fragments` are its fragments, and `asked` is the
    number of questions. The page contains the answers in a field of fixed length.
    """

    def __init__(self, page: str, fragments: Mapping[str, str], asked: int) -> None:
        head, rest = page.split(RESULTS)
        middle, tail = rest.split(ANSWERS)
        self._head, self._middle, self._tail = head.encode(), middle.encode(), tail.encode()
        # The head is the same in every result, and its style and script are a third of the page.
        self._packed_head = _packed_head(self._head)
        self._head_checksum = isal_zlib.crc32(self._head)
        # The HTML before and after the slot of each fragment; without a slot, the second part is
        # empty.
        halves = {key: html.encode().partition(SLOT.encode()) for key, html in fragments.items()}
        self._fragments = {key: (before, after) for key, (before, _, after) in halves.items()}
        answers = asked * TOKEN_LENGTH  # these are random, so compression does not shorten them
        most = b"".join((*self._most(), self._middle, self._tail))
        self._plain_length = _rounded(len(self._head) + len(most) + answers)
        # Less text usually compresses to fewer bytes; an extra 2% allows for exceptions.
        packed = len(self._packed_head) + len(_deflated(most)) * 51 // 50 + answers
        self._gzip_length = packed + GZIP_OVERHEAD

    def _most(self) -> Iterator[bytes]:
        """At least as much HTML as any result contains.

        Each fragment is included once, and reasons as often as a result can repeat them.
        """
        groups: dict[str, list[tuple[bytes, bytes]]] = defaultdict(list)
        for key, pair in self._fragments.items():
            kind, _, rest = key.partition(":")
            alone = f"{kind}:{rest.partition(':')[0]}" if kind in ("sign", "reason") else key
            groups[kind if kind in AT_MOST else alone].append(pair)
        largest = {
            alone: sorted(pairs, key=_size)[-AT_MOST.get(alone, 1) :]
            for alone, pairs in groups.items()
        }
        yield from (half for pairs in largest.values() for pair in pairs for half in pair)
        helps = sum(alone.startswith("assistance") for alone in largest)
        reasons = [pair for key in largest if key.startswith("reason") for pair in largest[key]]
        yield from (
            half for pair in sorted(reasons, key=_size)[-HELP_REASONS * helps :] for half in pair
        )

    def body(self, tree: Node, answers: str, accepted: str) -> tuple[bytes, str | None]:
        """The page for a layout; `answers` is the packed field that the page submits again."""
        pieces: list[bytes] = []
        self._join(tree, pieces)
        field = f'<input type="hidden" name="answers" value="{answers}">'.encode()
        html = b"".join((*pieces, self._middle, field, self._tail))
        if accepts(accepted, "gzip"):
            return self._gzip(html), "gzip"
        room = _room(len(self._head) + len(html) + SHORTEST_COMMENT, self._plain_length)
        return self._head + html + b"<!--" + b" " * room + b"-->", None

    def _gzip(self, html: bytes) -> bytes:
        """The head and this HTML, compressed and padded with zeros in the extra field."""
        packed = self._packed_head + _deflated(html)
        room = _room(len(packed) + GZIP_OVERHEAD, self._gzip_length)
        padding = bytes(min(room, MOST_EXTRA))
        extra = EXTRA_SUBFIELD + struct.pack("<H", len(padding)) + padding
        checksum = isal_zlib.crc32(html, self._head_checksum)
        trailer = struct.pack("<II", checksum, len(self._head) + len(html))
        return b"".join((GZIP_WITH_EXTRA, struct.pack("<H", len(extra)), extra, packed, trailer))

    def _join(self, node: Node, pieces: list[bytes]) -> None:
        name, children = (node, ()) if isinstance(node, str) else node
        before, after = self._fragments[name]
        pieces.append(before)
        for child in children:
            if isinstance(child, str):  # most are; calling _join for each would double the time
                pieces.append(self._fragments[child][0])
            else:
                self._join(child, pieces)
        pieces.append(after)


def _size(pair: tuple[bytes, bytes]) -> int:
    return len(pair[0]) + len(pair[1])


def _rounded(length: int) -> int:
    return (length // ROUND + 1) * ROUND


def _room(used: int, length: int) -> int:
    """Bytes of padding needed to reach `length` or, past that, the next multiple of ROUND."""
    return (length if used <= length else _rounded(used)) - used


def _packed_head(head: bytes) -> bytes:
    """The head compressed at the best level, so that more compressed data can follow."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return packer.compress(head) + packer.flush(zlib.Z_SYNC_FLUSH)


def _deflated(html: bytes) -> bytes:
    packer = isal_zlib.compressobj(1, isal_zlib.DEFLATED, -15)
    packed: bytes = packer.compress(html) + packer.flush()
    return packed
