"""Runs all content checks and proofs."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from datetime import date, timedelta
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from babel import Locale

from assessment.checking.extraction import Message, source_messages
from assessment.checking.findings import located
from assessment.checking.grades import hard_texts
from assessment.checking.own_folder import own_folder_problems
from assessment.checking.start import problems_in
from assessment.content.ageing import changes
from assessment.content.loading import Content, catalogues_of, load_content
from assessment.content.locales import Catalogue, is_known, load_catalogues
from assessment.errors import ContentError, Problem, SettingsError
from assessment.resources import root

AHEAD = 2
"""How many years ahead the rules about contacts are proved to hold."""
EXTRAS = {"textstat": "reading grades", "z3": "proofs over all answers"}
"""What cannot be checked without a package."""
HOW = "assessment[check] is not installed: run `make check`, or see docs/checks.md"
START_PAGE = ("templates/base.html", "templates/start.html")
Progress = Callable[[list[date]], AbstractContextManager[Iterable[date]]]
"""Wraps the dates to check, in order to show progress."""


class Report(NamedTuple):
    """What was found, how complete each language is, and which checks could not run."""

    problems: Sequence[Problem]
    languages: Sequence[str] = ()
    left_out: Sequence[str] = ()


class Scope(NamedTuple):
    """What to check: by default everything, for today and the next two years.

    `area` limits the check to what readers in this area and in the areas inside it see. `language`
    limits the check to the translations into this language.
    """

    area: str | None = None
    language: str | None = None
    ahead: int = AHEAD


EVERYTHING = Scope()


def check_folder(
    own: Path | None, day: date, scope: Scope = EVERYTHING, *, progress: Progress = nullcontext
) -> Report:
    """Check the shipped content as overridden by the content folder `own`, if any.

    Structural problems are reported alone. The proofs run only if there are no errors, for `day`
    and each date in the next `scope.ahead` years on which the visible contacts change; `progress`
    wraps these dates. Raises SettingsError if the area or language of the scope is unknown.
    """
    try:
        content = load_content(own, scope.area)
    except ContentError as error:
        return Report(error.problems)
    catalogues, sources = _catalogues(content, scope), list(source_messages(content))
    problems = list(problems_in(content, catalogues, day, [text for text, _ in sources]))
    languages = completeness(catalogues.values(), sources)
    if scope.language:
        return Report([p for p in problems if p.file.endswith(".po")], languages)
    problems += located(hard_texts(content), content)
    problems += own_folder_problems(content)
    if find_spec("z3") and not _has_errors(problems):
        problems += _disproofs(content, day, scope.ahead, progress)
    missing = [what for package, what in EXTRAS.items() if not find_spec(package)]
    notes = [f"{what} were not checked, because {HOW}" for what in missing]
    return Report(problems, languages, notes)


def _catalogues(content: Content, scope: Scope) -> dict[str, Catalogue]:
    if scope.language is None:
        return catalogues_of(content)
    source, own = content.questionnaire.languages[0].id, content.files.own
    # Drafts are checked as well, although the content does not offer them.
    found = load_catalogues(root() / "locales", [source, scope.language], own and own / "locales")
    if found[scope.language].file is None:
        raise SettingsError(f"--language {scope.language}: no translations found")
    return found


def completeness(catalogues: Iterable[Catalogue], sources: Sequence[Message]) -> list[str]:
    """For each language, how many texts are translated, and whether the start page is complete."""
    texts = {text for text, _ in sources}
    first = {text for text, file in sources if file in START_PAGE}
    lines = []
    for each in catalogues:
        if each.file and is_known(each.language):
            name = Locale.parse(each.language, sep="-").get_display_name("en")
            missing = len(first - each.messages.keys())
            start = f"lacks {missing}" if missing else "complete"
            done = len(texts & each.messages.keys())
            lines.append(f"{name}: {done:,} of {len(texts):,} texts; start page {start}")
    return lines


def _disproofs(content: Content, day: date, ahead: int, progress: Progress) -> Iterator[Problem]:
    from assessment.checking.proofs import proof  # noqa: PLC0415  (needs the solver)

    problems = located(proof.prove(content), content)
    yield from problems
    if not _has_errors(problems):
        until = day + timedelta(365 * ahead)
        with progress([day, *changes(content.directory, day, until)]) as days:
            yield from located(proof.broken_on(content, days), content)


def _has_errors(problems: Iterable[Problem]) -> bool:
    return any(problem.is_error for problem in problems)
