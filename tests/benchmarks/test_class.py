"""Speed of grading a class beside other graders, as ratios within one run: eight tasks, 24 checks, twenty submissions.

Run alone: pytest -m benchmark tests/benchmarks/test_class.py -s, or -m wide for all twenty by every grader, with
PyTorch and with two jobs as well. It prints what was measured beside its goals, and fails only where it is twice as
slow, since the machines that run it are shared.

"steady" is the median time between one submission that is done and the next, starts left out; "whole run" is all the
time that a command took, with its start, over the submissions. dlgrade computes the reference once in a run and keeps
its answers, so one figure of it stands against both forms of the others: a torch reference, and stored answers. Its
figure with two jobs is for information: a job takes the two cores that CI has, and twenty submissions are soon over.
"""

import statistics
import sys

import pytest
from benchmarks import rivals
from benchmarks.twenty import texts

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the strict wall is Linux's")
NOISE = 2.0
FEW = 3  # submissions for those who take a second each
GOALS = {  # how many times as fast
    ("nbgrader", "torch"): 40,
    ("plain_pytest", "torch"): 40,
    ("nbgrader", "stored"): 15,
    ("plain_pytest", "stored"): 4,
}
FLOOR_GOAL = 2.5  # times as long as the checks alone, forked


@pytest.mark.parametrize(
    ("most", "forms"),
    [
        pytest.param(FEW, ["stored"], marks=pytest.mark.benchmark),
        pytest.param(20, ["stored", "torch"], marks=pytest.mark.wide),
    ],
)
def test_a_class_is_graded_many_times_as_fast_as_by_others(tmp_path, most, forms):
    """`dlgrade grade --jobs 1` behind the strict wall, beside nbgrader, pytest and the floor; all give equal points."""
    every = texts()
    few, whole = dict(list(every.items())[:most]), most == len(every)
    ours, least = [], []

    def measure_in_turn(turn):
        ours.append(rivals.dlgrade(tmp_path / turn, 1, every))
        least.append(rivals.floor(tmp_path / turn, "stored", every))

    measure_in_turn("before")
    found = {("plain_pytest", form): rivals.plain_pytest(tmp_path, form, few) for form in forms}
    if whole:
        measure_in_turn("between")
    found |= {("nbgrader", form): rivals.nbgrader(tmp_path, form, few) for form in forms}
    measure_in_turn("after")
    more = [rivals.dlgrade(tmp_path, 2, every), rivals.floor(tmp_path, "torch", every)] if whole else []
    _print(ours, least, found, *more)
    for timing in [*ours[1:], *least, *found.values(), *more]:
        assert timing.points == {name: ours[0].points[name] for name in timing.points}
    steady = statistics.median(each.steady for each in ours)
    for who, timing in found.items():
        assert timing.steady / steady * NOISE >= GOALS[who], who
    assert _above_floor(ours, least) <= FLOOR_GOAL * NOISE


def _above_floor(ours, least):
    return statistics.median(mine.steady / bare.steady for mine, bare in zip(ours, least, strict=True))


def _print(ours, least, found, two=None, with_torch=None):
    """Print every figure, and the ratios that have goals."""
    steady, whole = (statistics.median(getattr(each, name) for each in ours) for name in ("steady", "whole"))
    print(f"\nseconds a submission:\n  {'dlgrade, 1 job':24} {steady:8.4f} s steady, {whole:8.4f} s of the whole run")
    if two:
        print(f"  {'dlgrade, 2 jobs':24} {two}")
    for (name, form), timing in found.items():
        print(f"  {name + ', ' + form:24} {timing}")
    print(f"  {'floor, stored':24} {least[-1]}")
    if with_torch:
        print(f"  {'floor, torch':24} {with_torch}")
    for (name, form), timing in found.items():
        ratio, all_in = timing.steady / steady, timing.whole / whole
        goal = GOALS[name, form]
        print(f"{name}, {form} / dlgrade: {ratio:.3g} x steady (goal: at least {goal}), {all_in:.3g} x whole run")
    print(f"dlgrade / floor, stored: {_above_floor(ours, least):.3g} x steady (goal: at most {FLOOR_GOAL})")
    if with_torch:
        print(f"dlgrade / floor, torch: {steady / with_torch.steady:.3g} x steady")
