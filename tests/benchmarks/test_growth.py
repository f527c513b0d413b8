"""Growth: a class of any size takes time in proportion and no more memory, as ratios within one run.

Run alone: pytest -m benchmark tests/benchmarks/test_growth.py -s, or -m wide for 5,000 submissions.
"""

import os
import sys
import time
from pathlib import Path

import pytest
from test_batch import a_class

from dlgrade.batch import Wish, grade_class, here
from dlgrade.classroom import standings

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="memory is read from Linux's /proc")
NOISE = 2.0
SIZES = [pytest.param(400, marks=pytest.mark.benchmark), pytest.param(5_000, marks=pytest.mark.wide)]


class Gauge:
    """A watcher that notes when each result came, and now and then the memory of this process and of its graders."""

    def __init__(self, every):
        self.moments, self.memory, self._every = [], [], every

    def planned(self, plans):
        """Nothing to note."""

    def proving(self, exercise):
        """Nothing to note."""

    def graded(self, _result):
        """Note."""
        self.moments.append(time.perf_counter())
        if not len(self.moments) % self._every:
            self.memory.append([resident(os.getpid()), *sorted(map(resident, graders()))])

    def pace(self, start, end):
        """Return the seconds a submission took between two shares of the run."""
        first, last = int(start * len(self.moments)), int(end * len(self.moments)) - 1
        return (self.moments[last] - self.moments[first]) / (last - first)


@pytest.mark.parametrize("count", SIZES)
def test_time_grows_in_proportion_and_memory_not(tmp_path, count):
    """The last fifth of a class is graded as fast as the second, in as much memory as the first half."""
    classroom = a_class(tmp_path, count)
    gauge = Gauge(max(1, count // 50))
    summary = grade_class(classroom, classroom.exercises(), Wish(), gauge, here(2))
    assert (summary.graded, summary.faulty) == (count, [])
    half, end = gauge.memory[len(gauge.memory) // 2 - 1], gauge.memory[-1]
    slower = gauge.pace(0.8, 1) / gauge.pace(0.2, 0.4)
    more = sum(end) / sum(half)
    print(f"\n{count:,} submissions, 2 jobs: {1000 * gauge.pace(0, 1):.3g} ms each in steady state")
    print(f"the last fifth / the second fifth: {slower:.3g} x the time of each (goal: at most 1.1)")
    shown = ", ".join(f"{each:.0f}" for each in end)
    print(f"memory at the end / half-way: {more:.3g} x (goal: at most 1.05); this process and graders: {shown} MB")
    assert slower <= 1.1 * NOISE
    assert more <= 1.05 * NOISE


@pytest.mark.parametrize("count", SIZES)
def test_a_look_at_a_class_grows_in_proportion(tmp_path, count):
    """`standings` and a run that has nothing to do, four times the class against the class."""
    times = {}
    for size in (count // 4, count):
        classroom = a_class(tmp_path / str(size), size)
        grade_class(classroom, classroom.exercises(), Wish(), Gauge(size), here(2))
        for name, look in {
            "standings": lambda room=classroom: standings(room),
            "a run with nothing to do": lambda room=classroom: grade_class(
                room, room.exercises(), Wish(), Gauge(1), here(2)
            ),
        }.items():
            times[name, size] = min(seconds_of(look) for _ in range(3)) / size
    for name in ("standings", "a run with nothing to do"):
        ratio = times[name, count] / times[name, count // 4]
        print(f"\n{name}, {count:,} / {count // 4:,} submissions: {ratio:.3g} x the time of each (goal: at most 1.5)")
        assert ratio <= 1.5 * NOISE


def seconds_of(function):
    """Return the wall time of one call."""
    started = time.perf_counter()
    function()
    return time.perf_counter() - started


def graders():
    """Return the grading processes that this one started."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(stat.read_text().rpartition(")")[2].split()[1])
            if parent == os.getpid() and b"batch.grader" in stat.with_name("cmdline").read_bytes():
                found.append(int(stat.parent.name))
        except OSError:  # it has just ended
            continue
    return found


def resident(pid):
    """Return a process's resident memory in megabytes."""
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6
