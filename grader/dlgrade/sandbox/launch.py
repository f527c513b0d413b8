"""What every way to start a worker has in common: limits, how a worker ends, its command and its environment."""

import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np

import dlgrade
from dlgrade.protocol import Channel
from dlgrade.sandbox.isolation import Level
from dlgrade.sandbox.scratch import Scratch

END_SECONDS = 5.0  # for what was told to end to do so by itself
_BOOT = (
    "import sys; sys.path[:0] = sys.argv.pop(1).split('|'); from dlgrade.worker.main import main; main(sys.argv[1:])"
)


@dataclass(frozen=True)
class Ending:
    """How a worker's process ended: its exit code, negative for a signal, and whether it did so by itself."""

    code: int
    by_itself: bool


class Worker(Protocol):
    """One process that answers requests."""

    channel: Channel

    def cut_off(self) -> None:
        """Have whoever waits for an answer be told, at once and in another thread, that the worker is gone."""

    def end(self) -> Ending:
        """Kill the process, whatever it does, and tell how it had ended if it was gone already."""

    def dismiss(self) -> None:
        """Kill the process, whatever it does, without waiting until it is gone."""


class Launcher(Protocol):
    """A way to start workers; `ahead` says whether one may be on its way before it is wanted."""

    ahead: bool

    def levels(self) -> list[Level]:
        """Every isolation above basic that could be tried, the strongest first."""

    def missing(self) -> list[str]:
        """What this machine lacks for more."""

    def walls(self, level: Level) -> list[str]:
        """What an isolation is made of here."""

    def start(self, level: Level, scratch: Scratch | None = None) -> Worker:
        """Start one worker; it may still be on its way when this returns."""

    def close(self) -> None:
        """End every worker that is left."""


def command(*arguments: str) -> list[str]:
    """Return the command of a bare interpreter that finds nothing but NumPy and dlgrade, until it forgets them."""
    roots = {str(Path(dlgrade.__file__).parents[1]), str(Path(np.__file__).parents[1])}
    return [sys.executable, "-s", "-P", "-S", "-B", "-X", "utf8", "-c", _BOOT, "|".join(sorted(roots)), *arguments]


def environment() -> dict[str, str]:
    """Return the whole environment of the untrusted side; a fixed hash seed makes sets iterate alike in every run."""
    threads = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")
    environment = dict.fromkeys(threads, "1") | {"PYTHONHASHSEED": "0"}
    if sys.platform == "win32":  # Python does not start there without it
        environment["SYSTEMROOT"] = os.environ.get("SYSTEMROOT", "")
    return environment
