"""Which wall is asked for around workers; what it is worth shows when a sandbox starts."""

import sys
from dataclasses import dataclass
from typing import Literal

from dlgrade.errors import UsageError

Level = Literal["strict", "strict-no-open", "basic"]
Request = Literal["auto", "strict", "basic"]
Start = Literal["fork", "spawn"]


@dataclass(frozen=True)
class Isolation:
    """The wall that is asked for, `auto` being the strongest to be had, and how workers start."""

    request: Request
    start: Start


def obtain(request: Request = "auto", *, start: Start | None = None) -> Isolation:
    """Return what to ask a sandbox for; UsageError if this system cannot have it."""
    if start is None:
        start = "fork" if sys.platform == "linux" else "spawn"
    if start == "fork" and sys.platform != "linux":
        raise UsageError("workers can be forked on Linux only: use spawn")
    if request == "strict" and start != "fork":
        raise UsageError("strict isolation is Linux's: use --isolation basic, for code that you trust only")
    return Isolation(request, start)
