"""The self-test of a wall: a worker tries what no submission may do, and the wall is worth what it could not do."""

import json
import secrets
import socket
import tempfile
import time
from pathlib import Path

from dlgrade.errors import DlgradeError, SandboxError
from dlgrade.protocol import Decoder
from dlgrade.sandbox.launch import Worker

_SECONDS = 10.0  # for all attempts together; they take milliseconds

# Runs in the worker like a submission. Each attempt returns if it succeeds; an exception is what the wall is for.
_SOURCE = """
import os
import socket
import threading


def attempts(secret, folder, port, path, parent):
    def read(): return open(secret).read()
    def look(): return os.listdir(folder)
    def write(): return open(folder + "/new", "w")
    def append(): return open(secret, "a").write("x")
    def truncate(): return os.truncate(secret, 0)
    def rename(): return os.rename(secret, secret + "2")
    def link(): return os.symlink(secret, folder + "/link")
    def environment(): return open(f"/proc/{parent}/environ", "rb").read()
    def memory(): return open(f"/proc/{parent}/mem", "rb")
    def connect(): return socket.socket().connect(("127.0.0.1", port))
    def send(): return socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b"x", ("127.0.0.1", port))
    def join(): return socket.socket(socket.AF_UNIX).connect(path)
    def listen(): return socket.socket().bind(("127.0.0.1", 0))
    def signal(): return os.kill(parent, 0)
    def thread(): return threading.Thread(target=int).start()
    def share(): return os.memfd_create("x")
    def fork(): return os.fork() or os._exit(0)
    def execute(): return os.posix_spawn("/bin/true", ["true"], {})
    def remove(): return os.remove(secret)
    done = []
    for attempt in (read, look, write, append, truncate, rename, link, environment, memory, connect, send, join,
                    listen, signal, thread, share, fork, execute, remove):
        try:
            attempt()
            done.append(attempt.__name__)
        except (OSError, RuntimeError, ImportError):
            pass
    return done
"""


def succeeded(worker: Worker, parent: int) -> list[str]:
    """Return what a worker could do of all that it may not, by name; SandboxError if it does not answer.

    parent: the process id of whom it would attack
    """
    with (
        tempfile.TemporaryDirectory(prefix="dlgrade-canary-") as folder,
        socket.create_server(("127.0.0.1", 0)) as tcp,
        socket.socket(socket.AF_UNIX) as unix,
    ):
        secret, path, token = Path(folder) / "secret", str(Path(folder) / "socket"), secrets.token_hex()
        secret.write_text(token)
        unix.bind(path)
        unix.listen()
        done = _ask(worker, [str(secret), folder, tcp.getsockname()[1], path, parent])
        if not secret.exists() or secret.read_text() != token or len(list(Path(folder).iterdir())) != 2:
            done = [*done, "leave traces"]
    return done


def _ask(worker: Worker, arguments: list[object]) -> list[str]:
    load = {"op": "load", "sources": {"canary": ["canary.py", _SOURCE]}, "module": "canary", "probes": ""}
    call = {"op": "call", "on": "submission", "name": "attempts", "args": arguments, "kwargs": {}}
    deadline = time.monotonic() + _SECONDS
    try:
        for request in (load, call):
            worker.channel.send(request, [], deadline)
            reply, body = worker.channel.receive(deadline)
            if "value" not in reply:
                raise SandboxError(f"the self-test of the isolation failed: {json.dumps(reply)[:300]}")
        done = Decoder(body, lambda fields: fields).decode(reply["value"])
    except SandboxError:
        raise
    except DlgradeError as error:
        raise SandboxError(f"the self-test of the isolation got no answer: {error}") from None
    return [str(name) for name in done]
