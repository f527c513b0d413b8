"""Which wall stands around a worker: what was asked for against what this machine can give."""

import sys
from dataclasses import dataclass
from typing import Literal

from dlgrade.errors import UsageError

Level = Literal["strict", "basic"]
Request = Literal["auto", "strict", "basic"]
Start = Literal["fork", "spawn"]


@dataclass(frozen=True)
class Isolation:
    """The wall in use, as results record it, and how workers start."""

    level: Level
    start: Start

    def __str__(self) -> str:
        return self.level


def obtain(request: Request = "auto", *, start: Start | None = None) -> Isolation:
    """Return the strongest isolation that the request allows; UsageError if strict is asked for and cannot be had."""
    if request == "strict":
        raise UsageError(
            "strict isolation is not available in this version: use --isolation basic, for your own code only"
        )
    if start is None:
        start = "fork" if sys.platform == "linux" else "spawn"
    if start == "fork" and sys.platform != "linux":
        raise UsageError("workers can be forked on Linux only: use spawn")
    return Isolation("basic", start)
