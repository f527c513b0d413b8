"""A brief run, as an author proves a course: what takes long comes last, and only where all else has passed."""

import classroom
import pytest

from dlgrade.course import open_course

LONG = "@pytest.mark.points(1, task='sigmoid')\n@pytest.mark.seconds(call=5, check=10)"


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """The activations with a check that takes long, at the head of its task."""
    text = classroom.with_check('"""It holds."""\nassert student.sigmoid(np.zeros(1))[0] == 0.5', marker=LONG)
    return open_course(classroom.copy_course(tmp_path_factory.mktemp("course"), checks=text))


@pytest.mark.parametrize(("brief", "outcome"), [(True, "not_reached"), (False, "passed")])
def test_a_long_check_is_spared_where_another_has_failed(course, brief, outcome):
    """A sigmoid that is wrong for large inputs alone passes the long check, if it is asked."""
    texts = {
        "right": classroom.SOLUTION,
        "wrong": classroom.with_sigmoid("return np.asarray(1 / (1 + np.exp(-np.clip(x, -9, 9))))"),
    }
    results = classroom.grade_texts(texts, course, brief=brief)
    assert results["right"].passed
    assert not results["wrong"].passed
    found = classroom.check_named(results["wrong"], "test_new")
    assert found.outcome == outcome
    assert (found.message == "another check has failed already") == brief


def test_the_order_of_a_brief_run_puts_long_checks_last(course):
    """And changes no outcome of a right submission."""
    results = classroom.grade_texts({"right": classroom.SOLUTION}, course, brief=True)
    assert results["right"].checks[-1].id == "test_new"
    assert results["right"].passed
