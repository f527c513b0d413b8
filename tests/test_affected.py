"""Only what a changed definition can reach is judged again: whatever mentions it, through however many others."""

import classroom
import pytest

from dlgrade.course import Exercise, affected, bound_by, open_course, parse
from dlgrade.student import from_sources

SOURCE = '''"""Layers."""

import numpy as np

SCALE = 2.0
TABLE = {"double": lambda x: _half(x)}


def _half(x):
    return x / SCALE


def double(x):
    return 4 * _half(x)


def quadruple(x):
    return double(double(x))


def named(x):
    return TABLE["double"](x)


class Layer:
    def forward(self, x):
        return quadruple(x)


def alone(double):
    return np.abs(1)
'''
REACHED = {
    "alone": {"alone"},
    "Layer": {"Layer"},
    "quadruple": {"quadruple", "Layer"},
    "double": {"double", "quadruple", "Layer", "alone"},
    "_half": {"double", "quadruple", "Layer", "named", "alone"},
    "SCALE": {"double", "quadruple", "Layer", "named", "alone"},
    "np": {"alone"},
    "unknown": set(),
}


@pytest.fixture
def exercise(tmp_path) -> Exercise:
    """An exercise whose tasks use each other."""
    folder = tmp_path / "solutions" / "05_layers"
    folder.mkdir(parents=True)
    (folder / "layers.py").write_text(SOURCE)
    (folder.parent / "course.toml").write_text('name = "C"\nversion = "1"\nengine = ">=0"\n')
    return open_course(tmp_path).exercise("5")


@pytest.mark.parametrize("name", REACHED)
def test_a_change_reaches_what_mentions_it(exercise, name):
    """Constants, private helpers and tables count; an argument of the same name is one mention too many, and harmless.

    An argument called `double` hides the function, so that `alone` is judged without need.
    """
    wanted = REACHED[name] - ({"alone"} if name in ("double", "_half", "SCALE") else set())
    assert wanted <= exercise.affected_by([name]) <= REACHED[name]


def test_every_kind_of_statement_that_binds_is_seen(tmp_path):
    """Imports under another name, several targets, functions, classes; text binds nothing."""
    path = tmp_path / "x.py"
    path.write_text("'text'\nimport a.b, c as d\nfrom e import f as g\nh = i, j = 1, 2\nk: int = 3\ndef l(): m = 4\n")
    assert [bound_by(statement) for statement in parse(path).body] == [
        [],
        ["a", "d"],
        ["g"],
        ["h", "i", "j"],
        ["k"],
        ["l"],
    ]


def test_a_submission_can_be_judged_by_some_tasks_alone():
    """The others' checks are not in its result; a submission that is not named is judged whole."""
    texts = {"one": classroom.SOLUTION, "two": classroom.SOLUTION}
    submissions = [from_sources("activations", text, name=name) for name, text in texts.items()]
    one, two = classroom.grade_submissions(submissions, task=None, tasks={"one": ["sigmoid"]})
    assert {check.task for check in one.checks} == {"sigmoid"}
    assert {"sigmoid", "softmax"} < {check.task for check in two.checks}
    assert one.passed
    assert one.max_points < two.max_points


OVERLAYS = {
    "a function": ("def _half(x):\n    return x\n", {"double", "quadruple", "Layer", "named"}),
    "a constant": ("SCALE = 3\n", {"double", "quadruple", "Layer", "named"}),
    "text and an import": ('"""A hint."""\nimport math\n', set()),
    "another's method": ("Layer.forward = None\n", None),
    "a function of NumPy": ("np.abs = None\n", None),
    "two targets at once": ("x = np.abs = None\n", None),
    "a loop": ("for name in ['abs']:\n    setattr(np, name, None)\n", None),
    "a condition": ("if True:\n    x = np.__dict__.clear()\n", None),
    "a call": ("np.seterr(all='ignore')\n", None),
}


@pytest.mark.parametrize("kind", OVERLAYS)
def test_an_overlay_that_does_more_than_define_reaches_everything(exercise, tmp_path, kind):
    """Definitions, imports and plain names are followed; whatever else could change anything."""
    text, reached = OVERLAYS[kind]
    (tmp_path / "overlay.py").write_text(text)
    everything = {task.name for task in exercise.tasks}
    assert set(affected(exercise, tmp_path / "overlay.py")) == (everything if reached is None else reached)
