"""Adds missing names to Babel's locale data, and removes data that no page shows."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from babel import Locale, localedata

from assessment.content.yaml_file import read_yaml
from assessment.resources import root

FILE = "locales/names.yaml"
UNUSED = ("compact_", "compound_", "currency_", "interval_", "meta_zones", "time_zones", "unit_")
"""Prefixes of keys whose data no page shows. The data takes over half of the memory of a locale."""


def completed(locale: Locale) -> Locale:
    """The locale with the names that `locales/names.yaml` adds, and without unused data.

    Without these names, dates in Haitian Creole would be French.
    """
    data = localedata.load(str(locale))
    for key in list(data):
        if key.startswith(UNUSED):
            data.pop(key, None)
    if added := _names().get(locale.language):
        months = dict(enumerate(added["months"], 1))
        # Languages can share parts of Babel's dictionary, so the parts are replaced, not changed.
        data["months"] = {use: {"wide": months} for use in ("format", "stand-alone")}
        data["days"] = {use: {"wide": dict(enumerate(added["days"]))} for use in data["days"]}
        data["languages"] = {**data["languages"], **added["languages"]}
    return locale


@cache
def _names() -> Mapping[str, Mapping[str, Any]]:
    names: Any = read_yaml(root() / FILE)
    return dict(names)
