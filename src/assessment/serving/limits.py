"""Sets the limits of the process: private memory, and enough file descriptors."""

import ctypes
import sys

if sys.platform != "win32":
    import resource

WANTED_FILES = 8192
"""Each connection uses a file descriptor. This is enough for open and pending connections."""
OWN_FILES = 64
"""File descriptors reserved for the server itself: sockets, pipes, and the event loop."""


def keep_memory_private() -> None:
    """Disable core dumps, and prevent the user's other programs from reading our memory."""
    if sys.platform == "win32":
        return
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        set_dumpable = 4
        ctypes.CDLL(None).prctl(set_dumpable, 0, 0, 0, 0)


def room_for_connections() -> int:
    """Raise the limit on file descriptors, and return the maximum number of connections.

    All pending connections are accepted at once, so half of the file descriptors are reserved for
    them. With the usual limit of 1,024, a thousand idle connections would lock every reader out.
    """
    if sys.platform == "win32":
        return WANTED_FILES // 2
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = WANTED_FILES if hard == resource.RLIM_INFINITY else min(WANTED_FILES, hard)
    if soft != resource.RLIM_INFINITY and soft < most:
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
    return max(1, (most - OWN_FILES) // 2)
