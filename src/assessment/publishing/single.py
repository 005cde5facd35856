"""All pages of one language and area in one file, which needs no host and no network."""

import json
import re
from datetime import date
from typing import Any

from markupsafe import Markup

from assessment.errors import refuse_unknown
from assessment.pages.edition import Edition
from assessment.pages.inputs import Inputs, Static
from assessment.pages.local_pages import LocalPages
from assessment.pages.rendering import Inline
from assessment.publishing.export import CHARSET, PAGES, file_inlines, plain_fields
from assessment.publishing.hosts import meta
from assessment.resources import root

OUTSIDE = re.compile(r'<a (?=[^>]*href="https?:)(?![^>]*class="[^"]*(?:exit|leave))')
"""Links to other sites, most of which cannot be shown in a frame."""
MAIN = re.compile(r"<main [^>]*>\n(.*)</main>", re.DOTALL)
NOTICE = re.compile(r'<div class="notice without">.*?</div>', re.DOTALL)
HEADERS = {
    "cache-control": "no-store",
    "content-security-policy": "frame-ancestors 'self'",
    "referrer-policy": "no-referrer",
}
"""The headers of a framed file; the rest of its policy is in the file itself."""
PART = re.compile(r'<script type="text/html" data-part="([^"]*)">(.*?)</script>\n?', re.DOTALL)
SPACE = re.compile(r"\s+")
EDGE = re.compile(
    r" ?(</?(?:details|div|fieldset|h[1-6]|label|legend|li|nav|ol|p|section|summary|ul)\b[^>]*>) ?"
)
"""The edge of a block, with whitespace around it."""
RULES = re.compile(r'(?<=<script type="application/json" id="rules">).*?(?=</script>)', re.DOTALL)


def single(inputs: Inputs, day: date, language: str, area: str, *, framed: bool = False) -> bytes:
    """The file, with the same bytes for the same content and day; `framed` is for a partner.

    Raises SettingsError if the language or the area does not exist.
    """
    refuse_unknown("language", [language], inputs.languages)
    refuse_unknown("area", [area], [each.id for each in inputs.content.directory.areas])
    inlines, folder = file_inlines(inputs), root() / "static"
    static = Static([language], [area], alone=True, framed=framed)
    alone = inputs._replace(area=area, root_path="", static=static, inlines=inlines)
    edition = Edition(alone, day, plain_fields(alone))
    names = ("single.js", "leave.js", *(["kiosk.js"] if inputs.content.site.kiosk else []))
    leave = Inline(*(folder / name for name in names))
    scripts = [leave.hash, inlines.questionnaire.hash]
    head = meta([inlines.style.hash], scripts, **{"connect-src": "'none'"})
    html = _rendered(edition, language, area, leave).replace(CHARSET, CHARSET + head, 1)
    return _within(html, alone, language).encode()


def _rendered(edition: Edition, language: str, area: str, leave: Inline) -> str:
    pages = edition.pages(language, area)
    template = edition.language(language).environment.get_template("single.html")
    return template.render(
        page="start",
        query="",
        area=area,
        numbers=pages.local.help.numbers,
        leave=leave.text,
        script=edition.inputs.inlines.questionnaire.text,
        **_shown(edition.inputs, pages),
    )


def _shown(inputs: Inputs, pages: LocalPages) -> dict[str, Any]:
    """The values of the template: pages, stored questionnaires, and parts that both contain."""
    mains = {name: _main(pages.static(name).plain) for name in PAGES}
    asked = {name: _main(pages.questionnaire(name).plain) for name in inputs.tracks}
    found = [dict(PART.findall(html)) for html in asked.values()]
    shared = {k: html for k, html in found[0].items() if all(f.get(k) == html for f in found)}
    # Readers without JavaScript see a notice instead of the questions.
    mains |= {name: "".join(NOTICE.findall(html)[:1]) for name, html in asked.items()}
    asked, rules = _same_rules(asked)
    stored = {name: _stored(html, shared) for name, html in asked.items()}
    mains["help"], rest = _marked(mains["help"], shared)
    shown = {"pages": mains, "stored": stored, "parts": rest}
    return {"rules": Markup(rules), **{name: _safe(texts) for name, texts in shown.items()}}  # noqa: S704


def _same_rules(asked: dict[str, str]) -> tuple[dict[str, str], str]:
    """The questionnaires, each with only the rules that differ, and the common rules as JSON."""
    found = {name: RULES.search(html) for name, html in asked.items()}
    rules = {name: json.loads(each[0]) for name, each in found.items() if each}
    first = next(iter(rules.values()))
    same = {key: v for key, v in first.items() if all(r.get(key) == v for r in rules.values())}
    own = {name: {k: v for k, v in r.items() if k not in same} for name, r in rules.items()}
    return {name: _with(own[name], html) for name, html in asked.items()}, _data(same)


def _with(rules: dict[str, Any], html: str) -> str:
    return RULES.sub(lambda _: _data(rules), html)


def _data(rules: dict[str, Any]) -> str:
    return json.dumps(rules, separators=(",", ":")).replace("<", "\\u003c")


def _marked(help_page: str, shared: dict[str, str]) -> tuple[str, dict[str, str]]:
    """The help page with its contacts marked as parts, and the parts that it does not contain."""
    rest = dict(shared)
    for key, html in shared.items():
        if key.startswith("contact:") and html in help_page:
            marked = html.replace("<li ", f'<li data-part="{key}" ', 1)
            help_page = help_page.replace(html, marked, 1)
            del rest[key]
    return help_page, rest


def _main(page: bytes) -> str:
    """The main part of a page, without the whitespace that browsers ignore."""
    return EDGE.sub(r"\1", SPACE.sub(" ", "".join(MAIN.findall(page.decode()))))


def _stored(html: str, shared: dict[str, str]) -> str:
    """The text of a script element, which must not contain the end tag (see static/single.js)."""
    rest = PART.sub(lambda part: "" if part[1] in shared else part[0], html)
    return rest.replace("</script", "<\\/script")


def _safe(texts: dict[str, str]) -> dict[str, Markup]:
    return {name: Markup(text) for name, text in texts.items()}  # noqa: S704  (our own pages)


def _within(html: str, inputs: Inputs, language: str) -> str:
    """The file with links to its own parts instead of addresses."""
    html = html.replace(f'="/leave?lang={language}"', f'="{inputs.exits[language]}"')
    if inputs.static and inputs.static.framed:
        html = OUTSIDE.sub('<a target="_blank" ', html)
    return re.sub(f'="/{language}/([a-z]*)"', lambda found: f'="#{found[1] or "start"}"', html)


def snippet(inputs: Inputs, language: str, file: str) -> str:
    """The HTML of a button that opens the file, and the content security policy that it needs."""
    catalogue = inputs.catalogues[language]
    script = Inline(root() / "static" / "embed.js")
    template = inputs.templates.speaking(catalogue, catalogue.gettext).get_template("embed.html")
    return "\n".join(
        [
            "<!-- For the partner's page. If it has a content security policy, the policy needs:",
            f"script-src {script.hash}; frame-src 'self'",
            f"Headers of {file}:",
            *(f"{name}: {value}" for name, value in HEADERS.items()),
            "-->",
            template.render(file=file, script=script.text),
        ]
    )
