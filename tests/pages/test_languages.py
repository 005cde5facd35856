"""The list of languages on every page, and pages in languages that the small content lacks."""

import re
from datetime import date

import pytest

from assessment.content.locales import Catalogue
from assessment.content.tags import language_name
from assessment.pages.edition import Edition
from assessment.pages.rendering import clock_time, month, weekday_name
from assessment.publishing.export import plain_fields
from tests.pages.papers import edition
from tests.small import DAY, HOME, PAGES, TRACKS

CODES = ("ar", "ht", "pt-br", "tl", "zh-hans")


@pytest.fixture(scope="module")
def many() -> Edition:
    """An edition in seven languages, five of them without translations."""
    inputs = edition(*(Catalogue(code, None) for code in CODES)).inputs
    return Edition(inputs, DAY, plain_fields(inputs))


def page(of: Edition, language: str, name: str) -> str:
    """The HTML of a page in the home area."""
    pages = of.pages(language, HOME)
    packed = pages.questionnaire(name) if name in TRACKS else pages.static(name or "start")
    return packed.plain.decode()


def chosen(html: str) -> list[dict[str, str]]:
    """The attributes and the text of each link or button in the list of languages."""
    listed = re.search(r'<nav class="languages" id="languages".*?</nav>', html, re.DOTALL)
    assert listed
    found = re.findall(r"<(?:a|button)\b([^>]*)>([^<]*)<", listed[0])
    return [dict(re.findall(r'([\w-]+)="([^"]*)"', tag)) | {"name": name} for tag, name in found]


@pytest.mark.parametrize("name", PAGES)
def test_every_page_links_to_itself_in_every_other_language(name: str, many: Edition) -> None:
    html = page(many, "en", name)
    assert '<a class="to-languages" href="#languages">' in html
    links = {each["lang"]: each.get("href") or each["formaction"] for each in chosen(html)}
    assert links == {code: f"/{code}/{name}" for code in ("es", *CODES)}


def test_each_language_is_listed_under_its_own_name(many: Edition) -> None:
    listed = {each["lang"]: each for each in chosen(page(many, "en", ""))}
    assert {code: each["name"] for code, each in listed.items()} == {
        "es": "Español",
        "ar": "العربية",
        "ht": "Kreyòl ayisyen",
        "pt-br": "Português (Brasil)",
        "tl": "Filipino (Pilipinas)",
        "zh-hans": "简体中文",
    }
    assert [code for code, each in listed.items() if each["dir"] == "rtl"] == ["ar"]


def test_the_content_can_name_a_language(many: Edition) -> None:
    content = many.inputs.content
    asking = content.questionnaire
    named = tuple(
        each.model_copy(update={"name": "Tagalog"}) if each.id == "tl" else each
        for each in asking.languages
    )
    content = content._replace(questionnaire=asking.model_copy(update={"languages": named}))
    html = page(Edition(many.inputs._replace(content=content), DAY, {}), "en", "help")
    assert "Tagalog" in [each["name"] for each in chosen(html)]


@pytest.mark.parametrize(
    ("code", "said"),
    [("ko", "오전 9:00"), ("ar", "9:00 ص"), ("bn", "9:00 AM"), ("zh-hans", "09:00")],
)
def test_times_have_latin_digits_and_the_words_of_the_language(code: str, said: str) -> None:
    assert clock_time("9:00", Catalogue(code, None).locale) == said


def test_haitian_creole_has_its_own_names_and_french_keeps_its_own() -> None:
    creole, french = (Catalogue(code, None).locale for code in ("ht", "fr"))
    november = date(2026, 11, 3)
    assert (month(november, creole), month(november, french)) == ("novanm 2026", "novembre 2026")
    assert (weekday_name("mon", creole), weekday_name("mon", french)) == ("lendi", "lundi")
    assert language_name("es", creole) == "panyòl"
    assert language_name("es", french) == "espagnol"


def test_a_site_in_one_language_has_no_list() -> None:
    made = edition()
    content = made.inputs.content
    only = content.questionnaire.model_copy(
        update={"languages": content.questionnaire.languages[:1]}
    )
    alone = Edition(made.inputs._replace(content=content._replace(questionnaire=only)), DAY, {})
    assert 'languages"' not in page(alone, "en", "help")
