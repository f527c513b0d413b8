"""Code that never ends: it is ended, said to be so, and not waited for again and again."""

import classroom
import pytest
from classroom import SOLUTION

from dlgrade.course import Course, open_course
from dlgrade.results import Result

FOREVER = {
    "a loop": "while True:\n    pass",
    "a sleep": "import time\ntime.sleep(3600)",
    "a generator that yields nothing": "while True:\n    pass\nyield 1",
    "a loop with signals ignored": (
        "import signal\nfor number in (signal.SIGTERM, signal.SIGINT, signal.SIGALRM):\n"
        "    signal.signal(number, signal.SIG_IGN)\nwhile True:\n    pass"
    ),
    "a message that is never finished": (
        "class Slow(Exception):\n    def __str__(self):\n        while True:\n            pass\nraise Slow"
    ),
}


@pytest.fixture(scope="module")
def course(tmp_path_factory) -> Course:
    """A course with short limits."""
    toml = classroom.TOML.replace("call_seconds = 3.0", "call_seconds = 0.2").replace(
        "load_seconds = 5.0", "load_seconds = 1.0"
    )
    return open_course(classroom.copy_course(tmp_path_factory.mktemp("course"), toml=toml))


@pytest.fixture(scope="module")
def results(course) -> dict[str, Result]:
    """Each of them, and one that never ends loading, graded by one run."""
    texts = {name: classroom.with_sigmoid(body) for name, body in FOREVER.items()}
    return classroom.grade_texts(
        {**texts, "the module": f"{SOLUTION}\nwhile True:\n    pass\n", "the solution": SOLUTION}, course
    )


@pytest.mark.parametrize("case", FOREVER)
def test_a_function_that_never_ends_fails_and_says_so(results, case):
    """The message names the call and its limit, the hint what to look for."""
    check = results[case].checks[0]
    assert results[case].points == 0
    assert check.outcome == "failed"
    assert check.message == "sigmoid(x: float64 (2, 3, 5)) did not end within 0.2 s"
    assert "a loop whose condition never becomes false" in check.hint


@pytest.mark.parametrize("case", FOREVER)
def test_after_two_timeouts_a_task_is_not_waited_for_again(results, case):
    """Two checks of the task fail; the others are not reached, and say why."""
    failed = [check for check in results[case].checks if check.outcome == "failed"]
    rest = [check for check in results[case].checks if check.outcome != "failed"]
    assert len(failed) == 2
    assert {check.outcome for check in rest} == {"not_reached"}
    assert {check.message for check in rest} == {"sigmoid did not end in time 2 times"}


def test_a_module_that_never_ends_loading_is_the_submissions_problem(results):
    """The problem says so, and no check is run."""
    result = results["the module"]
    assert result.problem == "loading activations.py did not end within 1 s"
    assert result.points == 0
    assert classroom.outcomes(result) == {"not_reached"}


def test_the_next_submission_is_graded_as_if_nothing_had_happened(results):
    """The solution has full marks after all of them."""
    assert results["the solution"].passed


def test_a_check_of_many_slow_calls_ends_with_its_own_limit(tmp_path):
    """Calls that are each within their limit do not add up beyond the check's."""
    toml = classroom.TOML.replace("check_seconds = 15.0", "check_seconds = 0.3")
    checks = classroom.with_check('"""Many calls."""\nfor _ in range(100):\n    student.sigmoid(np.ones(3))')
    course = open_course(classroom.copy_course(tmp_path, toml=toml, checks=checks))
    slow = classroom.with_sigmoid("import time\ntime.sleep(0.1 if np.shape(x) == (3,) else 0)\nreturn np.asarray(x)")
    check = classroom.check_named(classroom.grade_texts({"me": slow}, course)["me"], "test_new")
    assert check.outcome == "failed"
    assert "did not end within" in check.message
