"""Random tasks are judged by their properties: faulty draws are found under every key, right ones always pass."""

import textwrap

import pytest
from classroom import COURSE, answers

from dlgrade.grade import Settings, grade
from dlgrade.keys import practice
from dlgrade.sandbox import Sandbox
from dlgrade.student import from_sources

REGULARIZATION = COURSE.exercise("10_regularization")
SOLUTION = REGULARIZATION.solution.read_text("utf-8")

LAYER = """
class Dropout:
    def __init__(self, p, rng):
        if not 0 <= p < 1:
            raise ValueError(f"p is {{p}}")
        self.p, self.rng, self.training = p, {rng}, True
        self.params, self.grads = {{}}, {{}}

    def forward(self, x):
        p, rng, keep = self.p, self.rng, np.ones(x.shape)
        if self.training:
            {draw}
        self.mask = keep
        return x * self.mask

    def backward(self, dout):
        return dout * self.mask
"""
SPLIT = """
def train_test_split(x, y, fraction, rng):
    n = len(x)
    if n != len(y):
        raise ValueError("y is not as long as x")
    k = round(n * fraction)
    {draw}
    return x[train], x[test], y[train], y[test]
"""
CUT = "\ntest, train = order[:k], order[k:]"


def dropout(draw, rng="rng"):
    """Return a Dropout that makes `keep`, which is 0 or the scale, in one way."""
    return LAYER.format(rng=rng, draw=textwrap.indent(draw, " " * 12).strip())


def split(draw):
    """Return a train_test_split that makes the places `train` and `test` in one way."""
    return SPLIT.format(draw=textwrap.indent(draw, " " * 4).strip())


FAULTY_LAYERS = {
    "keep and drop confused": dropout("keep = (rng.random(x.shape) < p) / (1 - p)"),
    "a rate that is off by three percent": dropout("keep = (rng.random(x.shape) >= 0.97 * p) / (1 - p)"),
    "scaled by 1 / p": dropout("keep = (rng.random(x.shape) >= p) / (p or 1)"),
    "not scaled": dropout("keep = (rng.random(x.shape) >= p) * 1.0"),
    "one mask for the batch": dropout("keep = (rng.random((1, *x.shape[1:])) >= p) * keep / (1 - p)"),
    "one draw for a channel": dropout(
        "keep = (rng.random((*x.shape[:2], *(1,) * (x.ndim - 2))) >= p) * keep / (1 - p)"
    ),
    "one draw for a pixel": dropout(
        "keep = (rng.random((len(x), 1, *x.shape[2:]) if x.ndim == 4 else x.shape) >= p) * keep / (1 - p)"
    ),
    "an exact count": dropout(
        "keep = rng.permutation(x.size).reshape(x.shape) >= round(p * x.size)\nkeep = keep / (1 - p)"
    ),
    "an exact count for each image": dropout(
        "ranks = rng.random(x.shape).reshape(len(x), -1).argsort(axis=1).argsort(axis=1)\n"
        "keep = (ranks >= round(p * ranks.shape[1])).reshape(x.shape) / (1 - p)"
    ),
    "seeded at each forward": dropout("keep = (np.random.default_rng(7).random(x.shape) >= p) / (1 - p)"),
    "a layer that seeds itself": dropout("keep = (rng.random(x.shape) >= p) / (1 - p)", "np.random.default_rng(7)"),
    "the global generator": dropout("keep = (np.random.random(x.shape) >= p) / (1 - p)"),
}
FAULTY_SPLITS = {
    "no shuffle": split("order = np.arange(n)" + CUT),
    "a sorted test part": split("order = rng.permutation(n)\ntest, train = np.sort(order[:k]), order[k:]"),
    "a sorted training part": split("order = rng.permutation(n)\ntest, train = order[:k], np.sort(order[k:])"),
    "blocks": split("test, train = rng.permutation(k), k + rng.permutation(n - k)"),
    "a block from anywhere": split(
        "order = np.roll(np.arange(n), rng.integers(n))\n"
        "test, train = rng.permutation(order[:k]), rng.permutation(order[k:])"
    ),
    "shuffled blocks of ten": split(
        "blocks = rng.permutation(-(-n // 10))\norder = (blocks[:, None] * 10 + np.arange(10)).ravel()\n"
        "order = order[order < n]" + CUT
    ),
    "every so many": split(
        "places = np.linspace(0, n, k, endpoint=False).astype(int)\n"
        "test, train = rng.permutation(places), rng.permutation(np.setdiff1d(np.arange(n), places))"
    ),
    "a share left to chance": split(
        "coin = rng.random(n) < fraction\norder = rng.permutation(n)\ntest, train = order[coin], order[~coin]"
    ),
    "a fixed seed": split("order = np.random.default_rng(7).permutation(n)" + CUT),
    "the global generator": split("order = np.random.permutation(n)" + CUT),
}
RIGHT_LAYERS = {
    "binomial": dropout("keep = rng.binomial(1, 1 - p, x.shape) / (1 - p)"),
    "choice": dropout("keep = rng.choice([0.0, 1 / (1 - p)], x.shape, p=[p, 1 - p])"),
    "uniform, above p": dropout("keep = (rng.uniform(0, 1, x.shape) > p) / (1 - p)"),
    "float32, below 1 - p": dropout("keep = (rng.random(x.shape, dtype=np.float32) < 1 - p) / (1 - p)"),
    "whole numbers": dropout("keep = (rng.integers(2**32, size=x.shape) >= p * 2**32) / (1 - p)"),
}
RIGHT_SPLITS = {
    "shuffle": split("order = np.arange(n)\nrng.shuffle(order)" + CUT),
    "random keys": split("order = np.argsort(rng.random(n))" + CUT),
    "choice": split("order = rng.choice(n, n, replace=False)" + CUT),
    "chosen, then shuffled": split(
        "test = rng.choice(n, k, replace=False)\ntrain = rng.permutation(np.setdiff1d(np.arange(n), test))"
    ),
}


@pytest.fixture(scope="module")
def graded():
    """A function that grades versions of one task under one practice key and returns their results by name."""

    def graded(task, versions, key):
        texts = {name: f"{SOLUTION}\n\n{text}" for name, text in versions.items()}
        submissions = [from_sources("regularization", text, name=name) for name, text in texts.items()]
        settings = Settings(task=task, key=practice(key), answers=answers(), named=False)
        results = grade(COURSE, REGULARIZATION, submissions, settings, sandbox=sandbox)
        return {result.student: result for result in results}

    with Sandbox(Settings().isolation, COURSE.limits) as sandbox:
        yield graded


@pytest.mark.parametrize("key", [0, 11])
@pytest.mark.parametrize(("task", "faulty"), [("Dropout", FAULTY_LAYERS), ("train_test_split", FAULTY_SPLITS)])
def test_faulty_draws_are_rejected(graded, task, faulty, key):
    """Every faulty way of drawing fails a check, and no check blames the grader."""
    results = graded(task, faulty, key)
    assert [name for name, result in results.items() if result.passed or result.problem or result.faults] == []


@pytest.mark.parametrize("key", range(10))
@pytest.mark.parametrize(("task", "right"), [("Dropout", RIGHT_LAYERS), ("train_test_split", RIGHT_SPLITS)])
def test_right_draws_pass(graded, task, right, key):
    """Every right way of drawing passes every check."""
    results = graded(task, right, key)
    failed = {
        name: [check.id for check in result.checks if check.outcome != "passed"] for name, result in results.items()
    }
    assert failed == {name: [] for name in right}
