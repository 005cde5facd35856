"""Files that tell common hosts which headers to send."""

from collections.abc import Mapping

ROBOTS = "User-agent: *\nDisallow:\n"
"""Crawlers must be able to read the pages, or they do not see which ones must not be listed."""


def host_files(headers: Mapping[str, str], base: str) -> dict[str, bytes]:
    """Files by path. `base` is the path under which the host serves the site."""
    text = {
        "robots.txt": ROBOTS,
        "_headers": "\n".join([f"{base}/*", *(f"  {n}: {v}" for n, v in headers.items()), ""]),
        "_nginx.conf": _for_nginx(headers, base),
        ".nojekyll": "",  # or GitHub Pages leaves out files that start with an underscore
    }
    return {path: content.encode() for path, content in text.items()}


def _for_nginx(headers: Mapping[str, str], base: str) -> str:
    """A snippet for a `server` block. It turns off the access log."""
    lines = [f'add_header {name} "{value}" always;' for name, value in headers.items()]
    settings = (
        "# Include this in a server block whose root is this folder.",
        "access_log off;",
        "error_log /dev/null crit;",
        "absolute_redirect off;",
        "charset utf-8;",
        "gzip_static on;",
        "# brotli_static on;  (if the module is installed)",
        f"error_page 404 {base}/404.html;",
    )
    return "\n".join([*settings, *lines, ""])
