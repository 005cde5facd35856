"""Finds text in a browser's profile, as a person who has the disk could.

Files are searched as they are, as UTF-16, and after decompression: gzip, brotli (caches of Chromium
and Firefox) and mozLz4 (session files of Firefox).
"""

import contextlib
import json
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path

import brotli

OWN = {"user.js"}
GZIP = b"\x1f\x8b\x08"
MOZ = b"mozLz40\0"
MOST = 50_000_000


def readable(profile: Path, words: Iterable[str]) -> dict[str, set[str]]:
    """Which of these words appear, and in which files."""
    forms = {word: (word.encode(), word.encode("utf-16-le")) for word in words}
    found: dict[str, set[str]] = {}
    for file, data in _contents(profile):
        for word, looks in forms.items():
            if any(look in data for look in looks):
                found.setdefault(word, set()).add(file)
    return found


def form_states(profile: Path) -> set[str]:
    """Files in which a browser has stored the state of a form.

    Firefox stores a choice by the position or id of its field, Chromium by the type of the field.
    A search for words alone would miss both.
    """
    kept = set()
    for file, data in _contents(profile):
        if "sessionstore" in file and data.startswith(b"{") and _has_form(json.loads(data)):
            kept.add(file)
        chromium = "/Sessions/" in file or file.startswith("Sessions/")
        if chromium and any(kind.encode("utf-16-le") in data for kind in ("radio", "checkbox")):
            kept.add(file)
    return kept


def _has_form(node: object) -> bool:
    """Whether the form of a web page is stored; Firefox's own start page does not count."""
    if isinstance(node, dict):
        form = node.get("formdata") or {}
        return str(form.get("url", "")).startswith(("http", "file")) or any(
            map(_has_form, node.values())
        )
    return isinstance(node, list) and any(map(_has_form, node))


def _contents(profile: Path) -> Iterator[tuple[str, bytes]]:
    for path in sorted(profile.rglob("*")):
        if not path.is_file() or path.is_symlink() or path.name in OWN:
            continue
        data = path.read_bytes()[:MOST]
        name = str(path.relative_to(profile))
        yield name, data
        for unpacked in _unpacked(data):
            yield name, unpacked


def _unpacked(data: bytes) -> Iterator[bytes]:
    if data.startswith(MOZ):
        yield unlz4(data[len(MOZ) + 4 :])
    place = data.find(GZIP)
    while place >= 0:
        with contextlib.suppress(zlib.error):
            yield zlib.decompressobj(31).decompress(data[place:], MOST)
        place = data.find(GZIP, place + 1)
    yield from _unbrotlied(data)


def _unbrotlied(data: bytes) -> Iterator[bytes]:
    """The body of a cache entry is at its start (Firefox) or after its key (Chromium)."""
    starts = [0]
    if data[:8] == b"\x30\x5c\x72\xa7\x1b\x6d\xfb\xfc":
        starts.append(24 + int.from_bytes(data[12:16], "little"))
    for start in starts:
        try:
            yield brotli.Decompressor().process(data[start:])
        except brotli.error:
            continue


def unlz4(block: bytes) -> bytes:
    """Decompress an LZ4 block: runs of literal bytes, each followed by a copy of earlier bytes."""
    made, at = bytearray(), 0
    while at < len(block):
        token, at = block[at], at + 1
        literals, at = _length(block, at, token >> 4)
        made += block[at : at + literals]
        at += literals
        if at >= len(block):
            break
        offset, at = int.from_bytes(block[at : at + 2], "little"), at + 2
        copied, at = _length(block, at, token & 15)
        for _ in range(copied + 4):
            made.append(made[-offset])
    return bytes(made)


def _length(block: bytes, at: int, start: int) -> tuple[int, int]:
    if start == 15:
        while True:
            start, more, at = start + block[at], block[at], at + 1
            if more != 255:
                break
    return start, at
