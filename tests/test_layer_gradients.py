"""A failed gradient of a layer is compared with finite differences of the layer's own forward."""

import shutil
from pathlib import Path

import pytest

from dlgrade.course import Course, open_course
from dlgrade.grade import Settings, grade
from dlgrade.student import from_sources
from dlgrade.truth import siblings_of

HERE = Path(__file__).parent
CHECKS = '''"""Checks of one layer."""

import numpy as np
import pytest

from dlgrade.compare import assert_gradients, assert_matches


def _passed(student, reference, rng):
    layer = student.Linear(3, 5, np.random.default_rng(int(rng.integers(2**32))))
    weight, bias, x, dout = (rng.normal(size=size) for size in ((3, 5), 5, (2, 3), (2, 5)))
    layer.write_params({"weight": weight, "bias": bias})
    layer.forward(x)
    return layer, layer.backward(dout), reference.linear.backward(dout, x, weight, bias)


@pytest.mark.points(1, task="Linear")
def test_dx(student, reference, rng):
    """dx is right."""
    layer, dx, expected = _passed(student, reference, rng)
    layer.grads
    assert_matches(dx, expected[0], name="dx")


@pytest.mark.points(1, task="Linear")
def test_dweight(student, reference, rng):
    """dweight is right."""
    layer, dx, expected = _passed(student, reference, rng)
    assert_gradients(layer, {"weight": expected[1], "bias": expected[2]})


@pytest.mark.points(1, task="Linear")
@pytest.mark.hidden
def test_hidden_dx(student, reference, rng):
    """dx is right again."""
    layer, dx, expected = _passed(student, reference, rng)
    assert_matches(dx, expected[0], name="dx")
'''
_DX = 'return dout @ self.params["weight"].T'
WRONG = {
    "dx": (_DX, f"{_DX} + dout[:, :3]"),
    "dweight": ("@ dout", "@ np.tanh(dout)"),
    "forward": ('return x @ self.params["weight"]', 'return np.exp(x * 0.1) @ self.params["weight"]'),
    "both": ('return x @ self.params["weight"]', 'return x**2 @ self.params["weight"]'),
}


@pytest.fixture(scope="module")
def course(tmp_path_factory) -> Course:
    """The tiny course with other checks."""
    root = tmp_path_factory.mktemp("course")
    shutil.copytree(HERE / "tiny_course", root, dirs_exist_ok=True)
    (root / "solutions" / "01_tiny" / "check_tiny.py").write_text(CHECKS)
    return open_course(root)


@pytest.fixture(scope="module")
def told(course, tmp_path_factory) -> dict[str, dict[str, str]]:
    """What each wrong layer is told, by check."""
    exercise = course.exercise("tiny")
    text = exercise.solution.read_text()
    texts = {"right": text}
    for name, (old, new) in WRONG.items():
        assert old in text, old
        texts[name] = text.replace(old, new)
    # a forward and a backward that fit each other, and not the formula
    backward = _DX.replace("dout @", "2 * self._x * (dout @") + ")"
    texts["both"] = texts["both"].replace(_DX, backward).replace("self._x.T @ dout", "(self._x**2).T @ dout")
    siblings = siblings_of(course, exercise)
    submissions = [from_sources("tiny", each, siblings, name=name) for name, each in texts.items()]
    settings = Settings(answers=tmp_path_factory.mktemp("answers"), named=False)
    return {
        result.student: {check.id: check.diagnosis for check in result.checks if check.outcome == "failed"}
        for result in grade(course, exercise, submissions, settings)
    }


def test_a_right_layer_fails_nothing(told):
    """No check, no diagnosis."""
    assert told["right"] == {}


def test_a_wrong_backward_is_told_from_its_forward(told):
    """For dx, also after grads were read, with the two numbers; a hidden check's sentence has none."""
    sentence = "your forward is right; the fault is in your backward"
    assert told["dx"]["test_dx"].startswith(f"{sentence}: finite differences of your forward give ")
    assert told["dx"]["test_hidden_dx"] == sentence
    assert "test_dweight" not in told["dx"]


def test_a_wrong_gradient_of_a_parameter_is_found_by_writing_it(told):
    """By moving the weight and not x."""
    assert told["dweight"]["test_dweight"].startswith("your forward is right; the fault is in your backward")
    assert "test_dx" not in told["dweight"]


def test_a_backward_that_fits_its_forward_is_not_blamed(told):
    """Where the two fit each other, the forward is at fault."""
    sentence = "your backward is right for your forward; it is your forward that is wrong"
    assert told["both"] == {"test_dx": sentence, "test_dweight": sentence, "test_hidden_dx": sentence}


def test_nothing_is_said_where_finite_differences_agree_with_neither(told):
    """A wrong forward under the right backward of another: no side is right, so none is named."""
    assert set(told["forward"].values()) <= {""}
