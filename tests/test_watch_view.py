"""Which task a watch looks at."""

import pytest

from dlgrade.results import CheckResult, Digests, Result
from dlgrade.watch.view import View


def result(**outcomes: str) -> Result:
    """Return a result of one check a task."""
    checks = [
        CheckResult(
            id=f"test_{task}", task=task, title=task, hidden=False, outcome=outcome, points=0.0, max_points=1.0,
            message=f"{task} is not written yet" if outcome == "unwritten" else "wrong",
        )
        for task, outcome in outcomes.items()
    ]  # fmt: skip
    return Result(
        exercise="01_x", student="", points=0, max_points=1, isolation="basic", key_id="", draw=0, device="cpu",
        versions={}, digests=Digests(submission="", checks=""), started="", seconds=0, checks=checks,
    )  # fmt: skip


@pytest.fixture
def view() -> View:
    """A watch that looks at the second of three tasks, since the first passes."""
    made = View()
    made.take("01_x", "", result(one="passed", two="failed", three="failed"))
    assert made.task == "two"
    return made


def test_a_task_that_a_save_has_broken_is_looked_at(view: View) -> None:
    """What was passed and fails now is what has just been edited."""
    view.take("01_x", "", result(one="failed", two="failed", three="failed"))
    assert view.task == "one"


def test_it_stays_there_while_others_fail_as_before(view: View) -> None:
    """Neither the same result again nor another's mending moves it on."""
    view.go_on()
    assert view.task == "three"
    view.take("01_x", "", result(one="passed", two="failed", three="failed"))
    assert view.task == "three"
    view.take("01_x", "", result(one="passed", two="passed", three="failed"))
    assert view.task == "three"
    view.take("01_x", "", result(one="passed", two="failed", three="passed"))
    assert view.task == "two"


def test_another_exercise_begins_with_its_own(view: View) -> None:
    """What passed in one exercise says nothing about another's task of that name."""
    view.take("02_y", "", result(zero="failed", one="failed"))
    assert view.task == "zero"
