"""Nothing that a submission started outlives those who started it, however these end."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from dlgrade.course import Limits
from dlgrade.sandbox import Sandbox, obtain

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="processes are listed in /proc")

POLLS = 200  # of 0.05 s, at most: a busy machine may take its time
LIMITS = Limits(call_seconds=30.0, check_seconds=60.0, load_seconds=30.0, cpu_seconds=60)
CHILD = "import subprocess\nsubprocess.Popen(['sleep', '120'])\n"
BUSY = {
    "nothing": ("", "return 1", True),
    "an endless loop": ("", "while True:\n        pass", False),
    "a loop inside C": ("import re", "re.fullmatch('(a|a)*b', 'a' * 99)", False),
    "a process of its own": (CHILD, "return 1", True),
}
TRUSTED = """
import sys, time
from dlgrade.course import Limits
from dlgrade.sandbox import Sandbox, obtain
start, source, answers, seconds = sys.argv[1:]
with Sandbox(obtain("auto", start=start), Limits(load_seconds=30.0, cpu_seconds=int(seconds))) as sandbox:
    worker = sandbox.worker()
    for request in (
        {"op": "load", "sources": {"work": ("work.py", source)}, "module": "work", "probes": ""},
        {"op": "call", "on": "submission", "name": "f", "args": [], "kwargs": {}},
    ):
        worker.channel.send(request, [])
        if request["op"] == "load" or answers:
            worker.channel.receive()
    print("ready", flush=True)
    time.sleep(120)
"""


def fields(pid):
    """Return a process's state and parent; nothing if it has ended."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[:2]
    except OSError:
        return []


def descendants(root):
    """Return the ids of the living processes below one."""
    parents = {int(path.name): fields(path.name) for path in Path("/proc").iterdir() if path.name.isdecimal()}
    found, waiting = set(), [root]
    while waiting:
        parent = waiting.pop()
        children = {pid for pid, each in parents.items() if each and int(each[1]) == parent and each[0] not in "ZX"}
        waiting += children - found
        found |= children
    return found


def left_of(processes):
    """Return those that are still alive after a bounded wait."""
    for _ in range(POLLS):
        alive = {pid for pid in processes if fields(pid) and fields(pid)[0] not in "ZX"}
        if not alive:
            break
        time.sleep(0.05)
    return alive


def ask(worker, source):
    """Load a module whose f works or waits, and call f; whether f answers is the caller's to know."""
    load = {"op": "load", "sources": {"work": ("work.py", source)}, "module": "work", "probes": ""}
    worker.channel.send(load, [])
    worker.channel.receive(time.monotonic() + 30)
    worker.channel.send({"op": "call", "on": "submission", "name": "f", "args": [], "kwargs": {}}, [])


@pytest.fixture
def processes():
    """A set to put process ids into, ended at the end whatever came of the test."""
    found = set()
    yield found
    for pid in found:
        if fields(pid):
            os.kill(pid, signal.SIGKILL)


@pytest.mark.parametrize("start", ["fork", "spawn"])
@pytest.mark.parametrize(("top", "body", "answers"), BUSY.values(), ids=BUSY)
def test_closing_leaves_no_process(start, top, body, answers, processes):
    """A sandbox that is closed takes every worker with it, whatever it is doing, and what it has started."""
    before = descendants(os.getpid())
    with Sandbox(obtain("auto", start=start), LIMITS) as sandbox:
        worker = sandbox.worker()
        ask(worker, f"{top}\ndef f():\n    {body}\n")
        if answers:
            worker.channel.receive(time.monotonic() + 30)
        processes |= descendants(os.getpid()) - before
        assert processes
    assert left_of(processes) == set()
    assert descendants(os.getpid()) <= before


@pytest.mark.parametrize("start", ["fork", "spawn"])
def test_many_workers_leave_nothing_behind(start, processes):
    """Each worker that is ended is gone at once, and its descriptors with it."""
    before = descendants(os.getpid())
    with Sandbox(obtain("auto", start=start), LIMITS) as sandbox:
        sandbox.worker().end()
        held = len(list(Path("/proc/self/fd").iterdir()))
        for _ in range(5):
            sandbox.worker().end()
        assert len(list(Path("/proc/self/fd").iterdir())) == held
        processes |= descendants(os.getpid()) - before
        assert len(processes) <= 4  # the zygote, the worker that is next, and bubblewrap's two
    assert left_of(processes) == set()


@pytest.mark.parametrize("start", ["fork", "spawn"])
@pytest.mark.parametrize(("top", "body", "answers"), BUSY.values(), ids=BUSY)
def test_nothing_outlives_a_killed_grader(start, top, body, answers, processes):
    """When the trusted process is killed, by kill -9, its workers end, and what they have started.

    A loop inside C lets no other thread of a spawned worker run, so that its processor time is what ends it.
    """
    source, seconds = f"{top}\ndef f():\n    {body}\n", "2" if "re." in body else "60"
    command = [sys.executable, "-c", TRUSTED, start, source, "yes" if answers else "", seconds]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as trusted:
        try:
            assert trusted.stdout.readline() == b"ready\n"
            processes |= descendants(trusted.pid)
            assert processes
        finally:
            trusted.kill()
    assert left_of(processes) == set()
