"""Workers forked from one process that has NumPy loaded (Linux)."""

import contextlib
import json
import socket
import subprocess
from typing import Any

import msgspec

from dlgrade.course import Limits
from dlgrade.errors import SandboxError
from dlgrade.protocol import Channel, SocketChannel
from dlgrade.sandbox.launch import END_SECONDS, Ending, Worker, command, environment

_START_SECONDS = 60.0  # a cold disk on a loaded machine; a warm start takes 0.1
_MESSAGE_LIMIT = 1 << 16  # bytes of one message from the zygote


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
        self._limits = msgspec.structs.asdict(limits)
        self._control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            self._process = subprocess.Popen(
                command("fork", str(theirs.fileno())),
                env=environment(),
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
            self._control.settimeout(END_SECONDS)
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
