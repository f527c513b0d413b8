"""Workers on demand, the next one always on its way."""

from types import TracebackType
from typing import Self

from dlgrade.course import Limits
from dlgrade.sandbox.isolation import Isolation
from dlgrade.sandbox.launch import Launcher, Worker
from dlgrade.sandbox.spawn import SpawnLauncher
from dlgrade.sandbox.zygote import ZygoteLauncher


class Sandbox:
    """Everything untrusted of one grading run; closing it leaves no process behind."""

    def __init__(self, isolation: Isolation, limits: Limits):
        self.isolation, self.limits = isolation, limits
        self._launcher: Launcher = ZygoteLauncher(limits) if isolation.start == "fork" else SpawnLauncher(limits)
        self._next: Worker | None = None

    def worker(self) -> Worker:
        """Return a new worker and start the one after it."""
        worker = self._next or self._launcher.start()
        self._next = self._launcher.start()
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
