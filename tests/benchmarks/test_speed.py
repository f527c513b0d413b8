"""Speed as ratios within one run; absolute figures say more about the machine than about the code.

Run alone: pytest -m benchmark tests/benchmarks -s. Each prints what it measured beside its goal, and fails only where
it is twice as slow as the goal, since the machines that run it are shared and noisy.
"""

import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from dlgrade.course import Limits, open_course
from dlgrade.desk import Desk, init
from dlgrade.sandbox import Sandbox, obtain
from dlgrade.student import Conversation, Student, from_sources

pytestmark = pytest.mark.benchmark
ROOT = Path(__file__).parents[2]
NOISE = 2.0
SOURCE = "import numpy as np\n\n\ndef double(x):\n    return 2 * x\n"
IMPORT_NUMPY = [sys.executable, "-I", "-c", "import numpy"]


def seconds_of(command, **options):
    """Return the wall time of one process."""
    started = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True, **options)
    return time.perf_counter() - started


def paired(one, other, runs=7):
    """Return the median ratio of two timings taken in turn, after one of each that does not count."""
    one(), other()
    return statistics.median(one() / other() for _ in range(runs))


def first_result(sandbox, level):
    """Return the seconds from asking for a worker to the first result of a submission's function."""
    started = time.perf_counter()
    worker = sandbox._launcher.start(level)
    load = {"op": "load", "sources": {"doubling": ["doubling.py", SOURCE]}, "module": "doubling", "probes": ""}
    call = {"op": "call", "on": "submission", "name": "double", "args": [1.5], "kwargs": {}}
    for request in (load, call):
        worker.channel.send(request, [], None)
        reply, _ = worker.channel.receive(time.monotonic() + 60)
        assert "value" in reply
    took = time.perf_counter() - started
    worker.end()
    return took


def report(what, measured, goal, unit="x"):
    """Print a figure beside its goal; fail where noise cannot explain it."""
    print(f"\n{what}: {measured:.3g} {unit} (goal: at most {goal:g})")
    assert measured <= goal * NOISE


def test_a_check_with_stored_answers_takes_six_times_importing_numpy(tmp_path):
    """`dlgrade check` of a whole exercise, answers stored, against `python -I -c 'import numpy'`."""
    course = open_course(ROOT)
    exercise = course.exercise("activations")
    init(course, tmp_path)
    (Desk(course, tmp_path).folder(exercise) / exercise.module).write_bytes(exercise.solution.read_bytes())
    command = [Path(sys.executable).with_name("dlgrade"), "check", "activations"]
    environment = {**os.environ, "XDG_CACHE_HOME": str(tmp_path / "cache")}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # pip compiles what it installs, NumPy for one
    ratio = paired(lambda: seconds_of(command, cwd=tmp_path, env=environment), lambda: seconds_of(IMPORT_NUMPY))
    report("dlgrade check 02_activations / import numpy", ratio, 6)


def test_a_call_over_the_wall_takes_a_hundred_microseconds():
    """One call with a 1 KB array, there and back, against the same call made here."""
    with Sandbox(obtain(), Limits()) as sandbox:
        talk = Conversation(sandbox, from_sources("doubling", SOURCE), "doubling")
        student, x = Student(talk), np.ones(128)
        times = []
        for _ in range(3000):
            talk.exchanges.clear()
            started = time.perf_counter()
            student.double(x)
            times.append(time.perf_counter() - started)
        talk.close()
    report("one proxied call of 1 KB, median", statistics.median(times) * 1e6, 100, "us")


def test_a_new_worker_takes_a_tenth_of_a_new_interpreter():
    """A worker that has loaded a submission and answered a call, against a fresh interpreter with NumPy."""
    with Sandbox(obtain(), Limits()) as sandbox:

        def worker():
            time.sleep(0.02)  # what a check takes; the worker after this one is forked meanwhile
            started = time.perf_counter()
            talk = Conversation(sandbox, from_sources("doubling", SOURCE), "doubling")
            Student(talk).double(np.ones(2))
            took = time.perf_counter() - started
            talk.close()
            return took

        report(
            "a new worker's first answer / a fresh import of numpy",
            paired(worker, lambda: seconds_of(IMPORT_NUMPY)),
            0.1,
        )


@pytest.mark.skipif(sys.platform != "linux", reason="walls are Linux's")
def test_a_strict_worker_takes_twice_a_plain_fork_and_a_tenth_of_an_interpreter():
    """From asking for it to its first result, nothing forked ahead: behind the wall, and with limits alone."""
    with Sandbox(obtain("strict"), Limits()) as walled, Sandbox(obtain("basic"), Limits()) as plain:
        assert walled.level == "strict"
        by_fork = paired(lambda: first_result(walled, "strict"), lambda: first_result(plain, "basic"), runs=99)
        by_interpreter = paired(lambda: first_result(walled, "strict"), lambda: seconds_of(IMPORT_NUMPY))
    report("a strict worker's first result / a plain fork's", by_fork, 2)
    report("a strict worker's first result / a fresh import of numpy", by_interpreter, 0.1)


@pytest.mark.skipif(sys.platform != "linux", reason="walls are Linux's")
def test_a_strict_check_takes_little_more_than_a_basic_one(tmp_path):
    """`dlgrade check 02_activations` behind the wall, self-test and all, against limits alone; answers stored."""
    course = open_course(ROOT)
    exercise = course.exercise("activations")
    init(course, tmp_path)
    (Desk(course, tmp_path).folder(exercise) / exercise.module).write_bytes(exercise.solution.read_bytes())
    environment = {**os.environ, "XDG_CACHE_HOME": str(tmp_path / "cache")}
    command = [Path(sys.executable).with_name("dlgrade"), "check", "activations", "--isolation"]
    walled, plain = ([*command, level] for level in ("strict", "basic"))
    ratio = paired(
        lambda: seconds_of(walled, cwd=tmp_path, env=environment),
        lambda: seconds_of(plain, cwd=tmp_path, env=environment),
    )
    report("dlgrade check 02_activations, strict / basic", ratio, 1.15)
