"""The headers of every response, in one table."""

from collections.abc import Iterable, Mapping

DENIED = (
    "accelerometer, autoplay, browsing-topics, camera, clipboard-read, display-capture, "
    "encrypted-media, fullscreen, gamepad, geolocation, gyroscope, hid, "
    "identity-credentials-get, idle-detection, magnetometer, microphone, midi, payment, "
    "publickey-credentials-get, screen-wake-lock, serial, storage-access, usb, "
    "xr-spatial-tracking"
)


HEADERS = {
    "cache-control": "no-store",
    "cross-origin-embedder-policy": "require-corp",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": ", ".join(f"{name.strip()}=()" for name in DENIED.split(",")),
    "referrer-policy": "no-referrer",
    # Makes Brave offer to keep this visit out of the history; other browsers ignore it.
    "request-otr": "1",
    "x-content-type-options": "nosniff",
    "x-dns-prefetch-control": "off",
    "x-frame-options": "DENY",
}


def header_table(styles: Iterable[str], scripts: Iterable[str]) -> dict[str, str]:
    """The headers of every response; `styles` and `scripts` are CSP hashes of inline code."""
    policy = content_policy(styles, scripts) | {"frame-ancestors": "'none'"}
    return {**HEADERS, "content-security-policy": joined(policy)}


def content_policy(styles: Iterable[str], scripts: Iterable[str]) -> dict[str, str]:
    """The directives of the CSP that a page can also contain itself."""
    return {
        "default-src": "'none'",
        "style-src": " ".join(styles),
        "script-src": " ".join(scripts),
        "img-src": "data:",
        # The script fetches the page in another language, with a request that contains no answers.
        "connect-src": "'self'",
        "form-action": "'self'",
        "base-uri": "'none'",
    }


def joined(policy: Mapping[str, str]) -> str:
    """A policy as the value of a header."""
    return "; ".join(f"{name} {value}" for name, value in policy.items())
