"""Records the shipped originals of the items that an agency overrides, to detect later changes."""

import json
from datetime import date
from pathlib import Path
from typing import Any

from assessment.content.folder import ContentFiles
from assessment.content.refusals import validated
from assessment.content.rules import ContentModel
from assessment.content.yaml_file import read_yaml
from assessment.resources import root

NAME = "originals.json"


class Originals(ContentModel):
    """Shipped items by path, such as `outcomes.clear_signs`, as they were on the date `on`."""

    items: dict[str, Any] = {}
    on: str = ""


def current_originals(files: ContentFiles) -> dict[str, Any]:
    """The shipped items and templates that the content folder currently overrides."""
    found: dict[str, Any] = {each.name: each.shipped for each in files.layered().replaced}
    for template in (files.own / "templates").glob("*.html") if files.own else ():
        shipped = root() / "templates" / template.name
        if shipped.is_file():
            found[f"templates/{template.name}"] = shipped.read_text(encoding="utf-8")
    return found


def noted_originals(own: Path) -> Originals:
    """The most recently recorded originals. Raises ContentError if the file is damaged."""
    file = own / NAME  # JSON is also YAML
    return validated(read_yaml(file, str(file)), Originals) if file.is_file() else Originals()


def note_originals(own: Path, items: dict[str, Any], day: date) -> None:
    """Write the originals to the content folder."""
    noted = {"on": str(day), "items": items}
    text = json.dumps(noted, indent=1, ensure_ascii=False, sort_keys=True)
    (own / NAME).write_text(f"{text}\n", encoding="utf-8")


def differences(old: Any, new: Any, key: str = "") -> list[tuple[str, Any, Any]]:
    """The differences between two versions of an item: key, old value, and new value."""
    if isinstance(old, dict) and isinstance(new, dict):
        keys = dict.fromkeys([*old, *new])
        pairs = ((name, old.get(name), new.get(name)) for name in keys)
        return [d for name, a, b in pairs for d in differences(a, b, f"{key}.{name}".lstrip("."))]
    return [] if old == new else [(key, old, new)]
