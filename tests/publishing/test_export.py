"""An export is complete, has no dead links, and has the same bytes each time."""

import gzip
import json
import os
import re
import subprocess
import sys
from base64 import b64encode
from collections.abc import Iterator
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path

import brotli
import httpx
import pytest
from click.testing import CliRunner, Result

from assessment.cli import app
from assessment.content.ageing import due_on
from assessment.content.loading import Content
from tests.small import (
    ABROAD,
    AREAS,
    COUNTRY,
    HOME,
    LANGUAGES,
    PAGES,
    TRACKS,
    VARIABLES,
    WITHOUT_LINES,
)

BASE = "/screen"
IN_ENGLISH = ("--areas", HOME, "--languages", "en")
EXPORTS = f"""
import sys
from assessment.cli import app
for name, *options in [["files", *{IN_ENGLISH}], ["one", "--single", "es"]]:
    app(["export", f"{{sys.argv[1]}}/{{name}}", *options], standalone_mode=False)
"""
"""A program that makes two exports in a folder."""
LINK = re.compile(r'(?:href|action|formaction|data-language)="(/[^"]*)"')


def export(folder: Path, *options: str, code: int = 0) -> Result:
    """Run the command on the small content."""
    arguments = ["export", str(folder), *options]
    result = CliRunner(env=VARIABLES).invoke(app, arguments)
    assert (result.exit_code == 0) == (code == 0), result.output
    return result


def files_in(folder: Path) -> dict[str, bytes]:
    """The content of each file by path."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An export of everything for a sub-path."""
    folder = tmp_path_factory.mktemp("export")
    export(folder, "--base", f"{BASE}/")
    return folder


def html(folder: Path) -> Iterator[tuple[str, str]]:
    """Each page with its path."""
    for path, content in files_in(folder).items():
        if path.endswith(".html"):
            yield path, content.decode()


def test_every_page_of_every_area_and_language_is_a_folder(exported: Path) -> None:
    for language in LANGUAGES:
        for area in AREAS:
            place = language if area == HOME else f"{language}/{area}"
            for page in set(PAGES) - {"paper"}:
                assert (exported / place / page / "index.html").is_file()


def test_every_link_within_the_site_leads_to_a_page(exported: Path) -> None:
    for path, page in html(exported):
        links = LINK.findall(page)
        assert links, path
        for link in links:
            assert link.startswith(f"{BASE}/"), (path, link)
            assert (exported / link.removeprefix(f"{BASE}/") / "index.html").is_file(), link


def test_a_change_of_place_leads_to_a_page(exported: Path) -> None:
    for track in TRACKS:
        page = (exported / "en" / track / "index.html").read_text(encoding="utf-8")
        place = re.search(r'data-place="([^"]*)"', page)
        assert place
        for area in AREAS:
            path = place[1].replace("{area}", area).removeprefix(f"{BASE}/")
            assert (exported / path / "index.html").is_file()


def test_no_page_contains_a_form_that_could_be_sent(exported: Path) -> None:
    for path, page in html(exported):
        assert 'method="' not in page, path
        assert "form-action 'none'" in page, path
        plain = re.sub(r"<script.*?</script>", "", page, flags=re.DOTALL)
        assert not re.search(r'<button (?![^>]*(?:type="button"|disabled))', plain), path


def test_the_exit_needs_no_server(exported: Path) -> None:
    for path, page in html(exported):
        assert "/leave" not in page, path
        found = re.search(r'<a class="exit"[^>]* href="(https://[^"]+)"', page)
        assert found, path
        assert f'data-exit="{found[1]}"' in page


def test_compressed_forms_contain_the_same_page(exported: Path) -> None:
    for path, page in html(exported):
        assert gzip.decompress((exported / f"{path}.gz").read_bytes()).decode() == page
        assert brotli.decompress((exported / f"{path}.br").read_bytes()).decode() == page


def test_the_manifest_lists_every_file_with_its_hash(exported: Path, small: Content) -> None:
    files = files_in(exported)
    manifest = json.loads(files.pop("manifest.json"))
    assert manifest["files"] == {path: sha256(data).hexdigest() for path, data in files.items()}
    days = [due_on(small.directory, contact) for contact in small.directory.contacts]
    assert manifest["first_due"] == str(min(day for day in days if day))
    assert date.fromisoformat(manifest["content"]) <= date.fromisoformat(manifest["day"])


def test_two_exports_have_the_same_bytes_in_any_time_zone(tmp_path: Path) -> None:
    """The seed sets the order of sets, which differs from process to process."""
    day = datetime(2026, 1, 31, 12, tzinfo=UTC)
    for seed, zone in (("1", "Pacific/Kiritimati"), ("2", "Pacific/Pago_Pago")):
        fixed = {"SOURCE_DATE_EPOCH": str(int(day.timestamp())), "TZ": zone, "PYTHONHASHSEED": seed}
        (tmp_path / seed).mkdir()
        command = [sys.executable, "-c", EXPORTS, str(tmp_path / seed)]
        subprocess.run(command, check=True, env={**os.environ, **VARIABLES, **fixed})
    made = files_in(tmp_path / "1")
    assert made == files_in(tmp_path / "2")
    assert json.loads(made["files/manifest.json"])["day"] == str(day.date())


def test_only_wanted_areas_and_languages_can_be_chosen(tmp_path: Path) -> None:
    export(tmp_path, "--areas", ABROAD, "--languages", "es")
    assert {path.name for path in tmp_path.iterdir() if path.is_dir()} == {"es"}
    linked = {link for _, page in html(tmp_path) for link in LINK.findall(page)}
    assert all((tmp_path / link.lstrip("/") / "index.html").is_file() for link in linked)
    assert {"/es/", f"/es/{ABROAD}/"} <= linked


def test_an_area_can_be_chosen_without_the_country_around_it(tmp_path: Path) -> None:
    export(tmp_path, "--areas", WITHOUT_LINES, "--languages", "en")
    page = (tmp_path / "en" / WITHOUT_LINES / "index.html").read_text(encoding="utf-8")
    chosen = re.findall(r'<a class="link" href="([^"]*)"', page)
    assert set(chosen) >= {"/en/", f"/en/{WITHOUT_LINES}/"}
    assert not (tmp_path / "en" / COUNTRY).exists()


def test_a_removed_page_disappears_from_the_folder(tmp_path: Path) -> None:
    export(tmp_path, "--areas", HOME)
    assert list(tmp_path.glob("es/**/*.html*"))
    export(tmp_path, "--areas", HOME, "--languages", "en")
    assert not list(tmp_path.glob("es/**/*.html*"))


@pytest.fixture(scope="module")
def english(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The files of the default area in English."""
    folder = tmp_path_factory.mktemp("english")
    export(folder, *IN_ENGLISH)
    return files_in(folder)


@pytest.mark.parametrize(
    ("point", "earlier"),
    [
        (("write_bytes", "", 5), None),
        (("write_bytes", "manifest.json", 0), "es"),
        (("unlink", "", 5), "es"),
        (("replace", "manifest.json", 0), "es"),
        (("replace", "", 5), "es"),
        (("replace", "", 5), None),
    ],
)
def test_an_interrupted_export_can_be_repeated(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    english: dict[str, bytes],
    point: tuple[str, str, int],
    earlier: str | None,
) -> None:
    if earlier:
        export(tmp_path, "--areas", HOME, "--languages", earlier)
    with monkeypatch.context() as broken:
        interrupt(broken, *point)
        export(tmp_path, *IN_ENGLISH, code=1)
    export(tmp_path, *IN_ENGLISH)
    assert files_in(tmp_path) == english


def interrupt(broken: pytest.MonkeyPatch, name: str, file: str, calls: int) -> None:
    """Make a method of these paths fail after some calls, as if the computer were switched off."""
    original, left = getattr(Path, name), [calls]

    def called(path: Path, *arguments: object, **named: object) -> object:
        left[0] -= path.name.endswith(file)
        if left[0] < 0:
            raise OSError(name)
        return original(path, *arguments, **named)

    broken.setattr(Path, name, called)


@pytest.mark.parametrize(
    "manifest", ["", "{}", "[]", '{"files": 1}', '{"files": {"../mine.txt": ""}}'], ids=str
)
def test_a_manifest_that_is_not_from_an_export_is_rejected(tmp_path: Path, manifest: str) -> None:
    mine, folder = tmp_path / "mine.txt", tmp_path / "site"
    folder.mkdir()
    mine.write_text("mine", encoding="utf-8")
    (folder / "manifest.json").write_text(manifest, encoding="utf-8")
    before = files_in(tmp_path)
    export(folder, "--areas", HOME, "--languages", "en", code=1)
    assert files_in(tmp_path) == before


def test_an_earlier_export_is_served_until_the_next_is_complete(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    export(tmp_path, "--areas", HOME, "--languages", "en")
    before = files_in(tmp_path)
    interrupt(monkeypatch, "write_bytes", "", 5)
    export(tmp_path, "--areas", HOME, "--languages", "es", code=1)
    assert before.items() <= files_in(tmp_path).items()


def test_a_folder_with_other_files_is_rejected(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    export(tmp_path, code=1)
    assert files_in(tmp_path) == {"mine.txt": b"mine"}


@pytest.mark.parametrize("option", ["--areas", "--languages", "--base", "--server"])
def test_an_unknown_value_is_rejected(option: str, tmp_path: Path) -> None:
    export(tmp_path, option, "no such thing", code=1)


@pytest.mark.parametrize("address", ["javascript:alert(1)", "https://", 'https://a/"', "a.example"])
def test_an_invalid_server_address_is_rejected(address: str, tmp_path: Path) -> None:
    export(tmp_path, "--server", address, code=1)


def test_the_button_for_a_partner_names_the_file_and_the_hash_of_its_script(
    tmp_path: Path,
) -> None:
    said = export(tmp_path / "notes.html", "--single", "es", "--embed").output
    assert 'data-questions="notes.html"' in said
    script = re.search(r"<script>(.*)</script>", said)
    assert script
    assert f"'sha256-{b64encode(sha256(script[1].encode()).digest()).decode()}'" in said


def test_links_to_other_sites_leave_the_frame_of_a_partner(tmp_path: Path) -> None:
    export(tmp_path / "notes.html", "--single", "en", "--embed")
    page = (tmp_path / "notes.html").read_text(encoding="utf-8")
    links = re.findall(r'<a [^>]*href="https://[^>]*>', page)
    outside = [link for link in links if not re.search(r'class="[^"]*(exit|leave)', link)]
    assert outside
    assert all('target="_blank"' in link for link in outside)
    assert [link for link in links if link not in outside and "target=" in link] == []


def test_a_frame_needs_the_single_file(tmp_path: Path) -> None:
    export(tmp_path / "site", "--embed", code=1)


def test_hosts_send_the_same_headers_as_the_server(exported: Path, small_server: str) -> None:
    sent = httpx.get(f"{small_server}/en/").headers
    pages, nginx = ((exported / name).read_text() for name in ("_headers", "_nginx.conf"))
    assert pages.startswith(f"{BASE}/*\n")
    for name in ("cache-control", "permissions-policy", "referrer-policy", "x-frame-options"):
        assert f"  {name}: {sent[name]}\n" in pages
        assert f'add_header {name} "{sent[name]}" always;' in nginx


def test_pages_that_a_search_must_not_list_say_so(exported: Path) -> None:
    listed = {path for path, page in html(exported) if '<meta name="robots"' not in page}
    assert "en/index.html" in listed
    assert "en/learn/index.html" in listed
    assert not [path for path in listed if "self" in path or "help" in path or "404" in path]
