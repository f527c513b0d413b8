"""The two ways to start a worker behind one interface: forked from a zygote, or spawned afresh over pipes."""

import contextlib
import json
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any, Protocol

import numpy as np

import dlgrade
from dlgrade.errors import DeadlineExceeded, DlgradeError, SandboxError, WorkerEnded
from dlgrade.protocol import Buffer, Channel, PipeChannel, SocketChannel

_START_SECONDS = 60.0  # a cold disk on a loaded machine; a warm start takes 0.1
_BOOT = (
    "import sys; sys.path[:0] = sys.argv.pop(1).split('|'); from dlgrade.worker.main import main; main(sys.argv[1:])"
)
_END_SECONDS = 5.0  # for the zygote to end its workers; it is killed then, and they with it
_MESSAGE_LIMIT = 1 << 16  # bytes of one message from the zygote


@dataclass(frozen=True)
class Limits:
    """What one worker may use."""

    call_seconds: float = 5.0
    check_seconds: float = 20.0
    load_seconds: float = 5.0
    memory_mb: int = 1024
    cpu_seconds: int = 120


@dataclass(frozen=True)
class Ending:
    """How a worker's process ended: its exit code, negative for a signal, and whether it did so by itself."""

    code: int
    by_itself: bool


class Worker(Protocol):
    """One process that answers requests."""

    channel: Channel

    def end(self) -> Ending:
        """Kill the process, whatever it does, and tell how it had ended if it was gone already."""


class Launcher(Protocol):
    """A way to start workers."""

    def start(self) -> Worker:
        """Start one worker; it may still be on its way when this returns."""

    def close(self) -> None:
        """End every worker that is left."""


def _command(*arguments: str) -> list[str]:
    """Return the command of a bare interpreter that finds nothing but NumPy and dlgrade, until it forgets them."""
    roots = {str(Path(dlgrade.__file__).parents[1]), str(Path(np.__file__).parents[1])}
    return [sys.executable, "-s", "-P", "-S", "-B", "-X", "utf8", "-c", _BOOT, "|".join(sorted(roots)), *arguments]


def _environment() -> dict[str, str]:
    """Return the whole environment of the untrusted side; a fixed hash seed makes sets iterate alike in every run."""
    threads = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")
    environment = dict.fromkeys(threads, "1") | {"PYTHONHASHSEED": "0"}
    if sys.platform == "win32":  # Python does not start there without it
        environment["SYSTEMROOT"] = os.environ.get("SYSTEMROOT", "")
    return environment


class _ForkedWorker:
    def __init__(self, zygote: "ZygoteLauncher", connection: socket.socket):
        self._zygote = zygote
        self.channel: Channel = SocketChannel(connection)
        self.pid = 0  # known once the zygote has answered

    def end(self) -> Ending:
        ending = self._zygote.end(self)
        self.channel.close()
        return ending


class ZygoteLauncher:
    """Forks workers from one process that has NumPy loaded (Linux)."""

    def __init__(self, limits: Limits):
        self._limits = asdict(limits)
        self._control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            self._process = subprocess.Popen(
                _command("fork", str(theirs.fileno())),
                env=_environment(),
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                start_new_session=True,  # Ctrl-C in a terminal reaches the trusted side only
                cwd="/",
            )
        self._ready = False
        self._workers: list[_ForkedWorker] = []
        self._asked: list[_ForkedWorker] = []  # workers whose process id has not been read yet, oldest first

    def start(self) -> Worker:
        """Ask for one worker; it is forked while the caller goes on."""
        self._wait_until_ready()
        ours, theirs = socket.socketpair()
        with theirs:
            request = json.dumps({"op": "fork", "limits": self._limits}).encode()
            try:
                socket.send_fds(self._control, [request], [theirs.fileno()])
            except OSError as error:
                ours.close()
                raise SandboxError(f"the process that starts workers is gone: {error}") from None
        worker = _ForkedWorker(self, ours)
        self._asked.append(worker)
        self._workers.append(worker)
        return worker

    def end(self, worker: _ForkedWorker) -> Ending:
        """Have the zygote, the worker's parent, kill it: no other process can have taken its number by then."""
        while not worker.pid:
            self._asked.pop(0).pid = self._receive()["pid"]
        self._control.send(json.dumps({"op": "end", "pid": worker.pid}).encode())
        while self._asked:
            self._asked.pop(0).pid = self._receive()["pid"]
        answer = self._receive()
        self._workers.remove(worker)
        return Ending(answer["code"], answer["by_itself"])

    def close(self) -> None:
        """End the zygote, which ends its workers first; the end of its channel says that it is done."""
        with contextlib.suppress(OSError), self._control:
            self._control.shutdown(socket.SHUT_WR)
            self._control.settimeout(_END_SECONDS)
            while self._control.recv(_MESSAGE_LIMIT):
                pass
        for worker in self._workers:
            worker.channel.close()
        self._process.kill()
        self._process.wait()
        if self._process.stderr:
            self._process.stderr.close()

    def _wait_until_ready(self) -> None:
        if not self._ready:
            self._receive()
            self._ready = True

    def _receive(self) -> dict[str, Any]:
        self._control.settimeout(_START_SECONDS)
        try:
            message = self._control.recv(_MESSAGE_LIMIT)
        except OSError as error:
            raise SandboxError(f"the process that starts workers does not answer: {error}") from None
        if not message:
            errors = self._process.stderr.read().decode(errors="replace") if self._process.stderr else ""
            raise SandboxError(
                f"the process that starts workers ended: {errors.strip()[-500:] or 'it left no message'}"
            )
        answer: dict[str, Any] = json.loads(message)
        return answer


class _DeadlinePipes:
    """Frames over two pipes with deadlines: a thread each does the blocking, so that it works on every system."""

    def __init__(self, pipes: PipeChannel):
        self._pipes = pipes
        self._requests: SimpleQueue[tuple[dict[str, Any], Sequence[Buffer]] | None] = SimpleQueue()
        self._replies: SimpleQueue[tuple[dict[str, Any], memoryview] | DlgradeError] = SimpleQueue()
        threading.Thread(target=self._write, daemon=True).start()
        threading.Thread(target=self._read, daemon=True).start()

    def send(self, header: dict[str, Any], buffers: Sequence[Buffer], deadline: float | None = None) -> None:  # noqa: ARG002 - the reply's deadline covers it
        self._requests.put((header, buffers))

    def receive(self, deadline: float | None = None) -> tuple[dict[str, Any], memoryview]:
        try:
            reply = self._replies.get(timeout=None if deadline is None else max(0.0, deadline - time.monotonic()))
        except Empty:
            raise DeadlineExceeded("the worker did not answer in time") from None
        if isinstance(reply, DlgradeError):
            raise reply
        return reply

    def close(self) -> None:
        self._requests.put(None)

    def _write(self) -> None:
        while (request := self._requests.get()) is not None:
            try:
                self._pipes.send(*request)
            except (DlgradeError, OSError):  # the reader sees the end too and reports it
                break

    def _read(self) -> None:
        while True:
            try:
                self._replies.put(self._pipes.receive())
            except DlgradeError as error:
                self._replies.put(error)
                return
            except OSError:
                self._replies.put(WorkerEnded("the worker closed its pipe"))
                return


class _SpawnedWorker:
    def __init__(self, limits: Limits):
        new_session = {} if sys.platform == "win32" else {"start_new_session": True}
        self._process = subprocess.Popen(
            _command("spawn", json.dumps(asdict(limits))),
            env=_environment(),
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
        self.channel: Channel = _DeadlinePipes(pipes)

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
        for stream in (self._process.stdin, self._process.stdout):
            if stream:
                with contextlib.suppress(OSError):
                    stream.close()
        return Ending(code, by_itself)


class SpawnLauncher:
    """Starts each worker as a process of its own, on every system."""

    def __init__(self, limits: Limits):
        self._limits = limits
        self._workers: list[_SpawnedWorker] = []

    def start(self) -> Worker:
        """Start one worker."""
        try:
            worker = _SpawnedWorker(self._limits)
        except OSError as error:
            raise SandboxError(f"no worker could be started: {error}") from None
        self._workers = [each for each in self._workers if each._process.returncode is None] + [worker]
        return worker

    def close(self) -> None:
        """End every worker that is left."""
        for worker in self._workers:
            if worker._process.returncode is None:
                worker.end()
