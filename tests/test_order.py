"""The order of checks: one task after the other, unless a check would come before what it needs."""

import pytest
from classroom import ACTIVATIONS, SOLUTION, grade_texts

from dlgrade.pytest_plugin import CheckInfo
from dlgrade.pytest_plugin.markers import by_task


def info(name: str, task: str, *needs: str) -> CheckInfo:
    """Return a check of a task."""
    return CheckInfo(name, task, "it holds", 1.0, hidden=False, needs=needs)


def test_checks_are_run_by_task() -> None:
    """What a file has mixed is sorted by the module's order, and within a task the file's order stays."""
    mixed = [info("a[1]", "softmax"), info("a[2]", "sigmoid"), info("b[1]", "softmax"), info("b[2]", "sigmoid")]
    assert by_task(mixed, ACTIVATIONS) == [1, 3, 0, 2]


def test_a_need_within_a_task_stays_above() -> None:
    """Sorting by task does not part a check from what it needs."""
    mixed = [info("a", "softmax"), info("b", "sigmoid"), info("c", "softmax", "a")]
    assert by_task(mixed, ACTIVATIONS) == [1, 0, 2]


@pytest.mark.parametrize("needs", [("a",), ("a", "b")])
def test_a_need_of_a_later_task_keeps_the_files_order(needs: tuple[str, ...]) -> None:
    """A check of an early task that needs one of a late task runs after it."""
    mixed = [info("a", "softmax"), info("b", "sigmoid"), info("c", "sigmoid", *needs)]
    assert by_task(mixed, ACTIVATIONS) == [0, 1, 2]


def test_the_results_checks_are_in_order() -> None:
    """The document lists tasks as the module does."""
    (result,) = grade_texts({"right": SOLUTION}, task=None).values()
    tasks = [task.name for task in ACTIVATIONS.tasks]
    places = [tasks.index(check.task) for check in result.checks]
    assert places == sorted(places)
