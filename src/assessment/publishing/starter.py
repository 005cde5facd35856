"""The starter files for an agency's new content folder."""

import json
from collections.abc import Iterator

from assessment.checking.own_folder import FILES
from assessment.content.loading import Content
from assessment.errors import SettingsError
from assessment.publishing.documents import rendered, schemas


def starting_files(content: Content, area: str, name: str) -> dict[str, str]:
    """The starter files and their schemas by name, for an agency with this name in this area.

    An area that is not shipped is added, along with any areas between it and the nearest shipped
    area. Raises SettingsError if its country is not shipped.
    """
    values = {
        "area": area,
        "name": json.dumps(name, ensure_ascii=False),  # valid YAML, whatever the name contains
        "areas": list(_missing_areas(content, area)),
        "languages": [language.id for language in content.questionnaire.languages],
    }
    files = {file: rendered(f"own/{file}", **values) for file in FILES}
    return files | {f"schema/{file}": text for file, text in schemas().items()}


def _missing_areas(content: Content, area: str) -> Iterator[dict[str, str | None]]:
    known = {each.id: each for each in content.directory.areas}
    parts = area.split("-")
    country = known.get(parts[0])
    if country is None:
        shipped = ", ".join(sorted(a.id for a in known.values() if a.region and not a.parent))
        message = f"--area {area}: the country `{parts[0]}` is not shipped; use one of: {shipped}"
        raise SettingsError(message)
    for end in range(2, len(parts) + 1):
        name, parent = "-".join(parts[:end]), "-".join(parts[: end - 1])
        if name not in known:
            title = json.dumps(parts[end - 1].replace("_", " ").title(), ensure_ascii=False)
            region = country.region
            yield {"id": name, "name": title, "region": region, "parent": parent}
