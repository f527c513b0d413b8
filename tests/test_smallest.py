"""The smallest input that still fails is an input that the check's own author could have written."""

import re

import classroom
import numpy as np
import pytest

from dlgrade.diagnose.candidates import State, candidates
from dlgrade.grade import Settings, grade
from dlgrade.student import from_sources

WRONG = {
    ("losses", "cross_entropy"): """
def cross_entropy(probabilities, one_hot):
    p, y = _floating(probabilities), _floating(one_hot)
    return -np.sum(y * np.log(p + (p == 0))) / p.size
""",
    ("losses", "half_squared_error"): """
def half_squared_error(prediction, target):
    return np.sum((_floating(prediction) - _floating(target)) ** 2)
""",
    ("gradient_descent", "gradient_descent"): """
def gradient_descent(gradient, x0, lr, steps):
    x, path = np.array(x0, dtype=float), []
    for _ in range(steps):
        x = x - lr * gradient(x)
        path.append(x)
    return np.array(path)
""",
}


@pytest.fixture(scope="module")
def told() -> dict[str, list[str]]:
    """The messages of the checks that fail, and the grader's own faults, for each wrong function."""
    said = {}
    for (topic, task), text in WRONG.items():
        exercise = classroom.COURSE.exercise(topic)
        submission = from_sources(topic, exercise.solution.read_text("utf-8") + text)
        settings = Settings(task=task, examples=True, answers=classroom.answers())
        [result] = grade(classroom.COURSE, exercise, [submission], settings)
        assert result.faults == []
        said[task] = [check.message for check in result.checks if "smallest input" in check.message]
    return said


def test_every_wrong_function_is_shown_a_small_input(told):
    """One number, or two, where the check had fifteen."""
    assert all(told.values())
    shown = re.search(r"half_squared_error\((.*)\)\n", told["half_squared_error"][0])
    assert shown is not None
    assert shown[1].count(".") <= 4


def test_numbers_are_made_smaller_too(told):
    """An x0 that is a number stays one that the reference takes: no fault of the grader's comes of it."""
    assert any("gradient_descent(" in message for message in told["gradient_descent"])


def test_probabilities_stay_probabilities(told):
    """Rows that sum to 1 do so in the small input, and a one-hot row keeps its 1."""
    for message in told["cross_entropy"]:
        shown = re.search(r"cross_entropy\(\[(.*)\], \[(.*)\]\)", message)
        assert shown is not None
        for argument in shown.groups():
            rows = [[float(number) for number in row.split(",")] for row in re.findall(r"\[([^\[\]]+)\]", argument)]
            assert all(sum(row) == pytest.approx(1, abs=1e-3) for row in rows), message


@pytest.mark.parametrize("share", [np.array([0.2, 0.9, 0.4]), np.array([[0.5, 0.5, 0.0], [0.1, 0.2, 0.7]])])
def test_no_candidate_leaves_the_unit_interval(share):
    """What lies between 0 and 1 is a probability, or could be one."""
    found = [state.mine[0] for state in candidates(State((share, np.array([3.3, -2.2])), ()), None, (), ())]
    assert found
    for candidate in found:
        assert candidate.max() <= 1
        assert share.ndim == 1 or np.allclose(candidate.sum(axis=-1), 1)
