"""The reference: values and gradients by torch, for arguments of any structure."""

from pathlib import Path

import numpy as np
import pytest

from dlgrade.answers import Answers
from dlgrade.errors import CourseError
from dlgrade.oracle import Reference

TOPIC = '''\
"""Functions for these tests."""

import torch


def square(x):
    return x * x


def dense(x, w, b):
    return x @ w + b


def loss(x, labels):
    return torch.nn.functional.cross_entropy(x, labels.long())


def kind(x):
    return {"dtype": str(x.dtype), "grad": x.requires_grad, "values": [x, (x + 1, 2)]}


def network(x, params, scale=1.0):
    return scale * (x @ params["w"] + params["b"])


def chain(parts):
    first, second = parts
    return first * second


def only_first(x, y):
    return x.sum()


def scaled(x, factor):
    return x * factor
'''

OTHERS = "def double(x):\n    return 2 * x\n"


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    """A folder of references: the exercise's own, and another."""
    place = tmp_path_factory.mktemp("reference")
    (place / "topic.py").write_text(TOPIC)
    (place / "others.py").write_text(OTHERS)
    return place


@pytest.fixture
def reference(folder, tmp_path) -> Reference:
    """A reference with nothing stored."""
    return Reference(folder, "topic", Answers(tmp_path / "answers"), device="cpu")


@pytest.fixture
def rng() -> np.random.Generator:
    """A generator of arrays with unequal axes."""
    return np.random.default_rng(0)


def test_a_value_is_computed_in_float64(reference, rng):
    """Also where float32 goes in, or numbers that lie backwards in memory."""
    x = rng.normal(size=(4, 3)).astype(np.float32)[::-1].T
    value = reference.square(x)
    assert value.dtype == np.float64
    np.testing.assert_allclose(value, x.astype(np.float64) ** 2, rtol=1e-15)


def test_values_of_any_structure_come_back_as_numpy(reference):
    """Dicts, lists, tuples and plain numbers keep their places; a value needs no gradient."""
    value = reference.kind(np.ones(2, np.float32))
    assert value["dtype"] == "torch.float64"
    assert value["grad"] is False
    np.testing.assert_array_equal(value["values"][1][0], [2.0, 2.0], strict=True)
    assert value["values"][1][1] == 2


def test_a_gradient_is_weighted_by_the_upstream_one(reference, rng):
    """dL/dx = dout * 2x, with a dout that is random and not 1."""
    x, dout = rng.normal(size=(2, 3)), rng.normal(size=(2, 3))
    np.testing.assert_allclose(reference.square.backward(dout, x), dout * 2 * x, rtol=1e-14)


def test_every_floating_argument_has_its_gradient(reference, rng):
    """In the arguments' order, each of its argument's shape, summed over what was broadcast."""
    x, w, b, dout = rng.normal(size=(4, 3)), rng.normal(size=(3, 5)), rng.normal(size=5), rng.normal(size=(4, 5))
    dx, dw, db = reference.dense.backward(dout, x, w, b)
    np.testing.assert_allclose(dx, dout @ w.T)
    np.testing.assert_allclose(dw, x.T @ dout)
    np.testing.assert_allclose(db, dout.sum(axis=0))


@pytest.mark.parametrize(("wrt", "wanted"), [([0], [0]), ([1], [1]), ([0, 2], [0, 2]), ([2, 0], [0, 2])])
def test_wrt_chooses_the_arguments(reference, rng, wrt, wanted):
    """One gradient comes alone, several in the arguments' order."""
    arguments = rng.normal(size=(4, 3)), rng.normal(size=(3, 5)), rng.normal(size=5)
    dout = rng.normal(size=(4, 5))
    everything = reference.dense.backward(dout, *arguments)
    found = reference.dense.backward(dout, *arguments, wrt=wrt)
    for mine, place in zip([found] if len(wanted) == 1 else found, wanted, strict=True):
        np.testing.assert_array_equal(mine, everything[place])


def test_a_losss_upstream_gradient_is_a_number(reference, rng):
    """1.0 for the loss itself; integers have no gradient, and no place among them."""
    x, labels = rng.normal(size=(4, 3)), np.array([0, 2, 1, 1])
    p = np.exp(x) / np.exp(x).sum(axis=1, keepdims=True)
    wanted = (p - np.eye(3)[labels]) / 4
    np.testing.assert_allclose(reference.loss.backward(1.0, x, labels), wanted, rtol=1e-12)
    np.testing.assert_allclose(reference.loss.backward(-2.5, x, labels), -2.5 * wanted, rtol=1e-12)
    assert reference.loss(x, labels).shape == ()


def test_a_dict_of_parameters_has_a_dict_of_gradients(reference, rng):
    """Under the same names; a keyword reaches the function and is no leaf."""
    x, params = rng.normal(size=(4, 3)), {"w": rng.normal(size=(3, 2)), "b": rng.normal(size=2), "steps": np.array(3)}
    dout = rng.normal(size=(4, 2))
    dx, gradients = reference.network.backward(dout, x, params, scale=2.0)
    np.testing.assert_allclose(dx, 2 * dout @ params["w"].T)
    np.testing.assert_allclose(gradients["w"], 2 * x.T @ dout)
    np.testing.assert_allclose(gradients["b"], 2 * dout.sum(axis=0))
    assert gradients["steps"] is None


def test_a_list_of_arrays_has_a_list_of_gradients(reference, rng):
    """Tuples stay tuples."""
    first, second, dout = rng.normal(size=(3, 2, 4))
    for kind in (list, tuple):
        gradients = reference.chain.backward(dout, kind([first, second]))
        assert type(gradients) is kind
        np.testing.assert_allclose(gradients[0], dout * second)
        np.testing.assert_allclose(gradients[1], dout * first)


def test_what_the_output_does_not_depend_on_has_a_gradient_of_zeros(reference, rng):
    """Not None, which no check could compare."""
    dx, dy = reference.only_first.backward(1.0, rng.normal(size=3), rng.normal(size=(2, 2)))
    np.testing.assert_array_equal(dx, np.ones(3))
    np.testing.assert_array_equal(dy, np.zeros((2, 2)))


def test_an_array_without_axes_stays_one(reference):
    """A factor of shape () has a gradient of shape (), and does not change the output's shape."""
    assert reference.square(np.array(3.0)).shape == ()
    dx, dfactor = reference.scaled.backward(np.ones(3), np.arange(3.0), np.array(2.0))
    assert dx.shape == (3,)
    assert dfactor.shape == ()
    assert dfactor == 3.0


def test_arguments_are_left_alone(reference, rng):
    """A reference that wrote into what it was given would change the student's input."""
    x = rng.normal(size=(2, 3))
    before = x.copy()
    reference.square.backward(np.ones((2, 3)), x)
    np.testing.assert_array_equal(x, before)


def test_what_was_asked_is_remembered(reference, rng):
    """Diagnoses ask a similar question."""
    x = rng.normal(size=3)
    reference.square(x)
    reference.square.backward(x, x)
    forward, backward = reference.asked
    assert (forward.name, forward.upstream) == ("square", None)
    assert backward.name == "square"
    assert backward.upstream is x
    assert backward.arguments == (x,)


def test_another_exercises_function_is_found(reference):
    """A topic's own file comes first, then every other."""
    np.testing.assert_array_equal(reference.double(np.ones(2)), [2.0, 2.0])


def test_a_function_that_does_not_exist_is_the_courses_fault(reference, folder):
    """The error names the file where it is expected."""
    with pytest.raises(CourseError) as caught:
        reference.squire(np.ones(2))
    assert str(caught.value) == f"{folder / 'topic.py'}: defines no function squire: the checks need it as a reference"


def test_a_reference_that_does_not_parse_is_the_courses_fault(tmp_path):
    """With file and line."""
    (tmp_path / "topic.py").write_text("x = 1\ndef f(:\n")
    with pytest.raises(CourseError, match=r"topic\.py:2: invalid syntax"):
        Reference(tmp_path, "topic", Answers(tmp_path / "answers"), device="cpu").f(np.ones(2))


def test_names_with_an_underscore_are_no_functions(reference):
    """Python asks objects for such names of its own accord."""
    with pytest.raises(AttributeError):
        reference.__wrapped__  # noqa: B018
