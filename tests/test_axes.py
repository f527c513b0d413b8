"""A value along another axis than the one asked for is recognised as such, and nothing else is."""

import classroom
import pytest

WRONG = {
    "always axis 0": "e = np.exp(x - x.max(0, keepdims=True))\nreturn e / e.sum(0, keepdims=True)",
    "not normalised at all": "return np.exp(x - x.max(axis=axis, keepdims=True))",
}


@pytest.fixture(scope="module")
def results() -> dict:
    """Softmax along one axis whatever is asked for, and softmax that is wrong in another way."""
    texts = {
        name: f"{classroom.SOLUTION}\n\ndef softmax(x, axis=-1):\n    x = _floating(x)\n    "
        + body.replace("\n", "\n    ")
        for name, body in WRONG.items()
    }
    return classroom.grade_texts(texts, task="softmax")


def test_the_axis_that_was_taken_is_named(results) -> None:
    """Both the axis that it is right along and the one that is meant, a default one too."""
    result = results["always axis 0"]
    asked = classroom.check_named(result, "test_softmax_works_along_any_axis[1]")
    assert asked.diagnosis == "it is right along axis 0, where axis 1 is meant"
    default = classroom.check_named(result, "test_softmax_turns_rows_into_probabilities")
    assert default.diagnosis == "it is right along axis 0, where axis -1 is meant"
    assert classroom.check_named(result, "test_softmax_works_along_any_axis[0]").outcome == "passed"


def test_what_is_right_along_no_axis_is_not_blamed_on_one(results) -> None:
    """Another fault gets no such sentence."""
    diagnoses = {check.diagnosis for check in results["not normalised at all"].checks}
    assert not any("along axis" in diagnosis for diagnosis in diagnoses)
