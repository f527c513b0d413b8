"""Limits that a worker puts on itself before it sees any of a student's code."""

import ctypes
import os
import sys
from typing import Any

_PR_SET_PDEATHSIG = 1  # linux/prctl.h
_SIGKILL = 9


def apply(limits: dict[str, Any]) -> None:
    """Bound memory (`memory_mb` above what NumPy took), `cpu_seconds`, files and core dumps, where the system can."""
    try:
        import resource
    except ImportError:  # Windows: the wall clock is the only limit there
        return
    bounds = [
        (resource.RLIMIT_CPU, int(limits["cpu_seconds"])),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NOFILE, 64),
        (resource.RLIMIT_CORE, 0),
    ]
    used = _address_space()
    if used:
        bounds.append((resource.RLIMIT_AS, used + (int(limits["memory_mb"]) << 20)))
    for which, value in bounds:
        _, hard = resource.getrlimit(which)
        most = value if hard == resource.RLIM_INFINITY else min(value, hard)
        try:
            resource.setrlimit(which, (most, most))
        except (OSError, ValueError):
            if sys.platform == "linux":
                raise


def end_with_parent(parent: int) -> None:
    """Have the kernel end this process when its parent ends, however that happens."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, ctypes.c_ulong(_SIGKILL), 0, 0, 0)
    if os.getppid() != parent:  # it ended before the call above
        os._exit(1)


def _address_space() -> int:
    """Return this process's address space in bytes, 0 where it cannot be known."""
    try:
        with open("/proc/self/statm", "rb") as statm:  # noqa: PTH123 - pathlib is not loaded in a worker
            return int(statm.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 0
