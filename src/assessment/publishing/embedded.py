"""What a partner needs to open the single file in a frame of their own site."""

from assessment.content.locales import Catalogue
from assessment.pages.inputs import Inputs
from assessment.pages.rendering import Inline
from assessment.resources import root

HEADERS = {
    "cache-control": "no-store",
    "content-security-policy": "frame-ancestors 'self'",
    "referrer-policy": "no-referrer",
}
"""The headers of the file; its other rules are in the file itself."""


def snippet(inputs: Inputs, language: str, file: str) -> str:
    """The HTML of a button that opens the file, and the content policy that the page needs."""
    catalogue: Catalogue = inputs.catalogues[language]
    script = Inline(root() / "static" / "embed.js")
    template = inputs.templates.speaking(catalogue, catalogue.gettext).get_template("embed.html")
    lines = [f"{name}: {value}" for name, value in HEADERS.items()]
    return "\n".join(
        [
            "<!-- On the partner's page, whose content policy needs (if it has one):",
            f"script-src {script.hash}; frame-src 'self'",
            f"Headers of {file}:",
            *lines,
            "-->",
            template.render(file=file, script=script.text),
        ]
    )
