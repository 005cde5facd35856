"""Limits of the process: private memory, and enough open files."""

import ctypes
import sys

WANTED_FILES = 8192
"""Each connection is an open file. This is enough for open connections and for waiting ones."""
OWN_FILES = 64
"""Reserved for the server itself: sockets, pipes, the event loop."""


def keep_memory_private() -> None:
    """Disable core dumps, and prevent other programs of the same user from reading our memory."""
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415  (Windows has none)

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        set_dumpable = 4
        ctypes.CDLL(None).prctl(set_dumpable, 0, 0, 0, 0)


def room_for_connections() -> int:
    """Raise the limit of open files, and return the maximum number of connections.

    The system hands over all waiting connections at once, so half of the files are reserved for
    them. With the usual limit of 1,024 files, a thousand idle connections lock every reader out.
    """
    if sys.platform == "win32":
        return WANTED_FILES // 2
    import resource  # noqa: PLC0415  (Windows has none)

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = WANTED_FILES if hard == resource.RLIM_INFINITY else min(WANTED_FILES, hard)
    if soft != resource.RLIM_INFINITY and soft < most:
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
    return max(1, (most - OWN_FILES) // 2)
