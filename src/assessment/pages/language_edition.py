"""The content of an edition in one language."""

from collections.abc import Iterator
from datetime import date
from functools import cached_property, partial
from typing import Any, NamedTuple

from babel import Locale
from jinja2 import Environment

from assessment.content.ageing import due_on
from assessment.content.directory import Directory
from assessment.content.loading import Content
from assessment.content.questionnaire import Questionnaire
from assessment.content.reviews import Review
from assessment.content.tags import language_name
from assessment.content.traversal import translated
from assessment.pages.areas import AreaGroup, area_groups, limited
from assessment.pages.inputs import Inputs
from assessment.pages.untranslated import translator


class LanguageChoice(NamedTuple):
    """A language that a reader can choose, with its name in the language itself.

    `direction` is the text direction of the name, and `tongue` is the code without a script or
    region.
    """

    id: str
    name: str
    direction: str
    tongue: str


class LanguageEdition:
    """The questionnaire, the contacts, and the templates in one language."""

    def __init__(self, inputs: Inputs, content: Content, language: str) -> None:
        self.inputs = inputs
        self.id = language
        self._content = content
        self._catalogue = inputs.catalogues[language]
        self._gettext = translator(self._catalogue, inputs.languages[0])

    @property
    def locale(self) -> Locale:
        """The locale for dates and for the names of languages and countries."""
        return self._catalogue.locale

    @cached_property
    def questionnaire(self) -> Questionnaire:
        """The translated questionnaire."""
        return translated(self._content.questionnaire, self._gettext)

    @cached_property
    def directory(self) -> Directory:
        """The translated areas and contacts."""
        return translated(self._content.directory, self._gettext)

    @cached_property
    def area_groups(self) -> list[AreaGroup]:
        """The areas that a reader can choose from."""
        groups, static = area_groups(list(self.directory.areas), self.locale), self.inputs.static
        return limited(groups, static.areas) if static else groups

    @property
    def reviews(self) -> list[tuple[Review, bool]]:
        """Each sign-off, with whether anything that it covers has changed since then."""
        translate, current = self._gettext, self.inputs.digests
        return [(translated(r, translate), bool(r.changed(current))) for r in self._content.reviews]

    @cached_property
    def newest_source(self) -> date:
        """The most recent date on which a source was read or a contact was checked."""
        sources = self._content.questionnaire.sources.values()
        read = (source.read for source in sources)
        return max(*read, *(c.verified_on for c in self._content.directory.contacts))

    @property
    def _choices(self) -> Iterator[LanguageChoice]:
        for language in self._content.questionnaire.languages:
            its = self.inputs.catalogues[language.id]
            name = language.name or its.name
            yield LanguageChoice(language.id, name, its.direction, its.locale.language)

    @cached_property
    def environment(self) -> Environment:
        """The template environment, with the values that all templates share."""
        inputs = self.inputs
        static = inputs.static
        own = next(lang for lang in self._content.questionnaire.languages if lang.id == self.id)
        chosen = static.languages if static else inputs.languages
        return inputs.templates.speaking(
            self._catalogue,
            self._gettext,
            root=inputs.root_path,
            style=inputs.inlines.style.text,
            leave=inputs.inlines.leave.text,
            exit=inputs.exits[self.id],
            checked=own.checked,
            english=own.english or language_name(self.id, Locale("en")),
            sounds=own.sounds,
            source=inputs.languages[0],
            languages=[choice for choice in self._choices if choice.id in chosen],
            static=static,
            due=partial(due_on, self._content.directory),
            site=translated(self._content.site, self._gettext),
        )

    @cached_property
    def errors(self) -> Any:
        """The macros of errors.html."""
        return self.environment.get_template("errors.html").module
