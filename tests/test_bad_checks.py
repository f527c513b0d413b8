"""Errors inside a check: the grader's count for nobody, those that the submission provoked are the submission's."""

from pathlib import Path

import classroom
import pytest
from classroom import SOLUTION, with_check, with_sigmoid

from dlgrade.course import open_course
from dlgrade.results import CheckResult, Result

TEXT = with_sigmoid("return 'half'")
HALF = with_sigmoid("return np.asarray(x) / 2")

THE_GRADERS = {
    "an attribute that does not exist": (
        "student.sigmoid(np.ones(3)).nothing()",
        ["check_activations.py", "AttributeError", "nothing"],
    ),
    "a reference that does not exist": (
        "reference.sigmoyd(np.ones(3))",
        ["CourseError", "activations.py", "no function sigmoyd"],
    ),
    "a reference that fails": ("reference.softmax(np.ones(3), axis=7)", ["IndexError"]),
    "a reference that is not finite": (
        "assert_matches(student.sigmoid(np.ones(3)), np.full(3, np.nan))",
        ["OracleError", "not finite", "other inputs"],
    ),
    "the check's own generator passed on": (
        "student.sigmoid(rng)",
        ["ProtocolError", "every input to come", "numpy.random.default_rng"],
    ),
    "an argument that cannot cross": ("student.sigmoid(object())", ["ProtocolError", "cannot be passed to a student"]),
    "a skip": ("pytest.skip('not today')", ["a check may not be skipped", "not today"]),
    "a fixture that does not exist": (None, ["fixture 'nothing' not found"]),
}

PROVOKED = {
    "arithmetic with text": (TEXT, "student.sigmoid(np.ones(3)) + 1"),
    "an index of what has no items": (with_sigmoid("return 0.5"), "student.sigmoid(np.ones(3))[0]"),
    "a reference asked about an object": (
        with_sigmoid("return sigmoid"),
        "reference.sigmoid(student.sigmoid(np.ones(3)))",
    ),
    "a reference made of NaN": (
        with_sigmoid("return np.full(np.shape(x), np.nan)"),
        "y = student.sigmoid(np.ones(3))\nassert_matches(student.sigmoid(y), reference.sigmoid(y))",
    ),
    "an object passed to the next call": (
        with_sigmoid("return 'x' * 60_000"),
        "y = student.sigmoid(1.0)\nstudent.sigmoid([y * 2])",
    ),
}


def graded(root: Path, checks: str, **texts: str) -> list[tuple[Result, CheckResult]]:
    """Grade texts by a copy of the course with other checks; return each result and its entry of the new check."""
    course = open_course(classroom.copy_course(root, checks=checks))
    results = classroom.grade_texts(texts, course)
    return [(result, classroom.check_named(result, "test_new")) for result in results.values()]


def check_of(body: str | None) -> str:
    """Return the checks with one more; without a body, one that asks for a fixture that does not exist."""
    if body is None:
        return with_check('"""New."""', arguments="student, nothing")
    return with_check(f'"""New."""\n{body}')


@pytest.mark.parametrize("case", THE_GRADERS)
def test_an_error_of_the_grader_counts_neither_for_nor_against(tmp_path, case):
    """Its points are in neither sum, the student is told so, the instructor where it happened."""
    body, words = THE_GRADERS[case]
    right, wrong = graded(tmp_path, check_of(body), right=SOLUTION, wrong=TEXT)
    assert right[0].points == right[0].max_points > 0
    assert wrong[0].points == 0
    for result, check in (right, wrong):
        assert check.outcome == "error"
        assert check.points == 0
        assert "not your fault" in check.message
        assert result.max_points == sum(each.max_points for each in result.checks if each.id != "test_new")
        assert result.faulty
        assert not result.passed
        assert len(result.faults) == 1
        for word in ["test_new", *words]:
            assert word in result.faults[0]


@pytest.mark.parametrize("case", PROVOKED)
def test_an_error_that_only_the_submission_provokes_is_its_failure(tmp_path, case):
    """Where the solution passes the same check, what the submission returned is to blame, and its points count."""
    text, body = PROVOKED[case]
    (_, passed), (result, check) = graded(tmp_path, check_of(body), right=SOLUTION, wrong=text)
    assert passed.outcome == "passed"
    assert check.outcome == "failed"
    assert result.max_points == sum(each.max_points for each in result.checks)
    assert check.message.startswith("sigmoid returned something")
    assert not result.faulty
    assert result.faults == []


def test_a_plain_assertion_is_the_submissions_failure(tmp_path):
    """Authors may write assert; its message is what the student reads."""
    ((_, check),) = graded(tmp_path, check_of("assert student.sigmoid(1.0) > 0.6, 'sigmoid(1) is about 0.73'"), me=HALF)
    assert check.outcome == "failed"
    assert check.message == "sigmoid(1) is about 0.73"


def test_a_plain_assertion_without_words_still_says_something(tmp_path):
    """An empty message would leave the student with nothing."""
    ((_, check),) = graded(tmp_path, check_of("assert student.sigmoid(1.0) > 0.6"), me=HALF)
    assert check.outcome == "failed"
    assert check.message == "this does not hold for your code"


def test_a_backward_called_by_keywords_is_judged_like_any_other(tmp_path):
    """A diagnosis that cannot read the arguments says nothing and stops nobody."""
    wrong = f"{SOLUTION}\ndef sigmoid_backward(dout, x):\n    s = sigmoid(x)\n    return dout * s * s\n"
    call = "student.sigmoid_backward(dout=x, x=x), reference.sigmoid.backward(x, x)"
    ((_, check),) = graded(tmp_path, check_of(f"x = rng.normal(size=(2, 3))\nassert_matches({call})"), me=wrong)
    assert check.outcome == "failed"


def test_an_empty_argument_stops_no_diagnosis(tmp_path):
    """A constant factor is looked for among the lengths of the arguments; one of them may be 0."""
    body = "x = rng.normal(size=(2, 3))\nassert_matches(student.softmax(x, np.zeros((0, 3))), reference.sigmoid(x))"
    twice = f"{SOLUTION}\ndef softmax(x, axis=-1):\n    return 7 * sigmoid(x)\n"
    ((_, check),) = graded(tmp_path, check_of(body), me=twice)
    assert check.outcome == "failed"
    assert "7 times" in check.diagnosis


def test_huge_values_stop_no_diagnosis(tmp_path):
    """Differences beyond the largest float are still differences."""
    body = "assert_matches(student.sigmoid(np.ones(3)), np.array([1e308, -1e308, 1e308]))"
    ((_, check),) = graded(tmp_path, check_of(body), me=with_sigmoid("return np.array([-1.7e308, 1.7e308, 1e308])"))
    assert check.outcome == "failed"


def test_a_check_that_needs_a_failed_one_is_not_reached(tmp_path):
    """It earns nothing and names the fact that it needs."""
    marker = "@pytest.mark.needs('test_sigmoid_follows_the_formula')\n@pytest.mark.points(3, task='sigmoid')"
    ((result, check),) = graded(tmp_path, with_check('"""New."""', marker=marker), me=HALF)
    assert check.outcome == "not_reached"
    assert check.message == "needs: sigmoid(x) is 1 / (1 + exp(-x)), entry by entry"
    assert check.points == 0
    assert result.max_points == sum(each.max_points for each in result.checks)
