"""Headers for pages that are files: in the pages, and in files for common hosts."""

from collections.abc import Mapping, Sequence

from assessment.web.headers import content_policy, joined

ROBOTS = "User-agent: *\nDisallow:\n"
"""Crawlers must be able to read the pages in order to see which ones must not be listed."""


def meta(styles: Sequence[str], scripts: Sequence[str], **policy: str) -> str:
    """Meta elements that replace headers; `policy` replaces directives of the CSP."""
    # Without a server, a form that is sent could only leak answers.
    directives = content_policy(styles, scripts) | {"form-action": "'none'", **policy}
    made = f'<meta http-equiv="content-security-policy" content="{joined(directives)}">'
    return made + '<meta name="referrer" content="no-referrer">'


def host_files(headers: Mapping[str, str], base: str) -> dict[str, bytes]:
    """Files by path. `base` is the path under which the host serves the site."""
    text = {
        "robots.txt": ROBOTS,
        "_headers": "\n".join([f"{base}/*", *(f"  {n}: {v}" for n, v in headers.items()), ""]),
        "_nginx.conf": _for_nginx(headers, base),
        ".nojekyll": "",  # otherwise, GitHub Pages omits files that start with _
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
