"""Every component of the pages in each of its states, light and dark side by side."""

import re
from collections.abc import Iterator
from typing import Any

from markupsafe import Markup

from assessment.pages import edition_pages as pages
from assessment.pages.parts import halves
from assessment.pages.site import Site, Where

TRACK = "self"
OPTIONS = (
    ("yes", "Yes", "on-0 on-f"),
    ("no", "No", ""),
    ("unsure", "Not sure", ""),
    ("", "Skip", ""),
)
TOKENS = r"(--[^}]*?)\s*\}"
PAGE = """<!doctype html>
<html lang="en" class="live script started">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Components</title>
<style>{style}
.light {{ color-scheme: light; {light} }}
.dark {{ color-scheme: dark; {dark} }}
.sides {{ display: grid; grid-template-columns: repeat(auto-fit, minmax(22.5rem, 1fr)); }}
.sides > div {{ background: var(--paper); color: var(--ink); padding: 1rem; min-inline-size: 0; }}
.sides .bar {{ position: static; }} .sides .choices {{ grid-template-columns: none; }}
.sides .send {{ display: flex; }} .sample {{ padding: 1rem; }}
</style>
<h1 class="sample">Components</h1>
<p class="sample">Each in its states, from the templates and the style sheet of the site.
Made by `assessment styles`; do not edit it by hand.</p>
{body}
</html>
"""


def styles(site: Site, style: str) -> str:
    """One HTML page; `style` is the style sheet of the site."""
    light, dark = re.findall(TOKENS, style)[:2]
    # A state that a pointer or a keyboard brings about is shown by a class.
    shown = style.replace(":focus-visible", ":is(:focus-visible, .focused)")
    shown = shown.replace(":focus-within", ":is(:focus-within, .focused)")
    body = [_side_by_side(name, html) for name, html in _components(site)]
    return PAGE.format(style=shown, light=light, dark=dark, body="\n".join(body))


def _side_by_side(name: str, html: str) -> str:
    plain = re.sub(r' (?:id|for|aria-labelledby|aria-describedby)="[^"]*"', "", html)
    sides = "".join(
        f'<div class="{side}">{_named(plain, f"{side} {name}")}</div>\n'
        for side in ("light", "dark")
    )
    return f'<h2 class="sample">{name}</h2>\n<div class="sides">\n{sides}</div>'


def _named(html: str, group: str) -> str:
    """The same with radio buttons that belong to this copy alone."""
    return html.replace(' name="', f' name="{group} ')


def _components(site: Site) -> Iterator[tuple[str, str]]:
    where = Where("en", site.default_area)
    for part in (_around, _steps, _questions, _asked, _results, _help):
        yield from part(site, where)


def _around(site: Site, where: Where) -> Iterator[tuple[str, str]]:
    start = pages.page(site, where, "start").plain.decode()
    yield "Language and exit", _cut(start, "bar")
    yield "Exit, focused", _cut(start, "bar").replace('class="exit"', 'class="exit focused"')
    yield "Ways in", _cut(start, "choices")
    yield "Card", _cut(start, "card")
    yield "Calm card", _cut(start, "card card--calm")
    yield "Area", _cut(start, "area")
    yield "Foot", _cut(start, "foot")


def _steps(site: Site, where: Where) -> Iterator[tuple[str, str]]:
    asked = pages.questions_html(site, where, TRACK)
    actions = site.parts(where, TRACK)["actions"]
    yield "Progress, reading aloud", _cut(asked, "top").replace(" hidden", "")
    yield "Steps", _cut(asked, "steps").replace(" hidden", "")
    yield "Sending, without script", _cut(asked, "send")
    yield "Buttons", actions
    yield "Button, focused", actions.replace('class="button"', 'class="button focused"')


def _cut(html: str, name: str) -> str:
    """An element of a real page by its class; none of these holds another of its kind."""
    return str(re.findall(rf'(<(\w+) class="{name}".*?</\2>)', html, re.DOTALL)[0][0])


def _questions(site: Site, where: Where) -> Iterator[tuple[str, str]]:
    make: Any = site.environment(where.language).get_template("macros.html").module
    said: Any = site.environment(where.language).get_template("errors.html").module
    plain = str(make.question(_sample()))
    yield "Question, nothing chosen", plain
    yield "Question, answered", _answered(plain)
    yield "Option, focused", plain.replace('class="option"', 'class="option focused"', 1)
    yield "List", str(make.question(_sample(more=(("other", "Something else", ""),))))
    yield "Error", str(said.notice([("q", "A question?")]))
    yield "Question, with an error", plain.replace("<legend>", f"<legend>{said.wrong()} ")


def _asked(site: Site, where: Where) -> Iterator[tuple[str, str]]:
    make: Any = site.environment(where.language).get_template("macros.html").module
    urgent = Markup(site.parts(where, TRACK)["emergency"])  # noqa: S704  (our own template)
    yield (
        "Note",
        _answered(str(make.question(_sample(notes=[{"emergency": None, "text": "A note."}])))),
    )
    yield "Emergency", _answered(str(make.question(_sample(notes=[{"emergency": urgent}]))))
    yield "Follow-up", _answered(str(make.question(_sample(follow_ups=[_sample()]))))


def _sample(more: Any = (), notes: Any = (), follow_ups: Any = ()) -> dict[str, Any]:
    options = [
        {"id": i, "label": label, "opens": o, "token": i} for i, label, o in [*more, *OPTIONS]
    ]
    asked = {
        "id": "q",
        "text": "A question?",
        "hint": "A hint to it.",
        "token": f"q{len(follow_ups)}",
    }
    return {**asked, "options": options, "notes": notes, "follow_ups": follow_ups}


def _answered(html: str) -> str:
    first, chosen = 'data-option="yes"', " checked"
    return html.replace(chosen, "", 1).replace(first, first + chosen, 1)


def _results(site: Site, where: Where) -> Iterator[tuple[str, str]]:
    parts = site.parts(where, TRACK)
    indicator = site.content.questionnaire.indicators[0].id
    reason = next(html for key, html in parts.items() if key.startswith("reason:"))
    yield "Outcome", parts[f"outcome:{site.content.questionnaire.outcomes[0].id}"]
    for sign in ("clear", "some"):
        yield f"Sign, {sign}", _inside(parts[f"sign:{indicator}:{sign}"], reason)
    yield "Also", _inside(parts["also"], reason)
    yield "Said, and no sign", _inside(parts["alone"], reason)
    yield "Two numbers", parts["two_numbers"]
    yield "Closing", parts["closing"]


def _help(site: Site, where: Where) -> Iterator[tuple[str, str]]:
    parts = site.parts(where, TRACK)
    contact = next(c for c in site.place(where).contacts if c.phone and c.text)
    card = _inside(str(site.macros(where).contact(contact)))
    old = _inside(str(site.macros(where).contact(contact.marked())))
    help_ = _inside(parts[f"assistance:{site.content.questionnaire.assistance[0].id}"])
    yield "Contact", card
    yield "Contact, opened", card.replace("<details", "<details open")
    yield "Contact, not checked lately", old.replace("<details", "<details open")
    yield "Kind of help", help_
    yield "Kind of help, opened", help_.replace("<details", "<details open")
    yield "More, folded", _filled(parts["more_contacts"], card)


def _inside(item: str, slot: str = "") -> str:
    return f'<ul class="cards">{_filled(item, slot)}</ul>'


def _filled(part: str, slot: str) -> str:
    before, after = halves(part)
    return f"{before}{slot}{after}"
