"""Checks the meaning of the content; every problem has a stable code (docs/checks.md)."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date

from assessment.checking import areas, contacts, identity, logic, references, wording
from assessment.checking.findings import Finding, located
from assessment.checking.glossary import read_glossaries
from assessment.checking.names import Names
from assessment.checking.translations import Judge, errors, every_fault, translation_problems
from assessment.checking.wording import names_of_others
from assessment.content.loading import Content
from assessment.content.locales import Catalogue
from assessment.errors import ContentError, Problem

TOLD = ("W238", "W239")
"""Warnings that are also shown at startup. Readers see them too, beside a contact that is due."""
CHECKS = (
    identity.repeated_ids, identity.repeated_labels,
    references.unknown_names, references.unknown_options, references.unknown_languages,
    references.misplaced_rules, references.missing_flags,
    areas.wrong_areas, areas.stranded_areas, areas.silent_emergencies,
    logic.order_of_outcomes, logic.idle_options, logic.silent_assistance,
    contacts.wrong_numbers, contacts.doubtful_numbers, contacts.hours_and_languages,
    contacts.late_authorities, contacts.plain_http,
    wording.texts_that_stumble,
)  # fmt: skip


def problems_in(
    content: Content,
    catalogues: Mapping[str, Catalogue],
    today: date,
    sources: Collection[str] = (),
) -> tuple[Problem, ...]:
    """All errors and warnings except those about reading grades and proofs, in file order.

    `sources` contains every string that readers see, including those in the templates, whose
    translations must not be missing.
    """
    found = located(_findings(content, today), content)
    findings = [problem for problem in found if _is_wanted(problem, content)]
    names, glossaries = names_of_others(content), read_glossaries(content.files.own)

    def judge_of(catalogue: Catalogue) -> Judge | None:
        # Shipped catalogs are checked against all of the shipped content, not against a part of it.
        if catalogue.is_shipped and not content.files.is_shipped:
            return None
        return every_fault(names, glossaries.get(catalogue.language), catalogue)

    wrong = translation_problems(catalogues, judge_of, sources, content.files.own)
    return (*findings, *wrong)


def refuse_errors(
    content: Content, catalogues: Mapping[str, Catalogue], today: date
) -> tuple[Problem, ...]:
    """The warnings to show at startup. Raises ContentError with all errors if there are any.

    All other warnings and the shipped catalogs are left to `assessment check`, because reading
    sixteen catalogs or finding line numbers would slow down startup.
    """
    findings = [f for f in _findings(content, today) if f.code[0] == "E" or f.code in TOLD]
    broken = translation_problems(catalogues, lambda each: None if each.is_shipped else errors)
    problems = (*located(findings, content), *broken)
    if found := [problem for problem in problems if problem.is_error]:
        raise ContentError(found)
    return problems


def _is_wanted(problem: Problem, content: Content) -> bool:
    """False for an unused shipped source if the item that used it may have been removed."""
    files = content.files
    is_own = files.own is not None and problem.file.startswith(str(files.own))
    return problem.code != "W206" or files.is_shipped or is_own


def _findings(content: Content, today: date) -> Iterator[Finding]:
    names = Names(content)
    for check in CHECKS:
        yield from check(names)
    yield from contacts.dates(names, today)
    yield from contacts.stale_contacts(names, today)
