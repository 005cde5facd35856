"""The model of `site.yaml`, which says who runs a copy of the site and what it offers."""

from typing import Annotated

from pydantic import AfterValidator, Field, StringConstraints, ValidationInfo

from assessment.content.logos import embedded
from assessment.content.rules import ContentModel, Id, LanguageCode
from assessment.content.texts import Paragraphs, Text

NAME = "site.yaml"
ADDRESS = r"https://[^\s/?#]+\.[^\s/?#]+(/[^\s/?#]+)*"
"""The address of a site, without a trailing slash."""
SHORTEST_IDLE = 40
"""Seconds; the last 20 of them are the warning (static/kiosk.js)."""
PAGE = r"https://[^\s/]+\.[^\s]+"


def _embedded(name: str, info: ValidationInfo) -> str:
    return embedded((info.context or {})["folder"], name)


Page = Annotated[str, StringConstraints(pattern=rf"^{PAGE}$")]
Address = Annotated[str, StringConstraints(pattern=rf"^{ADDRESS}$")]
Link = Annotated[str, StringConstraints(pattern=rf"^({PAGE}|[^\s@:/]+@[^\s@:/]+\.[^\s@:/]+)$")]
"""The address of a page, or an email address."""
Logo = Annotated[str, AfterValidator(_embedded)]
"""The name of an image in the content folder. The model holds the image as a data: URL."""


class Site(ContentModel):
    """All of `site.yaml`. Every key is optional.

    The site offers the areas in `areas`, the areas inside them, and the areas that contain them.
    `exits` holds, by language, the page that the quick exit opens. Posters and cards print
    `address`, which is never taken from a request, because a request can name any host. `kiosk` is
    the idle time in seconds after which a shared screen returns to the start.
    """

    name: Text | None = None
    service_of: Text | None = None
    logo: Logo | None = None
    address: Address | None = None
    corrections: Link | None = None
    imprint: Paragraphs = ()
    privacy_contact: Link | None = None
    accessibility_contact: Link | None = None
    exits: dict[LanguageCode, Page] = {}
    languages: tuple[LanguageCode, ...] = ()
    areas: tuple[Id, ...] = ()
    default_area: Id | None = None
    practice: bool = False
    kiosk: Annotated[int, Field(ge=SHORTEST_IDLE)] | None = None
