"""The questionnaire sent back with its answers, for a browser without script."""

import re
from typing import Any

from assessment.pages.edition_pages import questions_html
from assessment.pages.site import Site, Where
from assessment.web.forms import Submission
from assessment.web.tokens import SKIP

NOTICE = "<!--notice-->"
RADIO = re.compile(r'(<input type="radio"[^>]* value="([^"]+)"[^>]*?)(?: checked)?>')


def refilled(site: Site, where: Where, track: str, form: Submission, *, faulty: bool) -> str:
    """The page with the form's answers chosen; a faulty form is told so first.

    Questions that came twice with different answers are left open, and the notice leads to them.
    """
    tokens = site.tokens(track)[0]
    chosen = {tokens.values[q, form.answers.get(q, SKIP)] for q in tokens.names}

    def marked(radio: re.Match[str]) -> str:
        return f"{radio[1]} checked>" if radio[2] in chosen else f"{radio[1]}>"

    html = RADIO.sub(marked, questions_html(site, where, track))
    return _noticed(site, where, track, form, html) if faulty else html


def _noticed(site: Site, where: Where, track: str, form: Submission, html: str) -> str:
    said: Any = site.environment(where.language).get_template("errors.html").module
    texts = {q.id: q.text for q in site.wording(where.language).questions_of(track)}
    for question in form.unclear:
        head, mark, rest = html.partition(f'data-question="{question}"')
        # Inside the legend, so that a screen reader tells it with the question.
        rest = rest.replace("<legend>", f"<legend>{said.wrong()} ", 1)
        html = f'{head}{mark} aria-invalid="true"{rest}'
    notice = said.notice([(question, texts[question]) for question in form.unclear])
    return html.replace(NOTICE, str(notice)).replace("<title>", f"<title>{said.error()}: ", 1)
