"""Workers spawned as processes of their own over two pipes, on every system."""

import contextlib
import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any

import msgspec

from dlgrade.course import Limits
from dlgrade.errors import DeadlineExceeded, DlgradeError, SandboxError, WorkerEnded
from dlgrade.protocol import Buffer, Channel, PipeChannel, to_bytes
from dlgrade.sandbox.isolation import Level
from dlgrade.sandbox.launch import END_SECONDS, Ending, Worker, command, environment
from dlgrade.sandbox.scratch import Scratch


class _DeadlinePipes:
    """Frames over two pipes with deadlines: a thread does the blocking, so that it works on every system.

    It reads one reply for each request: what a worker sends unasked stays in the pipe, and never fills our memory.
    """

    def __init__(self, pipes: PipeChannel):
        self._pipes = pipes
        self._requests: SimpleQueue[tuple[dict[str, Any], Sequence[Buffer]] | None] = SimpleQueue()
        self._replies: SimpleQueue[tuple[dict[str, Any], memoryview] | DlgradeError] = SimpleQueue()
        self._thread = threading.Thread(target=self._talk, daemon=True)
        self._thread.start()

    def send(self, header: dict[str, Any], buffers: Sequence[Buffer], deadline: float | None = None) -> None:  # noqa: ARG002 - the reply's deadline covers it
        to_bytes(header, buffers)  # what cannot be sent is the caller's error, not the thread's
        self._requests.put((header, buffers))

    def receive(self, deadline: float | None = None) -> tuple[dict[str, Any], memoryview]:
        try:
            reply = self._replies.get(timeout=None if deadline is None else max(0.0, deadline - time.monotonic()))
        except Empty:
            raise DeadlineExceeded("the worker did not answer in time") from None
        if isinstance(reply, DlgradeError):
            raise reply
        return reply

    def cut_off(self) -> None:
        self._replies.put(WorkerEnded("the worker was cut off"))

    def close(self) -> None:
        self._requests.put(None)

    def ended(self) -> bool:
        """Wait for the thread; it may hang on a process that has the pipe open still."""
        self._thread.join(END_SECONDS)
        return not self._thread.is_alive()

    def _talk(self) -> None:
        while (request := self._requests.get()) is not None:
            try:
                self._pipes.send(*request)
                self._replies.put(self._pipes.receive())
            except DlgradeError as error:
                self._replies.put(error)
                return
            except OSError:
                self._replies.put(WorkerEnded("the worker closed its pipe"))
                return


class _SpawnedWorker:
    def __init__(self, bounds: dict[str, Any]):
        new_session = {} if sys.platform == "win32" else {"start_new_session": True}
        self._process = subprocess.Popen(
            command("spawn", json.dumps(bounds)),
            env=environment(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=Path(sys.executable).anchor,
            bufsize=0,
            **new_session,  # type: ignore[call-overload]
        )
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        pipes = PipeChannel(self._process.stdout.fileno(), self._process.stdin.fileno())
        self._pipes = _DeadlinePipes(pipes)
        self.channel: Channel = self._pipes

    def cut_off(self) -> None:
        self._pipes.cut_off()

    def end(self) -> Ending:
        by_itself = True
        try:
            self._process.wait(timeout=0.05)  # a worker that closed its pipe is about to be gone
        except subprocess.TimeoutExpired:
            by_itself = False
        if sys.platform != "win32":
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self._process.pid, 9)
        self._process.kill()
        code = self._process.wait()
        self.channel.close()
        ended = self._pipes.ended()  # or its thread would read from the next worker's pipe, under the same number
        for stream in (self._process.stdin, self._process.stdout):
            if stream and ended:
                with contextlib.suppress(OSError):
                    stream.close()
        return Ending(code, by_itself)

    def dismiss(self) -> None:
        self.end()


class SpawnLauncher:
    """Starts each worker as a process of its own, on every system."""

    ahead = False  # starting an interpreter takes as long as a check: none is started before it is wanted

    def __init__(self, limits: Limits):
        self._limits = limits
        self._workers: list[_SpawnedWorker] = []

    def levels(self) -> list[Level]:
        """Nothing above basic: the wall is put on by forked workers."""
        return []

    def missing(self) -> list[str]:
        """Forking."""
        return ["strict isolation needs forked workers, which are Linux's"]

    def walls(self, level: Level) -> list[str]:  # noqa: ARG002 - there is one
        """A process and its limits."""
        return ["a process of its own", "resource limits"]

    def start(self, level: Level, scratch: Scratch | None = None) -> Worker:  # noqa: ARG002 - there is one
        """Start one worker."""
        try:
            bounds = msgspec.structs.asdict(self._limits) | (scratch.bounds if scratch else {})
            worker = _SpawnedWorker(bounds)
        except OSError as error:
            raise SandboxError(f"no worker could be started: {error}") from None
        self._workers = [each for each in self._workers if each._process.returncode is None] + [worker]
        return worker

    def close(self) -> None:
        """End every worker that is left."""
        for worker in self._workers:
            if worker._process.returncode is None:
                worker.end()
