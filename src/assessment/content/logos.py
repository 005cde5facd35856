"""An agency's logo, which is embedded in each page."""

import re
from base64 import b64encode
from pathlib import Path
from urllib.parse import quote

MOST_BYTES = 8 * 1024
"""A larger image would double the size of the page, which is slow to load on a poor connection."""
PNG = b"\x89PNG\r\n\x1a\n"
ACTIVE = re.compile(
    r"<!|<\?xml-stylesheet|<(?:\w+:)?(?:script|foreignObject|image|iframe|use|a)\b|\\"
    r"|\bon\w+\s*=|javascript:|@import|url\((?!\s*[\"']?#)|\bhref\s*=(?!\s*[\"']#)",
    re.IGNORECASE,
)
"""Parts of an SVG file that can run code or refer to something outside the file."""


def embedded(folder: Path, name: str) -> str:
    """The image with this name in the folder, as a data: URL.

    Raises ValueError, with a message that says what to do, if it is missing, too large, or unsafe.
    """
    file = folder / name
    if file.parent != folder or not file.is_file():
        raise ValueError("put the image in your content folder, and enter its file name here")
    data = file.read_bytes()
    if len(data) > MOST_BYTES:
        raise ValueError(f"use an image of at most {MOST_BYTES // 1024} KB")
    if data.startswith(PNG):
        return f"data:image/png;base64,{b64encode(data).decode()}"
    return f"data:image/svg+xml,{quote(_safe_svg(data))}"


def _safe_svg(data: bytes) -> str:
    try:
        text = data.decode().strip()
    except UnicodeDecodeError:
        raise ValueError("use a PNG or SVG file") from None
    text = re.sub(r"^<\?xml [^<>]*\?>\s*", "", text.removeprefix("\ufeff"))
    text = re.sub(r"<!--.*?-->", "", text, flags=re.DOTALL).strip()
    if not re.match(r"<svg\b", text):
        raise ValueError("use a PNG or SVG file")
    if found := ACTIVE.search(text):
        raise ValueError(f"remove `{found[0]}` from the SVG file, which may contain only shapes")
    return text
