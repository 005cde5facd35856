"""Writes exported files with their compressed forms and their manifest."""

import json
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from itertools import chain
from os import cpu_count
from pathlib import Path

from assessment.errors import SettingsError
from assessment.pages.packing import compressed_best
from assessment.publishing.export import MANIFEST, Export

ENDINGS = {"br": ".br", "gzip": ".gz"}


def write(export: Export, folder: Path, progress: Callable[[], None]) -> None:
    """Write an export to a folder; `progress` is called after each place and at the end.

    The files of an earlier export are removed. Raises SettingsError if there are other files.
    """
    _clear(folder)
    hashes: dict[str, str] = {}
    with ThreadPoolExecutor(cpu_count()) as pool:
        for files in chain((export.pages(*place) for place in export.places), [export.others()]):
            for written in pool.map(lambda file: _written(folder, *file), files.items()):
                hashes |= written
            progress()
    (folder / MANIFEST).write_bytes(export.manifest(hashes))


def _written(folder: Path, path: str, content: bytes) -> dict[str, str]:
    """The SHA-256 of each form of a file that was written, by path."""
    forms = {path: content}
    if path.endswith(".html"):
        packed = compressed_best(content)
        forms |= {path + ENDINGS[name]: data for name, data in packed.items()}
    for name, data in forms.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    return {name: sha256(data).hexdigest() for name, data in forms.items()}


def _clear(folder: Path) -> None:
    manifest = folder / MANIFEST
    if manifest.is_file():
        for path in _listed(manifest):
            (folder / path).unlink(missing_ok=True)
        manifest.unlink()
    elif folder.exists() and any(folder.iterdir()):
        raise SettingsError(f"{folder} contains files that no export wrote; choose another folder")


def _listed(manifest: Path) -> Iterable[str]:
    files: dict[str, str] = json.loads(manifest.read_text(encoding="utf-8"))["files"]
    return files
