"""The pages that do not depend on answers, and the values that their templates require."""

from typing import Any

from markupsafe import Markup

from assessment import __version__
from assessment.pages.areas import area_name
from assessment.pages.local_edition import LocalEdition
from assessment.pages.rendering import SLOT

STATIC_PAGES = ("start", "help", "learn", "guide", "paper", "privacy", "about")
"""The pages that do not depend on answers. Each has a template of the same name."""
Values = dict[str, Any]


def static_page(name: str, local: LocalEdition) -> str:
    """One of STATIC_PAGES."""
    values = _VALUES[name](local) if name in _VALUES else {}
    return local.rendered(f"{name}.html", "" if name == "start" else name, **values)


def error_page(status: int, local: LocalEdition) -> str:
    """The page for a response with this HTTP status."""
    errors = local.language.errors
    return local.rendered(
        "error.html",
        "",
        heading=errors.heading(status),
        text=errors.text(status),
        two_numbers=local.macros.two_numbers(local.help.emergency, local.help.not_urgent),
    )


def _help(local: LocalEdition) -> Values:
    make, help_ = local.macros, local.help
    made = local.fragments(local.language.inputs.tracks[0])
    return {
        "contacts": help_.contacts,
        "cards": {c.id: made[f"contact:{c.id}"] for c in help_.contacts},
        "urgent": make.in_danger(help_.emergency),
        "two_numbers": make.two_numbers(help_.emergency, help_.not_urgent),
        "no_own_lines": "" if help_.has_own else make.no_own_lines(),
        "assistance": _assistance(local),
        "hours_script": local.language.inputs.inlines.hours.text,
    }


def _learn(local: LocalEdition) -> Values:
    questionnaire, around = local.language.questionnaire, {area.id for area in local.help.areas}
    return {
        "indicators": questionnaire.indicators,
        "law": [source for source in questionnaire.sources.values() if source.law in around],
        "assistance": _assistance(local),
    }


def _about(local: LocalEdition) -> Values:
    language, contacts = local.language, local.help.contacts
    home = language.directory.lineage(language.inputs.area)[0]
    return {
        "version": __version__,
        "home": area_name(home, language.locale),
        "unchecked": [lang.id for lang in language.questionnaire.languages if not lang.checked],
        "newest": language.newest_source,
        "reviews": language.reviews,
        "latest": max(contact.verified_on for contact in contacts),
        "due": [contact for contact in contacts if contact.stale_since],
    }


_VALUES = {"help": _help, "learn": _learn, "guide": LocalEdition.guide, "about": _about}


def _assistance(local: LocalEdition) -> list[Markup]:
    """All kinds of help, without reasons."""
    made = local.fragments(local.language.inputs.tracks[0])
    cards = [made[f"assistance:{a.id}"] for a in local.language.questionnaire.assistance]
    return [card.replace(SLOT, "") for card in cards]
