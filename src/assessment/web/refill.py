"""The questionnaire sent back with its answers, for a browser without script."""

from typing import Any

from assessment.web.forms import Submission
from assessment.web.pages import Site, Where
from assessment.web.tokens import SKIP

NOTICE = "<!--notice-->"


def refilled(site: Site, where: Where, track: str, form: Submission, *, faulty: bool) -> str:
    """The page with the form's answers chosen; a faulty form is told so first.

    Questions that came twice with different answers are left open, and the notice leads to them.
    """
    html = site.questions_html(where, track)
    tokens = site.tokens(track)[0]
    for question, option in form.answers.items():
        skipped, chosen = tokens.values[question, SKIP], tokens.values[question, option]
        html = html.replace(f'value="{skipped}" data-option="" checked', f'value="{skipped}" data-option=""')
        html = html.replace(f'value="{chosen}"', f'value="{chosen}" checked')
    for question in form.unclear:
        mark = f'data-question="{question}"'
        html = html.replace(mark, f'{mark} aria-invalid="true"')
    return _noticed(site, where, track, form, html) if faulty else html


def _noticed(site: Site, where: Where, track: str, form: Submission, html: str) -> str:
    said: Any = site.environment(where.language).get_template("errors.html").module
    texts = {q.id: q.text for q in site.wording(where.language).questions_of(track)}
    notice = said.notice([(question, texts[question]) for question in form.unclear])
    error = site.environment(where.language).from_string('{{ _("Error") }}').render()
    return html.replace(NOTICE, str(notice)).replace("<title>", f"<title>{error}: ", 1)
