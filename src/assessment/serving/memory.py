"""Memory that stays private: what passes through it must reach no disk and no other program."""

import ctypes
import sys


def keep_memory_private() -> None:
    """No core dump, and no reading of our memory by another program of the same user."""
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415  (there is none on Windows)

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        set_dumpable = 4
        ctypes.CDLL(None).prctl(set_dumpable, 0, 0, 0, 0)
