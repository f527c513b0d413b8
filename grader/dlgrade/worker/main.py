"""Start the untrusted side: `fork`, a zygote that forks a worker on request, or `spawn`, one worker on two pipes."""

import gc
import importlib
import json
import os
import signal
import socket
import sys
import threading
import time
from typing import Any

import numpy as np

from dlgrade.errors import ProtocolError  # noqa: F401 - loaded here, since nothing of dlgrade can be imported later
from dlgrade.protocol import PipeChannel, SocketChannel
from dlgrade.worker import limits, wall
from dlgrade.worker.serve import serve

_PRELOADED = (  # what loads late otherwise: it would cost every worker time, or fail where nothing can be opened
    "numpy.random", "numpy.linalg", "numpy.fft", "numpy.ma", "numpy.polynomial", "numpy.lib.stride_tricks",
    "numpy.testing", "abc", "array", "bisect", "cmath", "collections", "contextlib", "copy", "dataclasses", "datetime",
    "decimal", "enum", "fractions", "functools", "heapq", "io", "itertools", "json", "math", "numbers", "operator",
    "pprint", "random", "re", "statistics", "string", "textwrap", "time", "timeit", "traceback", "typing", "warnings",
)  # fmt: skip
_NOT_STANDARD = ("site-packages", "dist-packages", "ensurepip")  # lie among the standard library; the last holds pip
_CHANNEL, _RULESET = 3, 4  # descriptors of a worker; it has no others
_DESCRIPTORS = 1 << 16  # more than a zygote ever has
_HIGH = 200  # descriptors from here on are in nobody's way
_CONTROL_LIMIT = 1 << 16  # bytes of one message to the zygote
_WATCH_SECONDS = 0.5  # how often a spawned worker looks whether its parent is still there


def main(arguments: list[str]) -> None:
    """Run as `main fork FD` or `main spawn LIMITS`, in an interpreter that has an empty environment."""
    os.environ.pop("PWD", None)  # bubblewrap's
    for name in _PRELOADED:
        importlib.import_module(name)
    np.ones((2, 2)) @ np.ones((2, 2))  # starts BLAS
    readable = _forget_dlgrade()
    if arguments[0] == "fork":
        _zygote(socket.socket(fileno=int(arguments[1])), readable)
    else:
        _spawned(json.loads(arguments[1]))


def _forget_dlgrade() -> list[str]:
    """Leave only the standard library on the path, no module of ours to be found by name; return what may be read."""
    roots = (sys.base_prefix, sys.base_exec_prefix)
    sys.path[:] = [path for path in sys.path if path.startswith(roots) and "site-packages" not in path]
    for name in [name for name in sys.modules if name.partition(".")[0] == "dlgrade"]:
        del sys.modules[name]
    importlib.invalidate_caches()  # finders remember what lies in folders that a submission may not list
    sys.path_importer_cache.clear()
    if metadata := sys.modules.get("importlib.metadata"):  # of which Python 3.11 does not think
        metadata.MetadataPathFinder().invalidate_caches()  # a class method in 3.12, not in 3.11
    package = os.path.dirname(np.__file__)  # noqa: PTH120 - pathlib is not loaded in a worker
    return [*_standard_library(), package, package + ".libs"]


def _standard_library() -> list[str]:
    """Return the files and folders of the standard library, without what else is installed among them."""
    found = []
    for folder in sys.path:
        if os.path.isdir(folder):  # noqa: PTH112 - as above
            names = [name for name in os.listdir(folder) if name not in _NOT_STANDARD]  # noqa: PTH208 - as above
            found += [f"{folder}/{name}" for name in names]
        else:
            found.append(folder)  # a zip file, or nothing
    return found


def _zygote(control: socket.socket, readable: list[str]) -> None:
    """Fork workers on request; end them all when the trusted side is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    limits.volunteer()
    used = limits.address_space()
    prepared = wall.prepare(readable)
    wall.weaken()
    gc.collect()
    gc.freeze()
    myself = os.getpid()
    children: set[int] = set()
    about = {
        "python": sys.version,
        "levels": prepared.levels,
        "landlock": prepared.landlock,
        "missing": prepared.missing,
    }
    control.send(json.dumps(about).encode())
    while True:
        try:
            message, descriptors, _, _ = socket.recv_fds(control, _CONTROL_LIMIT, 1)
        except OSError:  # it was killed with answers unread
            break
        if not message:
            break
        request = json.loads(message)
        if request["op"] == "fork":
            child = os.fork()
            if not child:
                bounds = {**request["limits"], "used": used}
                _forked(descriptors[0], bounds, request["level"], prepared, myself)
            children.add(child)
            os.close(descriptors[0])
            control.send(json.dumps({"pid": child}).encode())
        else:
            children.discard(request["pid"])
            control.send(json.dumps(_end(request["pid"])).encode())
    for child in children:
        _end(child)


def _end(child: int) -> dict[str, Any]:
    """Kill a worker with its process group and say how it ended; one that had ended by itself keeps its status."""
    done, status, usage = os.wait4(child, os.WNOHANG)
    for target in (os.killpg,) if done else (os.killpg, os.kill):  # a worker may not have made its group yet
        try:
            target(child, signal.SIGKILL)
        except (ProcessLookupError, PermissionError):
            continue
    if not done:
        _, status, usage = os.wait4(child, 0)
    return {"code": os.waitstatus_to_exitcode(status), "by_itself": bool(done), "peak_kb": usage.ru_maxrss}


def _forked(descriptor: int, bounds: dict[str, Any], level: str, prepared: wall.Wall, parent: int) -> None:
    """Become a worker; never returns to the zygote's loop."""
    try:
        os.setpgid(0, 0)
        if scratch := bounds.get("scratch"):
            prepared.open_scratch(scratch, level)
            os.chdir(scratch)
        _keep_only(descriptor, prepared)
        limits.end_with_parent(parent)
        limits.apply(bounds)
        channel = SocketChannel(socket.socket(fileno=_CHANNEL))  # which asks what kind of socket it is
        wall.enclose(prepared, level)
        serve(channel)
    except BaseException:
        os._exit(70)
    os._exit(0)


def _keep_only(descriptor: int, prepared: wall.Wall) -> None:
    """Move the channel and the ruleset to numbers of their own, and close whatever else is open."""
    kept = {_CHANNEL: descriptor} | ({_RULESET: prepared.ruleset} if prepared.ruleset >= 0 else {})
    high = {number: os.dup2(old, _HIGH + number) for number, old in kept.items()}
    _silence()
    for number, old in high.items():
        os.dup2(old, number, inheritable=False)
    os.closerange(max(kept) + 1, _DESCRIPTORS)
    if prepared.ruleset >= 0:
        prepared.ruleset = _RULESET


def _silence() -> None:
    """Point the standard streams to nowhere; what a call prints is captured above them."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(nowhere, descriptor)
    os.close(nowhere)


def _spawned(bounds: dict[str, Any]) -> None:
    """Serve frames on what were standard input and output."""
    if hasattr(signal, "SIGINT"):
        signal.signal(signal.SIGINT, signal.SIG_IGN)
    channel = PipeChannel(os.dup(0), os.dup(1))
    _silence()
    if scratch := bounds.get("scratch"):
        os.chdir(scratch)
    threading.Thread(target=_end_with_parent, args=(os.getppid(),), daemon=True).start()
    limits.apply(bounds)
    serve(channel)
    _end_group()


def _end_with_parent(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(_WATCH_SECONDS)
    _end_group()


def _end_group() -> None:
    """End with all that the submission has started."""
    if hasattr(os, "killpg"):
        os.killpg(0, signal.SIGKILL)
    os._exit(1)
