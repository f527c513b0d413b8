"""Signals that end a watch: they leave nothing behind, as Ctrl-C does."""

import contextlib
import signal
from collections.abc import Iterator
from dataclasses import dataclass
from types import FrameType


@dataclass
class Ended:
    """The number of the signal that ended it; 0 for none."""

    signal: int = 0


@contextlib.contextmanager
def ended_by_signals() -> Iterator[Ended]:
    """Turn what asks a process to end into KeyboardInterrupt; what was ignored before stays so, as nohup has it."""
    ended = Ended()

    def end(number: int, _frame: FrameType | None) -> None:
        ended.signal = number
        raise KeyboardInterrupt

    before = {}
    for name in ("SIGTERM", "SIGHUP", "SIGBREAK"):  # of which each system has some
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
            before[number] = signal.signal(number, end)
    try:
        yield ended
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
