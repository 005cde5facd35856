"""Writes exported files with their compressed forms and their manifest."""

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from itertools import chain
from os import cpu_count
from pathlib import Path
from shutil import rmtree

from assessment.errors import SettingsError
from assessment.pages.packing import compressed_best
from assessment.publishing.export import MANIFEST, Export

ENDINGS = {"br": ".br", "gzip": ".gz"}
PARTIAL = ".assessment-partial"
"""A folder for the files of an export that is not complete yet."""


def write(export: Export, folder: Path, progress: Callable[[], None]) -> None:
    """Write an export to a folder; `progress` is called after each place and at the end.

    The files of an earlier export stay until the new ones are complete, and are then removed. After
    an interruption, the next export succeeds. Raises SettingsError if the folder contains other
    files.
    """
    earlier, partial = _earlier(folder), folder / PARTIAL
    rmtree(partial, ignore_errors=True)
    hashes: dict[str, str] = {}
    with ThreadPoolExecutor(cpu_count()) as pool:
        for files in chain((export.pages(*place) for place in export.places), [export.others()]):
            for written in pool.map(lambda file: _written(partial, *file), files.items()):
                hashes |= written
            progress()
    for path in earlier:
        (folder / path).unlink(missing_ok=True)
    # The folder always has a complete manifest, so that after an interruption the next export knows
    # which files are its own.
    (partial / MANIFEST).write_bytes(export.manifest(hashes))
    for path in (MANIFEST, *hashes):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (partial / path).replace(folder / path)
    rmtree(partial)


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


def _earlier(folder: Path) -> list[str]:
    """The files of an earlier export. Raises SettingsError if the folder contains other files."""
    manifest = folder / MANIFEST
    if not manifest.is_file():
        if folder.exists() and any(file.name != PARTIAL for file in folder.iterdir()):
            message = f"{folder} contains files that are not from an export; choose another folder"
            raise SettingsError(message)
        return []
    try:
        listed = list(json.loads(manifest.read_text(encoding="utf-8"))["files"])
    except (ValueError, KeyError, TypeError) as error:
        raise SettingsError(f"{manifest} was not written by an export") from error
    if not all((folder / path).resolve().is_relative_to(folder.resolve()) for path in listed):
        raise SettingsError(f"{manifest} lists files outside its folder")
    return listed
