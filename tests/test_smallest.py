"""The smallest input that still fails is an input that the check's own author could have written."""

import re
from pathlib import Path

import classroom
import numpy as np
import pytest

from dlgrade.course import open_course
from dlgrade.diagnose.candidates import State, candidates, in_words
from dlgrade.grade import Settings, grade
from dlgrade.student import from_sources
from dlgrade.truth import siblings_of

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


LAYERS = {  # what is wrong with the tiny course's Linear -> what a small example of it holds
    "forward": ('return x @ self.params["weight"]', 'return 2 * x @ self.params["weight"]'),
    "mean over the batch": ("self._x.T @ dout, dout.sum(axis=0)", "self._x.T @ dout / len(dout), dout.sum(axis=0)"),
    "accumulates": (
        'self.grads["weight"], self.grads["bias"] = self._x.T @ dout, dout.sum(axis=0)',
        'self.grads["weight"], self.grads["bias"] = self.grads["weight"] + self._x.T @ dout, dout.sum(axis=0)',
    ),
}


@pytest.fixture(scope="module")
def small(tmp_path_factory) -> dict[str, str]:
    """The messages of the layer's wrong versions, by version."""
    import torch  # noqa: F401 - on a busy machine this takes longer than a check may

    tiny = open_course(Path(__file__).parent / "tiny_course")
    exercise = tiny.exercise("tiny")
    texts = {}
    for name, (old, new) in LAYERS.items():
        assert old in exercise.solution.read_text("utf-8")
        texts[name] = exercise.solution.read_text("utf-8").replace(old, new)
    submissions = [from_sources("tiny", text, siblings_of(tiny, exercise), name=name) for name, text in texts.items()]
    settings = Settings(task="Linear", examples=True, named=False, answers=tmp_path_factory.mktemp("answers"))
    results = grade(tiny, exercise, submissions, settings)
    assert [result.faults for result in results] == [[]] * len(LAYERS)
    return {
        result.student: "\n".join(check.message for check in result.checks if check.outcome == "failed")
        for result in results
    }


def test_a_layer_is_built_anew_as_small_as_it_goes(small):
    """One number in and one out show a wrong forward; what was written into it, and nothing of backward, is said."""
    found = re.search(r"smallest input that still fails: (Linear\(1, 1, rng\); .*)\n(.*)", small["forward"])
    assert found is not None, small["forward"]
    assert re.fullmatch(r"Linear\(1, 1, rng\); weight = \[\[.+\]\]; bias = \[.+\]; forward\(\[\[.+\]\]\)", found[1])
    assert re.search(r": expected .*, got ", found[2])


def test_what_needs_two_examples_is_shown_two(small):
    """A mean over the batch is no mistake for a batch of one."""
    found = re.search(r"fails: Linear\(1, 1, rng\); .* forward\((\[\[.*\]\])\); backward", small["mean over the batch"])
    assert found is not None, small["mean over the batch"]
    assert found[1].count(".") == 2


def test_what_does_not_come_again_is_not_made_smaller(small):
    """A layer that is right when it is new has no example: the fault was in what came before."""
    assert "weight: expected" in small["accumulates"]
    assert "smallest input" not in small["accumulates"]


def states(*arrays: np.ndarray, **more) -> list[State]:
    """Return the candidates for arrays that both sides are given."""
    return list(candidates(State(arrays, (arrays, None), **more), None, (), ()))


def test_candidates_grow():
    """The simplest comes first, none is more than can be read, and none is what the check had."""
    rng = np.random.default_rng(0)
    found = states(rng.normal(size=(2, 3, 5)), rng.normal(size=(3, 7)))
    weights = [state.weight for state in found if all(array.size < 7 for array in state.mine)]
    assert weights[0] == 2
    assert max(state.weight for state in found) <= 24
    assert [array.shape for array in found[0].mine] == [(1, 1, 1), (1, 1)]


def test_candidates_depend_on_the_check_alone():
    """The same arrays give the same candidates, in the same order, so that their answers can be stored."""
    arrays = [np.random.default_rng(0).normal(size=size) for size in ((2, 3), (3, 5))]
    first, again = ([[array.tobytes() for array in state.mine] for state in states(*arrays)] for _ in range(2))
    assert first
    assert first == again


def test_whole_numbers_keep_signs_and_zeros():
    """What is not 0 stays so, and 0 stays 0: faults at signs and zeros show in small numbers too."""
    values = np.array([0.1, -0.2, 0.0, 3.4, -5.0])
    [whole] = [state.mine[0] for state in states(values) if state.mine[0].shape == (2,)][:1]
    assert whole.tolist() == [1, -1]


def test_examples_are_told_from_other_axes_of_their_length():
    """A batch of 2 and a kernel of 2 are made smaller one without the other."""
    rng = np.random.default_rng(0)
    found = states(rng.normal(size=(2, 6)), rng.normal(size=(6, 2)))
    shapes = [tuple(array.shape for array in state.mine) for state in found]
    assert ((2, 1), (1, 1)) in shapes
    assert ((1, 1), (1, 2)) in shapes


def test_sizes_of_a_layer_follow_its_arrays():
    """A layer for one channel is made for one channel; an option that is no length stays."""
    rng = np.random.default_rng(0)
    found = states(rng.normal(size=(2, 3)), rng.normal(size=(3, 5)), sizes=((3, 5, 4), {}))
    assert {state.sizes[0] for state in found if state.mine[1].shape == (1, 1)} == {(1, 1, 4)}


def test_a_single_entry_is_said_in_words():
    """A large array of ones, or with one entry, needs no reading."""
    rng = np.random.default_rng(0)
    found = states(rng.normal(size=(11, 13)))
    said = [in_words(state.mine[0]) for state in found if state.mine[0].size > 24]
    assert "ones (11, 13)" in said
    assert "zeros (11, 13) but for 1 at [0, 0]" in said
    assert in_words(rng.normal(size=(11, 13))) == ""
