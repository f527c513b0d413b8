"""Workers on demand behind a proven wall, the next one always on its way."""

import os
from functools import cached_property
from types import TracebackType
from typing import Self

from dlgrade.course import Limits
from dlgrade.errors import UsageError
from dlgrade.sandbox.canary import succeeded
from dlgrade.sandbox.isolation import Isolation, Level
from dlgrade.sandbox.launch import Launcher, Worker
from dlgrade.sandbox.spawn import SpawnLauncher
from dlgrade.sandbox.zygote import ZygoteLauncher
from dlgrade.worker.wall import hide_memory


class Sandbox:
    """Everything untrusted of one grading run; closing it leaves no process behind."""

    def __init__(self, isolation: Isolation, limits: Limits):
        self.isolation, self.limits = isolation, limits
        self.findings: list[str] = []  # why the wall is not stronger than it is
        self._launcher: Launcher
        if isolation.start == "fork":
            self._launcher = ZygoteLauncher(limits, walled=isolation.request != "basic")
        else:
            self._launcher = SpawnLauncher(limits)
        self._next: Worker | None = None

    @cached_property
    def level(self) -> Level:
        """The isolation that a self-test has shown; UsageError if strict was asked for and is not to be had."""
        if self.isolation.request == "basic":
            return "basic"
        for level in self._launcher.levels():
            worker = self._launcher.start(level)
            try:
                done = succeeded(worker, os.getpid())
            finally:
                worker.end()
            if not done:
                hide_memory()  # ours: it holds the answers
                return level
            self.findings.append(f"{level} lets a worker {', '.join(done)}")
        self.findings += self._launcher.missing()
        if self.isolation.request == "strict":
            raise UsageError(
                f"strict isolation cannot be had here ({'; '.join(self.findings)}): grade on a Linux that has it, "
                "or use --isolation basic, for code that you trust only"
            )
        return "basic"

    @property
    def walls(self) -> list[str]:
        """What the isolation is made of."""
        return self._launcher.walls(self.level)

    def worker(self) -> Worker:
        """Return a new worker and start the one after it."""
        worker = self._next or self._launcher.start(self.level)
        self._next = self._launcher.start(self.level)
        return worker

    def close(self) -> None:
        """End every process."""
        self._launcher.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
