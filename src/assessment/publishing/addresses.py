"""The addresses of exported pages."""

import re

from assessment.pages.inputs import Inputs


class Addresses:
    """Turns the addresses of a server into those of files."""

    def __init__(self, inputs: Inputs) -> None:
        languages, base = "|".join(inputs.languages), re.escape(inputs.root_path)
        self._page = re.compile(f'="{base}/({languages})/([a-z]*)(?:\\?area=([\\w-]+))?"')
        self._exit = re.compile(f'="{base}/leave\\?lang=({languages})"')
        self._inputs = inputs

    def path(self, language: str, area: str, page: str) -> str:
        """The folder of a page."""
        place = "" if area == self._inputs.area else f"{area}/"
        return f"{language}/{place}{page}{'/' if page else ''}"

    def rewritten(self, html: str) -> str:
        """The page with links to folders; the exit leads straight to the other site."""
        base, home = self._inputs.root_path, self._inputs.area
        html = self._exit.sub(lambda found: f'="{self._inputs.exits[found[1]]}"', html)
        return self._page.sub(
            lambda found: f'="{base}/{self.path(found[1], found[3] or home, found[2])}"', html
        )
