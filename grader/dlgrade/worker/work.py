"""Count the Python-level work of a call, which, unlike its time, is the same on every machine."""

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any


def count(call: Callable[[], Any]) -> tuple[Any, int]:
    """Run a call and count the lines it runs and the functions it calls, Python's and C's, at any depth."""
    total = 0

    def trace(frame: FrameType, event: str, argument: object) -> Any:
        nonlocal total
        total += event in ("call", "line")
        return trace

    def profile(frame: FrameType, event: str, argument: object) -> None:
        nonlocal total
        total += event == "c_call"

    sys.setprofile(profile)
    sys.settrace(trace)
    try:
        value = call()
    finally:
        sys.settrace(None)
        sys.setprofile(None)
    return value, total
