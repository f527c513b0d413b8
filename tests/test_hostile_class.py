"""A class with hostile submissions among it, graded in one run: nobody else notices, and nothing is left behind."""

import os
import sys
from pathlib import Path

import pytest
from hostile_world import World
from test_hostile import ATTACKS, COURSE, TARGET
from test_processes import descendants, left_of

from dlgrade.grade import Settings, grade
from dlgrade.results import Result
from dlgrade.sandbox import Sandbox, obtain
from dlgrade.student import from_sources

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="walls are Linux's")
SOME, MANY = 50, 1_000  # submissions, in CI and in the wide run
TENTH = 10
GROWTH = 16 << 20  # bytes that the grader may grow by between a fifth of the run and its end: results are kept
HONEST = {
    "right": "import numpy as np\ndef double(x):\n    return 2 * np.asarray(x)\n",
    "by a sum": "import numpy as np\ndef double(x):\n    return np.add(x, x)\n",
    "wrong": "import numpy as np\ndef double(x):\n    return 3 * np.asarray(x)\n",
    "a mistake with a name": "import numpy as np\ndef double(x):\n    return np.asarray(x) ** 2\n",
    "not written": "def double(x):\n    raise NotImplementedError('not written yet')\n",
    "does not load": "def double(x)\n    return 2 * x\n",
    "raises": "def double(x):\n    return x / undefined\n",
    "returns a list": "def double(x):\n    return [2 * each for each in x.ravel()]\n",
}


def essence(result: Result) -> object:
    """Everything in a result that must not depend on the company."""
    return result.points, result.problem, [
        (check.id, check.outcome, check.message, check.mistake, check.inputs, check.outputs) for check in result.checks
    ]  # fmt: skip


def resident() -> int:
    """Return this process's memory in bytes."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


@pytest.mark.parametrize("count", [SOME, pytest.param(MANY, marks=pytest.mark.wide)])
def test_a_class_is_graded_whatever_some_hand_in(count, tmp_path):
    """Every tenth is hostile. The honest get what they get alone; memory stays flat; no process, no file is left."""
    before, descriptors = descendants(os.getpid()), len(list(Path("/proc/self/fd").iterdir()))
    settings = Settings(isolation=obtain("strict"), answers=tmp_path / "answers", examples=True)
    alone = {}
    for name, text in HONEST.items():
        [result] = grade(COURSE, TARGET, [from_sources("target", text, name=name)], settings)
        alone[name] = essence(result)
    curve: list[int] = []
    with World(tmp_path / "world") as world:
        everybody = before | descendants(os.getpid())  # the world has a process of its own
        company = []
        for number in range(count):
            hostile = number % TENTH == TENTH - 1
            name = ATTACKS[number // TENTH % len(ATTACKS)].name if hostile else list(HONEST)[number % len(HONEST)]
            text = ATTACKS[number // TENTH % len(ATTACKS)].text(world) if hostile else HONEST[name]
            company.append(from_sources("target", text, name=f"{'hostile' if hostile else 'honest'}:{name}"))
        with Sandbox(settings.isolation, COURSE.limits) as sandbox:
            results = grade(
                COURSE, TARGET, company, settings, sandbox=sandbox, on_result=lambda _: curve.append(resident())
            )
            processes = descendants(os.getpid()) - everybody
            assert processes
        assert left_of(processes) == set()
        assert world.changes() == []
    assert [result.student for result in results] == [each.student for each in company]
    for result in results:
        kind, name = result.student.split(":")
        assert result.faults == []
        if kind == "honest":
            assert essence(result) == alone[name], name
    assert descendants(os.getpid()) <= before
    assert len(list(Path("/proc/self/fd").iterdir())) <= descriptors
    points = [curve[place] / 1e6 for place in range(0, count, count // 10)] + [curve[-1] / 1e6]
    print(f"memory of the grader, MB, at each tenth of {count}: {', '.join(f'{point:.0f}' for point in points)}")
    assert curve[-1] - curve[count // 5] < GROWTH
