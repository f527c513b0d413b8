"""Limits that a worker puts on itself before it sees any of a student's code."""

import ctypes
import os
import sys
from typing import Any

_PR_SET_PDEATHSIG = 1  # linux/prctl.h
_SIGKILL = 9


def apply(limits: dict[str, Any]) -> None:
    """Bound memory (`memory_mb` above what NumPy took), `cpu_seconds`, files and core dumps, where the system can.

    Nothing can be written to a file, or `scratch_mb` where there is a scratch folder.
    """
    try:
        import resource
    except ImportError:  # Windows: the wall clock is the only limit there
        return
    bounds = [
        (resource.RLIMIT_CPU, int(limits["cpu_seconds"])),
        (resource.RLIMIT_FSIZE, int(limits.get("scratch_mb", 0)) << 20),
        (resource.RLIMIT_NOFILE, 64),
        (resource.RLIMIT_CORE, 0),
        *((getattr(resource, name), 0) for name in ("RLIMIT_MEMLOCK", "RLIMIT_MSGQUEUE") if hasattr(resource, name)),
    ]
    if used := limits.get("used") or address_space():
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


def volunteer() -> None:
    """Have the kernel end this process and what it forks before others, should memory run out."""
    try:
        with open("/proc/self/oom_score_adj", "w") as score:  # noqa: PTH123 - pathlib is not loaded in a worker
            score.write("1000")
    except OSError:  # not Linux, or no /proc here
        return


def address_space() -> int:
    """Return this process's address space in bytes, 0 where it cannot be known."""
    try:
        with open("/proc/self/statm", "rb") as statm:  # noqa: PTH123 - as above
            return int(statm.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return _least_limit() if sys.platform == "linux" else 0


def _least_limit() -> int:
    """Return the least limit on the address space under which a page can still be had, to a megabyte."""
    import mmap
    import resource

    kept = resource.getrlimit(resource.RLIMIT_AS)
    low, high = 0, 1 << 46  # bytes; more than processors address
    try:
        while high - low > 1 << 20:
            middle = (low + high) // 2
            try:
                resource.setrlimit(resource.RLIMIT_AS, (middle, kept[1]))
                mmap.mmap(-1, mmap.PAGESIZE).close()
                high = middle
            except (OSError, ValueError, MemoryError):
                low = middle
    finally:
        resource.setrlimit(resource.RLIMIT_AS, kept)
    return high
