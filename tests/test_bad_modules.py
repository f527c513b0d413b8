"""Modules that cannot be loaded, and tasks that are not what they should be: no points, and a sentence why."""

import classroom
import pytest
from classroom import SOLUTION

from dlgrade.results import Result

UNLOADABLE = {
    "a syntax error": ("def sigmoid(x:\n    return 1\n", ["SyntaxError", "activations.py, line 1", "def sigmoid(x:"]),
    "a null byte": ("x = 1\0\n", ["SyntaxError", "null bytes"]),
    "an import that fails": (
        "import nothing_like_it\n",
        ["nothing_like_it is not available", "use NumPy and the standard library", "line 1"],
    ),
    "an import from a package": ("from nothing_like_it.deep import x\n", ["nothing_like_it is not available"]),
    "an import of torch": (
        f"import torch\n{SOLUTION}",
        ["torch is not available here", "use NumPy and the standard library"],
    ),
    "an error at the top": (
        f"{SOLUTION}\n1 / 0\n",
        ["ZeroDivisionError", f"activations.py, line {SOLUTION.count(chr(10)) + 2}", "1 / 0"],
    ),
    "sys.exit at the top": ("import sys\nsys.exit(0)\n", ["SystemExit", "line 2"]),
    "os._exit at the top": ("import os\nos._exit(0)\n", ["ended the process", "exited with code 0"]),
    "a crash at the top": ("import ctypes\nctypes.string_at(0)\n", ["ended the process", "SIGSEGV", "crashed"]),
}

UNFIT = {
    "a missing task": (
        SOLUTION.replace("def sigmoid(", "def sigmoyd("),
        ["there is no sigmoid in your module", "it has", "sigmoyd"],
    ),
    "an empty module": ("", ["there is no sigmoid in your module", "nothing"]),
    "a task that is a number": (f"{SOLUTION}\nsigmoid = 3\n", ["sigmoid is not a function or class", "int"]),
    "a signature without x": (
        f"{SOLUTION}\ndef sigmoid():\n    return 1\n",
        ["sigmoid() cannot be called as sigmoid(x", "it should be defined as sigmoid(x)"],
    ),
    "a signature with too much": (
        f"{SOLUTION}\ndef sigmoid(x, slope):\n    return x\n",
        ["sigmoid(x, slope) cannot be called as sigmoid(x", "slope", "it should be defined as sigmoid(x)"],
    ),
}


@pytest.fixture(scope="module")
def results() -> dict[str, Result]:
    """Every text above, graded by one run."""
    return classroom.grade_texts(
        {name: text for name, (text, _) in (UNLOADABLE | UNFIT).items()} | {"the solution": SOLUTION}
    )


@pytest.mark.parametrize("case", UNLOADABLE)
def test_a_module_that_does_not_load_earns_nothing_and_says_why(results, case):
    """The problem names the module, the error and the line; no check is run."""
    result = results[case]
    assert result.points == 0
    assert result.max_points > 0
    assert classroom.outcomes(result) == {"not_reached"}
    assert result.problem.startswith("loading activations.py")
    for words in UNLOADABLE[case][1]:
        assert words in result.problem
    assert {check.message for check in result.checks} == {"your module did not load"}


@pytest.mark.parametrize("case", UNFIT)
def test_a_task_that_cannot_be_called_fails_and_says_how_it_should_be(results, case):
    """The message names the task and what is there instead."""
    result = results[case]
    assert result.points == 0
    assert classroom.outcomes(result) == {"failed"}
    message = result.checks[0].message
    for words in UNFIT[case][1]:
        assert words in message


def test_one_broken_task_leaves_the_others_their_points():
    """What is wrong with sigmoid costs softmax nothing."""
    result = classroom.grade_texts({"me": f"{SOLUTION}\nsigmoid = 3\n"}, task=None)["me"]
    passed = {check.task for check in result.checks if check.outcome == "passed"}
    assert {"softmax", "softmax_backward"} <= passed
    assert all(check.outcome == "failed" for check in result.checks if check.task == "sigmoid")


def test_broken_modules_before_it_cost_a_right_one_nothing(results):
    """The solution, graded last in the same run, has full marks."""
    assert results["the solution"].passed
    assert results["the solution"].points == results["the solution"].max_points


def test_no_broken_module_is_called_the_graders_fault(results):
    """Nothing a submission does becomes an outcome that is taken out of its points."""
    for result in results.values():
        assert not result.faulty
        assert result.faults == []


def test_a_module_that_prints_a_megabyte_has_full_marks():
    """Printing is no mistake, however much."""
    result = classroom.grade_texts({"me": f"print('x' * 1_000_000)\n{SOLUTION}"})["me"]
    assert result.passed
