"""`site.yaml` says who runs a copy of the site, and limits what the copy offers."""

from pathlib import Path

import pytest

from assessment.content.loading import Content, load
from assessment.content.logos import PNG
from assessment.errors import ContentError
from tests.small import CONTACTS, QUESTIONS

SVG = '<svg xmlns="http://www.w3.org/2000/svg"><path fill="url(#g)" d="M0 0h9v9z"/></svg>'


def laid(folder: Path, site: str) -> Content:
    (folder / "site.yaml").write_text(site, encoding="utf-8")
    return load(QUESTIONS, CONTACTS, folder)


def refused(folder: Path, site: str) -> str:
    with pytest.raises(ContentError) as raised:
        laid(folder, site)
    return str(raised.value)


def test_only_the_named_areas_and_those_inside_or_containing_them_are_offered(
    tmp_path: Path,
) -> None:
    content = laid(tmp_path, "areas: [fjord]\ndefault_area: fjord")
    assert {area.id for area in content.directory.areas} == {"north", "fjord"}
    assert content.directory.default_area == "fjord"
    assert {contact.area for contact in content.directory.contacts} == {"north"}
    inside = laid(tmp_path, "areas: [north]\ndefault_area: north")
    assert {area.id for area in inside.directory.areas} == {"north", "fjord", "bay"}


def test_a_draft_of_a_language_is_offered_only_if_the_site_names_it(tmp_path: Path) -> None:
    drafted = '{id: fr, exit: "https://fr.example/", draft: true}'
    (tmp_path / "questions.yaml").write_text(f"languages: [{drafted}]", encoding="utf-8")
    hidden = [language.id for language in laid(tmp_path, "{}").questionnaire.languages]
    assert "fr" not in hidden
    named = laid(tmp_path, f"languages: [{', '.join([*hidden, 'fr'])}]")
    assert [language.id for language in named.questionnaire.languages] == [*hidden, "fr"]


def test_only_the_named_languages_are_offered_with_their_own_exits(tmp_path: Path) -> None:
    content = laid(tmp_path, "languages: [en]\nexits: {en: 'https://www.wikivoyage.org/wiki'}")
    [english] = content.questionnaire.languages
    assert str(english.exit) == "https://www.wikivoyage.org/wiki"


@pytest.mark.parametrize(
    ("site", "line", "code"),
    [
        ("name: Ours\ndefault_area: atlantis", 2, "E217"),
        ("areas: [atlantis]", 1, "E217"),
        ("languages: [en, fr]", 1, "E217"),
        ("languages: [es]", 1, "E217"),
        ("\nexits: {fr: 'https://fr.wikipedia.org/'}", 2, "E217"),
        ("\nnmae: Ours", 2, "E101"),
        ("corrections: 'javascript:alert(1)'", 1, "E103"),
        ("corrections: 'http://example.org'", 1, "E103"),
        ("exits: {en: 'ftp://example.org'}", 1, "E103"),
        ("logo: missing.svg", 1, "E103"),
        ("logo: ../outside.svg", 1, "E103"),
    ],
)
def test_a_mistake_is_reported_with_its_line(
    site: str, line: int, code: str, tmp_path: Path
) -> None:
    (tmp_path.parent / "outside.svg").write_text(SVG, encoding="utf-8")
    assert refused(tmp_path, site).startswith(f"{tmp_path / 'site.yaml'}:{line}:")
    assert f" {code} " in refused(tmp_path, site)


@pytest.mark.parametrize("site", ["default_area: fjords", "areas: [fjrd]"])
def test_an_unknown_name_leads_to_the_nearest_one(site: str, tmp_path: Path) -> None:
    assert "Did you mean `fjord`?" in refused(tmp_path, site)


@pytest.mark.parametrize("data", [SVG.encode(), f"<?xml version='1.0'?>\n{SVG}".encode(), PNG])
def test_a_harmless_image_is_embedded_in_the_page(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "logo").write_bytes(data)
    logo = laid(tmp_path, "logo: logo").site.logo
    assert logo
    assert logo.startswith("data:image/")
    assert not set(logo) & set("\"'<>& ")


@pytest.mark.parametrize(
    "harm",
    [
        "<script>alert(1)</script>",
        "<svg:script/>",
        "<foreignObject/>",
        '<image href="https://example.org/a.png"/>',
        '<path onload="alert(1)"/>',
        "<style>@import 'https://example.org/a.css';</style>",
        "<style>path { fill: url(https://example.org/a.svg) }</style>",
        "<style>path { fill: u\\72l(https://example.org/a.svg) }</style>",
        '<linearGradient xlink:href="//example.org/a.svg#g"/>',
        "<![CDATA[x]]>",
    ],
)
def test_an_image_that_can_run_or_load_something_is_rejected(harm: str, tmp_path: Path) -> None:
    (tmp_path / "logo.svg").write_text(SVG.replace("<path", f"{harm}<path"), encoding="utf-8")
    assert "remove" in refused(tmp_path, "logo: logo.svg").lower()


def test_an_image_with_entities_is_rejected(tmp_path: Path) -> None:
    (tmp_path / "logo.svg").write_text(f'<!DOCTYPE svg [<!ENTITY a "b">]>{SVG}', encoding="utf-8")
    assert "E103" in refused(tmp_path, "logo: logo.svg")


def test_a_large_image_is_rejected(tmp_path: Path) -> None:
    (tmp_path / "logo.png").write_bytes(PNG + bytes(8 * 1024))
    assert "8 KB" in refused(tmp_path, "logo: logo.png")


@pytest.mark.parametrize("address", ["https://bay.example", "https://bay.example/ask"])
def test_the_sites_address_is_complete_and_has_no_query_or_final_slash(
    address: str, tmp_path: Path
) -> None:
    assert laid(tmp_path, f"address: {address}").site.address == address
    for wrong in (f"{address}/", f"{address}?area=bay", address.replace("https", "http")):
        assert "site.yaml:1" in refused(tmp_path, f"address: {wrong}")
