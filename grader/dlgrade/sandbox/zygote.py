"""Workers forked from one process that has NumPy loaded (Linux)."""

import contextlib
import json
import socket
import subprocess
import sys
from collections import deque
from pathlib import Path
from typing import Any

import msgspec

from dlgrade.course import Limits
from dlgrade.errors import SandboxError
from dlgrade.protocol import Channel, SocketChannel
from dlgrade.sandbox.bubblewrap import wrapped
from dlgrade.sandbox.isolation import Level
from dlgrade.sandbox.launch import END_SECONDS, Ending, Worker, command, environment
from dlgrade.sandbox.scratch import Scratch

_START_SECONDS = 60.0  # a cold disk on a loaded machine; a warm start takes 0.1
_MESSAGE_LIMIT = 1 << 16  # bytes of one message from the zygote


class _ForkedWorker:
    def __init__(self, zygote: "ZygoteLauncher", connection: socket.socket):
        self._zygote, self._connection = zygote, connection
        self.channel: Channel = SocketChannel(connection)
        self.pid = 0  # known once the zygote has answered

    def cut_off(self) -> None:
        with contextlib.suppress(OSError):
            self._connection.shutdown(socket.SHUT_RDWR)

    def end(self) -> Ending:
        ending = self._zygote.end(self)
        self.channel.close()
        return ending

    def dismiss(self) -> None:
        self._zygote.dismiss(self)
        self.channel.close()


class _About(msgspec.Struct, frozen=True):
    """What a zygote says of itself when it is ready."""

    python: str
    levels: list[str]
    landlock: int
    missing: list[str]


class ZygoteLauncher:
    """Forks workers from one process that has NumPy loaded (Linux)."""

    ahead = True

    def __init__(self, limits: Limits, *, walled: bool, writable: Path | None = None):
        self._writable = writable
        self._limits = msgspec.structs.asdict(limits)
        self._workers: list[_ForkedWorker] = []
        self._owed: deque[_ForkedWorker | None] = deque()  # answers to come: who was forked, or the end of somebody
        self._about: _About | None = None
        self._namespaces = walled
        self._run(namespaces=walled)

    def _run(self, *, namespaces: bool) -> None:
        """Start the zygote; in namespaces, if bubblewrap is there."""
        self._control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            plain = command("fork", str(theirs.fileno()))
            inside = wrapped(plain, self._writable) if namespaces else []
            self._namespaces = bool(inside)
            self._process = subprocess.Popen(
                inside or plain,
                env=environment(),
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                start_new_session=True,  # Ctrl-C in a terminal reaches the trusted side only
                cwd="/",
            )

    def levels(self) -> list[Level]:
        """What the zygote could prepare."""
        known: tuple[Level, ...] = ("strict", "strict-no-open")
        return [level for level in known if level in self._ready().levels]

    def missing(self) -> list[str]:
        """What the zygote could not have."""
        return self._ready().missing

    def walls(self, level: Level) -> list[str]:
        """Bubblewrap's namespaces, Landlock with its version, seccomp, limits."""
        about = self._ready()
        return [
            *(["bubblewrap"] if self._namespaces else []),
            *([f"Landlock {about.landlock}"] if level == "strict" else []),
            *(["seccomp"] if level != "basic" else []),
            "resource limits",
        ]

    def start(self, level: Level, scratch: Scratch | None = None) -> Worker:
        """Ask for one worker; it is forked while the caller goes on."""
        self._ready()
        ours, theirs = socket.socketpair()
        with theirs:
            bounds = self._limits | (scratch.bounds if scratch else {})
            request = json.dumps({"op": "fork", "limits": bounds, "level": level}).encode()
            try:
                socket.send_fds(self._control, [request], [theirs.fileno()])
            except OSError as error:
                ours.close()
                raise SandboxError(f"the process that starts workers is gone: {error}") from None
        worker = _ForkedWorker(self, ours)
        self._owed.append(worker)
        self._workers.append(worker)
        return worker

    def end(self, worker: _ForkedWorker) -> Ending:
        """Have the zygote, the worker's parent, kill it: no other process can have taken its number by then."""
        self._order_end(worker)
        while self._owed:
            self._settle()
        answer = self._receive()
        return Ending(answer["code"], answer["by_itself"])

    def dismiss(self, worker: _ForkedWorker) -> None:
        """Have the zygote kill a worker, and read that it did so when something else is to be read."""
        self._order_end(worker)
        self._owed.append(None)

    def _order_end(self, worker: _ForkedWorker) -> None:
        while not worker.pid:
            self._settle()
        self._control.send(json.dumps({"op": "end", "pid": worker.pid}).encode())
        self._workers.remove(worker)

    def _settle(self) -> None:
        """Read the oldest answer that is to come."""
        worker, answer = self._owed.popleft(), self._receive()
        if worker is not None:
            worker.pid = answer["pid"]

    def close(self) -> None:
        """End the zygote, which ends its workers first; the end of its channel says that it is done."""
        with contextlib.suppress(OSError), self._control:
            self._control.shutdown(socket.SHUT_WR)
            self._control.settimeout(END_SECONDS)
            while self._control.recv(_MESSAGE_LIMIT):
                pass
        for worker in self._workers:
            worker.channel.close()
        self._process.kill()
        self._process.wait()
        if self._process.stderr:
            self._process.stderr.close()

    def _ready(self) -> "_About":
        """Wait until the zygote says what it is; where bubblewrap may not make namespaces, go without them."""
        if self._about is None:
            try:
                self._about = self._introduced()
            except SandboxError:
                if not self._namespaces:
                    raise
                self.close()
                self._run(namespaces=False)
                self._about = self._introduced()
        return self._about

    def _introduced(self) -> _About:
        """Read what the zygote says of itself; SandboxError if it is not the Python that runs here."""
        about = msgspec.convert(self._receive(), _About)
        if about.python != sys.version:
            raise SandboxError(f"workers would run Python {about.python}, and this is {sys.version}")
        return about

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
