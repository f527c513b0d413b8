"""Ctrl-C, and worse: whatever ends the grader, no process of a submission is left behind."""

import os
import signal
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from commands import TINY, hand_in, start, tiny_course

PROCESSES = Path("/proc")
TRIES = 200  # looks, a tenth of a second apart, before something is said to hang
PATIENT = """name = "Patient"
version = "1"
engine = ">=0.1"

[limits]
call_seconds = 120.0
check_seconds = 120.0
load_seconds = 120.0
"""
ENDLESS = "    open({mark!r}, 'w').close()\n    while True:\n        pass\n"
SUBMISSIONS = {
    "a loop": "def double(x):\n" + ENDLESS,
    "a loop at import": "if True:\n" + ENDLESS,
    "a loop that ignores signals": (
        "import signal\n\n\ndef double(x):\n"
        "    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):\n"
        "        signal.signal(number, signal.SIG_IGN)\n" + ENDLESS
    ),
    "a loop with a child": "import os\n\n\ndef double(x):\n    os.fork()\n" + ENDLESS,
}

pytestmark = pytest.mark.skipif(not (PROCESSES / "self" / "stat").exists(), reason="there is no /proc to look into")


@pytest.fixture(autouse=True)
def _interruptible() -> Iterator[None]:
    """Let processes that are started here receive signals that the tests ignore, in the background or under nohup."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler), signal.signal(signal.SIGHUP, signal.SIG_DFL)
    yield
    signal.signal(signal.SIGINT, before[0])
    signal.signal(signal.SIGHUP, before[1])


@dataclass
class Running:
    """A grader, and every process below it."""

    grader: subprocess.Popen[bytes]
    family: set[tuple[int, str]]


@pytest.fixture(params=SUBMISSIONS)
def running(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Running]:
    """A check of a submission that never ends, once it is inside that submission."""
    course, mark = tiny_course(tmp_path / "course", PATIENT), tmp_path / "begun"
    mine = hand_in(tmp_path / "mine", SUBMISSIONS[request.param].format(mark=str(mark)), "doubling.py")
    options = ("--course", course.root, "--submission", mine, "--isolation", "basic")
    process = start("check", TINY, *options, "--json", tmp_path / "result.json", cwd=tmp_path)
    try:
        for _ in range(TRIES):
            if mark.exists() or process.poll() is not None:
                break
            time.sleep(0.1)
        assert mark.exists(), process.communicate()
        family = descendants(process.pid)
        assert len(family) >= 2  # what starts workers, and a worker
        yield Running(process, family)
    finally:
        process.kill()
        process.communicate()
    for pid, _ in present(family):  # none, unless the test has failed
        os.kill(pid, signal.SIGKILL)


def table() -> dict[int, tuple[int, str, str]]:
    """Return parent, time of start and state of every process."""
    found = {}
    for path in PROCESSES.iterdir():
        if path.name.isdecimal():
            try:
                fields = (path / "stat").read_text("utf-8", "replace").rpartition(")")[2].split()
            except OSError:  # it has just ended
                continue
            found[int(path.name)] = (int(fields[1]), fields[19], fields[0])
    return found


def descendants(ancestor: int) -> set[tuple[int, str]]:
    """Return number and time of start, which together are given once, of every process below one."""
    processes, family = table(), {ancestor}
    while more := {pid for pid, (parent, _, _) in processes.items() if parent in family} - family:
        family |= more
    return {(pid, processes[pid][1]) for pid in family - {ancestor}}


def present(family: set[tuple[int, str]]) -> set[tuple[int, str]]:
    """Return who is still there; one that only waits to be reaped has ended."""
    return {(pid, begun) for pid, (_, begun, state) in table().items() if state != "Z"} & family


def assert_ends(family: set[tuple[int, str]]) -> None:
    """Assert that every process of a family ends, soon."""
    for _ in range(TRIES):
        if not present(family):
            break
        time.sleep(0.1)
    assert present(family) == set()


def test_an_interrupt_ends_everything_with_one_sentence(running: Running, tmp_path: Path) -> None:
    """Ctrl-C ends with 130, without a traceback, a document or a process."""
    running.grader.send_signal(signal.SIGINT)
    out, err = running.grader.communicate(timeout=TRIES / 10)
    assert running.grader.returncode == 130
    assert out == b""
    assert err == b"interrupted: nothing is left running, and what was recorded before stays\n"
    assert_ends(running.family)
    assert list(tmp_path.glob("result.json*")) == []


def test_a_killed_grader_takes_its_workers_along(running: Running, tmp_path: Path) -> None:
    """SIGKILL lets nobody tidy up: the workers notice by themselves."""
    running.grader.kill()
    running.grader.communicate()
    assert running.grader.returncode == -signal.SIGKILL
    assert_ends(running.family)
    assert list(tmp_path.glob("result.json*")) == []
