"""Lift the limits on memory, processor time, files and more.

expects: passed
control: none: no worker can lift its limits, with a wall or without
"""

import resource


def attack(world):
    lifted = []
    for name in ("AS", "CPU", "FSIZE", "NOFILE", "CORE", "MEMLOCK"):
        which = getattr(resource, "RLIMIT_" + name)
        for limit in (resource.RLIM_INFINITY, resource.getrlimit(which)[1] + 1):
            try:
                resource.setrlimit(which, (limit, limit))
                lifted.append(name)
            except (OSError, ValueError):
                continue
    return lifted
