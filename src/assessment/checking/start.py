"""Checks the meaning of the content; every problem has a stable code (docs/checks.md)."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from assessment.checking import (
    areas,
    contacts,
    grades,
    identity,
    logic,
    references,
    translations,
    wording,
)
from assessment.checking.findings import Finding, located
from assessment.checking.glossary import read_glossaries
from assessment.checking.names import Names
from assessment.checking.words import read_words
from assessment.content.loading import Content
from assessment.content.locales import Catalogue
from assessment.errors import ContentError, Problem

__all__ = ["problems_in", "refuse_errors", "thorough_problems"]

TOLD = ("W238", "W239")
"""Warnings also shown at startup, because readers see that a contact is due for rechecking."""


def problems_in(
    content: Content, catalogues: Mapping[str, Catalogue], today: date
) -> tuple[Problem, ...]:
    """All errors and warnings that can be found quickly, in file order."""
    names = Names(content)
    findings = [f for f in located(_findings(names, today), content) if _is_wanted(f, content)]
    others = wording.names_of_others(names)
    glossaries = read_glossaries(content.files.own)
    return (
        *findings,
        *translations.broken_translations(_to_check(content, catalogues), others, glossaries),
    )


def thorough_problems(
    content: Content, catalogues: Mapping[str, Catalogue], sources: Iterable[str]
) -> tuple[Problem, ...]:
    """The slower checks: reading grades, if they can be measured, and missing translations.

    `sources` contains every string that readers see, including those in the templates.
    """
    hard = grades.hard_texts(Names(content)) if grades.can_grade() else ()
    missing = translations.missing_translations(catalogues, list(sources))
    return (*located(hard, content), *missing)


def refuse_errors(
    content: Content, catalogues: Mapping[str, Catalogue], today: date
) -> tuple[Problem, ...]:
    """The warnings to show at startup. Raises ContentError with all errors if there are any.

    All other warnings and the shipped catalogs are left to `assessment check`, because reading
    sixteen catalogs or finding line numbers would slow down startup.
    """
    findings = [f for f in _findings(Names(content), today) if f.code[0] == "E" or f.code in TOLD]
    broken = translations.broken_translations(_own(catalogues), (), errors_only=True)
    problems = (*located(findings, content), *broken)
    if errors := [problem for problem in problems if problem.is_error]:
        raise ContentError(errors)
    return problems


def _is_wanted(problem: Problem, content: Content) -> bool:
    """False for an unused shipped source if what used it may have been removed."""
    files = content.files
    is_own = files.own is not None and problem.file.startswith(str(files.own))
    return problem.code != "W206" or files.is_shipped or is_own


def _to_check(content: Content, catalogues: Mapping[str, Catalogue]) -> Mapping[str, Catalogue]:
    """Only the agency's own catalogs, unless this is all of the shipped content.

    Shipped catalogs are checked against the shipped content, of which this may be only a part.
    """
    return catalogues if content.files.is_shipped else _own(catalogues)


def _own(catalogues: Mapping[str, Catalogue]) -> Mapping[str, Catalogue]:
    return {name: each for name, each in catalogues.items() if not each.is_shipped}


def _findings(names: Names, today: date) -> Iterator[Finding]:
    yield from identity.repeated_ids(names)
    yield from identity.repeated_labels(names)
    yield from references.unknown_names(names)
    yield from references.unknown_options(names)
    yield from references.unknown_languages(names)
    yield from references.misplaced_rules(names)
    yield from references.missing_flags(names)
    yield from areas.circular_areas(names)
    yield from areas.unknown_regions(names)
    yield from areas.stranded_areas(names)
    yield from areas.silent_emergencies(names)
    yield from logic.order_of_outcomes(names)
    yield from logic.idle_options(names)
    yield from logic.silent_assistance(names)
    yield from contacts.wrong_numbers(names)
    yield from contacts.doubtful_numbers(names)
    yield from contacts.hours_and_languages(names)
    yield from contacts.late_authorities(names)
    yield from contacts.plain_http(names)
    yield from contacts.dates(names, today)
    yield from contacts.stale_contacts(names, today)
    yield from wording.unsure_texts(names)
    yield from wording.texts_that_stumble(names, read_words(names.own))
