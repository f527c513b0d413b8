"""Hidden checks: the fact, the kind of difference and the hint; never inputs, expected values or the worker's text."""

import re
from typing import Any

import classroom
import pytest
from classroom import SOLUTION, with_sigmoid

from dlgrade.results import CheckResult, Result

SECRET = "f'secret {np.asarray(x).ravel()[0]:.6f}'"  # what a function was called with, as text

TELLTALES = {
    "an exception": f"raise ValueError({SECRET})",
    "an exception's name": f"raise type({SECRET}, (Exception,), {{}})",
    "a type's name": f"return type({SECRET}, (), {{}})()",
    "an array of text": f"return np.array([{SECRET}])",
    "printed text": f"print({SECRET})\nreturn None",
    "a warning": f"import warnings\nwarnings.warn({SECRET})\nreturn np.full(np.shape(x), np.nan)",
    "a warning like NumPy's": (
        f"import warnings\nwarnings.warn('overflow encountered in ' + {SECRET})\nreturn np.full(np.shape(x), np.nan)"
    ),
    "a string": f"return {SECRET}",
    "an exit code": "import os\nos._exit(7)",
}


@pytest.fixture(scope="module")
def results() -> dict[str, Result]:
    """Each of them, graded by one run."""
    return classroom.grade_texts({name: with_sigmoid(body) for name, body in TELLTALES.items()})


def hidden_texts(result: Result) -> list[tuple[CheckResult, str]]:
    """Return a submission's hidden checks, each with everything that is said about it."""
    hidden = [check for check in result.checks if check.hidden]
    assert hidden
    assert {check.outcome for check in hidden} == {"failed"}
    return [(check, "\n".join([check.message, check.diagnosis, check.hint])) for check in hidden]


def graded(text: str, **settings: Any) -> Result:
    """Grade one text."""
    return classroom.grade_texts({"me": text}, **settings)["me"]


@pytest.mark.parametrize("case", TELLTALES)
def test_nothing_a_submission_writes_comes_out_of_a_hidden_check(results, case):
    """Whatever way it takes, text that holds the hidden input is not shown."""
    for check, said in hidden_texts(results[case]):
        assert check.message.startswith("hidden check: ")
        assert "secret" not in said
        assert not re.search(r"\d\.\d", said)


def test_a_visible_check_shows_the_same_text(results):
    """Where nothing is hidden the student's own words help, and the text above is there to be seen."""
    visible = next(check for check in results["an exception"].checks if not check.hidden)
    assert re.search(r"secret -?\d\.\d", visible.message)


def test_finite_differences_of_a_hidden_gradient_are_not_shown():
    """Where the forward is right, they are the expected values."""
    wrong = f"{SOLUTION}\ndef sigmoid_backward(dout, x):\n    s = sigmoid(x)\n    return dout * s * s\n"
    for check, said in hidden_texts(graded(wrong, task="sigmoid_backward")):
        assert check.message == "hidden check: values differ"
        assert not re.search(r"\d\.\d", said)


def test_a_hidden_failure_says_the_kind_of_difference_and_the_relation():
    """What is said without a number of the check's own is enough to look for the fault."""
    negative = with_sigmoid("x = np.asarray(x, dtype=float)\nreturn -1 / (1 + np.exp(-x))")
    for check, said in hidden_texts(graded(negative)):
        assert check.message == "hidden check: values differ"
        assert "sign" in said


def test_no_example_is_looked_for_where_inputs_are_hidden():
    """The smallest input that still fails is shown for visible checks alone."""
    result = graded(with_sigmoid("return np.asarray(x) * 0.5"), examples=True)
    assert all("smallest input" not in said for _, said in hidden_texts(result))
    assert any("smallest input" in check.message for check in result.checks if not check.hidden)
