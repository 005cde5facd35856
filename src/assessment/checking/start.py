"""Checks the meaning of the content; every problem has a stable code (docs/checks.md)."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from assessment.checking import areas, contacts, identity, logic, references, wording
from assessment.checking.findings import Finding, located
from assessment.checking.glossary import read_glossaries
from assessment.checking.grades import hard_texts
from assessment.checking.names import Names
from assessment.checking.translations import broken_translations, missing_translations
from assessment.content.loading import Content
from assessment.content.locales import Catalogue
from assessment.errors import ContentError, Problem

TOLD = ("W238", "W239")
"""Warnings also shown at startup, because readers see that a contact is due for rechecking."""
CHECKS = (
    identity.repeated_ids, identity.repeated_labels,
    references.unknown_names, references.unknown_options, references.unknown_languages,
    references.misplaced_rules, references.missing_flags,
    areas.wrong_areas, areas.stranded_areas, areas.silent_emergencies,
    logic.order_of_outcomes, logic.idle_options, logic.silent_assistance,
    contacts.wrong_numbers, contacts.doubtful_numbers, contacts.hours_and_languages,
    contacts.late_authorities, contacts.plain_http,
    wording.unsure_texts, wording.texts_that_stumble,
)  # fmt: skip


def problems_in(
    content: Content, catalogues: Mapping[str, Catalogue], today: date
) -> tuple[Problem, ...]:
    """All errors and warnings that can be found quickly, in file order."""
    found = located(_findings(content, today), content)
    findings = [problem for problem in found if _is_wanted(problem, content)]
    # Shipped catalogs are checked against all of the shipped content, not against a part of it.
    checked = catalogues if content.files.is_shipped else _own(catalogues)
    others, glossaries = wording.names_of_others(content), read_glossaries(content.files.own)
    return (*findings, *broken_translations(checked, others, glossaries))


def thorough_problems(
    content: Content, catalogues: Mapping[str, Catalogue], sources: Iterable[str]
) -> tuple[Problem, ...]:
    """The slower checks: reading grades, if they can be measured, and missing translations.

    `sources` contains every string that readers see, including those in the templates.
    """
    missing = missing_translations(catalogues, list(sources), content.files.own)
    return (*located(hard_texts(content), content), *missing)


def refuse_errors(
    content: Content, catalogues: Mapping[str, Catalogue], today: date
) -> tuple[Problem, ...]:
    """The warnings to show at startup. Raises ContentError with all errors if there are any.

    All other warnings and the shipped catalogs are left to `assessment check`, because reading
    sixteen catalogs or finding line numbers would slow down startup.
    """
    findings = [f for f in _findings(content, today) if f.code[0] == "E" or f.code in TOLD]
    broken = broken_translations(_own(catalogues), (), errors_only=True)
    problems = (*located(findings, content), *broken)
    if errors := [problem for problem in problems if problem.is_error]:
        raise ContentError(errors)
    return problems


def _is_wanted(problem: Problem, content: Content) -> bool:
    """False for an unused shipped source if what used it may have been removed."""
    files = content.files
    is_own = files.own is not None and problem.file.startswith(str(files.own))
    return problem.code != "W206" or files.is_shipped or is_own


def _own(catalogues: Mapping[str, Catalogue]) -> Mapping[str, Catalogue]:
    return {name: each for name, each in catalogues.items() if not each.is_shipped}


def _findings(content: Content, today: date) -> Iterator[Finding]:
    names = Names(content)
    for check in CHECKS:
        yield from check(names)
    yield from contacts.dates(names, today)
    yield from contacts.stale_contacts(names, today)
