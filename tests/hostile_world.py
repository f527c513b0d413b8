"""What hostile submissions are after: secrets in files, servers, a process; and how to see whether they got at it."""

import contextlib
import hashlib
import os
import secrets
import socket
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

_SHARED = ("/dev/shm", "/dev/mqueue", "/tmp", "/var/tmp", "/run/lock", "/")


@dataclass
class World:
    """Files, servers and a process that must stay as they are while a submission is graded."""

    folder: Path
    token: str = field(default_factory=lambda: "token" + secrets.token_hex(12))
    mark: str = field(default_factory=lambda: "mark" + secrets.token_hex(6))

    def __enter__(self) -> Self:
        """Lay it out."""
        self.folder.mkdir(parents=True, exist_ok=True)
        self._stack = contextlib.ExitStack()
        for name in ("secret", "submission.py", "gradebook.db", "instructor.key"):
            path = self.folder / name
            path.write_text(f"{self.token}\n")
            path.chmod(0o644)
        self._tcp = self._stack.enter_context(socket.create_server(("127.0.0.1", 0)))
        self._udp = self._stack.enter_context(socket.socket(socket.AF_INET, socket.SOCK_DGRAM))
        self._udp.bind(("127.0.0.1", 0))
        self._unix = self._stack.enter_context(socket.socket(socket.AF_UNIX))
        self._unix.bind(str(self.folder / "socket"))
        self._unix.listen()
        self._abstract = self._stack.enter_context(socket.socket(socket.AF_UNIX))
        self._abstract_name = f"dlgrade-hostile-{secrets.token_hex(6)}"  # not the mark: nobody looks for it
        self._abstract.bind("\0" + self._abstract_name)
        self._abstract.listen()
        for server in (self._tcp, self._udp, self._unix, self._abstract):
            server.setblocking(False)
        self._victim = subprocess.Popen([sys.executable, "-S", "-c", "import time; time.sleep(600)"])
        self._before = self.state()
        return self

    def __exit__(self, *error: object) -> None:
        """End the process and the servers."""
        self._victim.kill()
        self._victim.wait()
        self._stack.close()

    @property
    def facts(self) -> dict[str, Any]:
        """What attacks are told, so that they need not guess."""
        return {
            "secret": str(self.folder / "secret"),
            "folder": str(self.folder),
            "submission": str(self.folder / "submission.py"),
            "gradebook": str(self.folder / "gradebook.db"),
            "key": str(self.folder / "instructor.key"),
            "port": self._tcp.getsockname()[1],
            "udp": self._udp.getsockname()[1],
            "socket": str(self.folder / "socket"),
            "abstract": self._abstract_name,
            "victim": self._victim.pid,
            "grader": os.getpid(),
            "mark": self.mark,
        }

    def state(self) -> dict[str, Any]:
        """Everything about the world that could change."""
        files = {
            str(path.relative_to(self.folder)): (
                path.lstat().st_mode,
                path.lstat().st_mtime_ns,
                hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else "",
            )
            for path in self.folder.rglob("*")
        }
        return {
            "files": files,
            "folder": self.folder.lstat().st_mode,
            "victim": self._victim.poll(),
            "victim's priority": _priority(self._victim.pid),
            "shared": [f"{folder}/{name}" for folder in _SHARED for name in _names(folder) if self.mark in name],
            "System V": _system_v(),
        }

    def changes(self) -> list[str]:
        """What has changed since the world was laid out, and who has called."""
        after = self.state()
        changed = [
            f"{name}: {self._before[name]} is now {after[name]}" for name in after if after[name] != self._before[name]
        ]
        return changed + self._callers()

    def _callers(self) -> list[str]:
        found = []
        for name, server in (("TCP", self._tcp), ("unix", self._unix), ("abstract", self._abstract)):
            with contextlib.suppress(BlockingIOError):
                server.accept()[0].close()
                found.append(f"somebody connected to the {name} server")
        with contextlib.suppress(BlockingIOError):
            found.append(f"somebody sent {self._udp.recv(1 << 16)!r}")
        return found


def _names(folder: str) -> list[str]:
    with contextlib.suppress(OSError):
        return sorted(os.listdir(folder))  # noqa: PTH208 - names alone
    return []


def _system_v() -> list[str]:
    """Return the keys of System V's shared memory, semaphores and queues."""
    lines = []
    for kind in ("shm", "sem", "msg"):
        with contextlib.suppress(OSError):
            lines += [
                f"{kind} {line.split()[1]}" for line in Path(f"/proc/sysvipc/{kind}").read_text().splitlines()[1:]
            ]
    return lines


def _priority(pid: int) -> int | None:
    with contextlib.suppress(ProcessLookupError):
        return os.getpriority(os.PRIO_PROCESS, pid)
    return None
