"""Workers on demand behind a proven wall, the next one always on its way."""

import os
import shutil
import tempfile
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Self

from dlgrade.course import Limits
from dlgrade.errors import SandboxError, UsageError
from dlgrade.sandbox.canary import succeeded
from dlgrade.sandbox.isolation import Isolation, Level
from dlgrade.sandbox.launch import Launcher, Worker
from dlgrade.sandbox.scratch import Scratch
from dlgrade.sandbox.spawn import SpawnLauncher
from dlgrade.sandbox.zygote import ZygoteLauncher
from dlgrade.worker.wall import hide_memory


class Sandbox:
    """Everything untrusted of one grading run; closing it leaves no process behind."""

    def __init__(self, isolation: Isolation, limits: Limits):
        self.isolation, self.limits = isolation, limits
        self.findings: list[str] = []  # why the wall is not stronger than it is
        self._launcher: Launcher
        self._writable = _temporary()
        if isolation.start == "fork":
            self._launcher = ZygoteLauncher(limits, walled=isolation.request != "basic", writable=self._writable)
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

    def scratch(self, megabytes: int) -> Scratch:
        """Return a new folder for a worker to write to; SandboxError where a worker could not be kept within it."""
        if self._writable is None:
            raise SandboxError("there is no temporary folder here in which a submission could be given one to write to")
        if self._beyond_scratch:
            raise SandboxError(f"no submission is given a folder to write to here: {self._beyond_scratch}")
        return Scratch(self._writable, megabytes)

    @cached_property
    def _beyond_scratch(self) -> str:
        """What a worker that has a scratch folder could do that it may not, by the same self-test; empty if nothing."""
        if self.level == "basic" or self._writable is None:
            return ""
        if self.level != "strict":
            return "only Landlock keeps a worker within one folder"
        scratch = Scratch(self._writable, 1)
        worker = self._launcher.start(self.level, scratch)
        try:
            return ", ".join(succeeded(worker, os.getpid()))
        except SandboxError as error:
            return str(error)
        finally:
            worker.end()
            scratch.remove()

    def worker(self, scratch: Scratch | None = None) -> Worker:
        """Return a worker and start the one after it; one with a scratch folder is started when it is wanted."""
        if scratch is not None:
            worker = self._launcher.start(self.level, scratch)
            scratch.watch(worker.cut_off)
            return worker
        worker = self._next or self._launcher.start(self.level)
        self._next = self._launcher.start(self.level) if self._launcher.ahead else None
        return worker

    @property
    def ahead(self) -> bool:
        """Whether a worker may load one task while another serves one."""
        return self._launcher.ahead

    def close(self) -> None:
        """End every process, and leave no file."""
        self._launcher.close()
        if self._writable is not None:
            shutil.rmtree(self._writable, ignore_errors=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _temporary() -> Path | None:
    """Return a new folder for scratch folders, or None where nothing can be written."""
    try:
        return Path(tempfile.mkdtemp(prefix="dlgrade-")).resolve()
    except OSError:
        return None
