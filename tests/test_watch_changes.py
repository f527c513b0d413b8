"""What a save can have changed: followed by names, and everything where names do not lead."""

import pytest

from dlgrade.watch.changes import touched

BASE = '''"""A module."""

import numpy as np
from other import helper

SCALE = 2.0


def _half(x):
    return x / SCALE


def double(x):
    return 4 * _half(x)


class Layer:
    def forward(self, x):
        return double(x)


def alone(x):
    return helper(x)
'''
OTHER = "def helper(x):\n    return x\n\n\ndef unused(x):\n    return x\n"
REACHED = {
    "nothing": (BASE, OTHER, set()),
    "a comment between": (BASE.replace("\n\nclass", "\n\n# here\nclass"), OTHER, set()),
    "a line above": (BASE.replace('"""A module."""\n', '"""A module."""\n\n'), OTHER, set()),
    "a leaf": (BASE.replace("return helper(x)", "return helper(2 * x)"), OTHER, {"alone"}),
    "a constant": (BASE.replace("2.0", "3.0"), OTHER, {"SCALE", "_half", "double", "Layer"}),
    "a class": (BASE.replace("return double(x)", "return x"), OTHER, {"Layer"}),
    "another module": (BASE, OTHER.replace("return x\n\n\n", "return -x\n\n\n"), {"helper", "alone"}),
    "what nobody uses": (BASE, OTHER[:-2] + "-x\n", {"unused"}),
    "gone": (BASE.replace("SCALE = 2.0\n", ""), OTHER, {"SCALE", "_half", "double", "Layer"}),
    "a program's part": (BASE + "\n\nif __name__ == '__main__':\n    double(1)\n", OTHER, {"__main__"}),
    "a builtin's name": (BASE + "\n\ndef float(x):\n    return x\n", OTHER, {"float"}),
    "the docstring": (BASE.replace("A module", "Mine"), OTHER, {"__doc__"}),
}
EVERYTHING = {
    "a call at the top": BASE + "\nnp.seterr(all='ignore')\n",
    "an assignment that calls": BASE + "\nTABLE = dict(a=alone)\n",
    "a decorator": BASE.replace("def alone", "@np.vectorize\ndef alone"),
    "a patch": BASE + "\nLayer.forward = alone\n",
    "a loop": BASE + "\nfor _ in (): pass\n",
    "a star": BASE.replace("import helper", "import *"),
    "the future": "from __future__ import annotations\n" + BASE,
    "globals": BASE.replace("return helper(x)", "return globals()"),
    "innards": BASE.replace("return helper(x)", "return alone.__globals__"),
    "another order": BASE.replace("SCALE = 2.0\n", "") + "\nSCALE = 2.0\n",
    "a syntax error": BASE + "\ndef (\n",
    "lines that are none": BASE.replace("2.0", "2.0\r"),
    "a null": BASE + "\0",
}


def sources(text: str, other: str) -> dict[str, tuple[str, str]]:
    """Return a submission's modules."""
    return {"mine": ("mine.py", text), "other": ("other.py", other)}


@pytest.mark.parametrize("name", REACHED)
def test_a_change_reaches_what_mentions_it(name: str) -> None:
    """Through helpers, constants and modules; not through a comment that stands apart."""
    text, other, wanted = REACHED[name]
    found = touched(sources(BASE, OTHER), sources(text, other))
    assert found is not None
    assert found.reached == wanted
    assert found.rewritten <= found.reached


@pytest.mark.parametrize("name", EVERYTHING)
def test_what_names_do_not_lead_through_is_everything(name: str) -> None:
    """Whatever may act as a module is loaded, or reaches names that it does not mention."""
    assert touched(sources(BASE, OTHER), sources(EVERYTHING[name], OTHER)) is None


def test_what_cannot_be_traced_stays_so_when_something_else_changes() -> None:
    """A module that looks into globals() may use anything."""
    text = EVERYTHING["globals"]
    assert touched(sources(text, OTHER), sources(text.replace("2.0", "3.0"), OTHER)) is None
    assert touched(sources(text, OTHER), sources(text, OTHER)) is not None


def test_a_patch_that_uses_what_changed_is_everything() -> None:
    """It is made as the module is loaded, out of sight."""
    text = EVERYTHING["a patch"]
    assert touched(sources(text, OTHER), sources(text.replace("helper(x)", "-x"), OTHER)) is None


def test_a_module_that_comes_or_goes_changes_its_names() -> None:
    """As when a student moves helpers to a file of their own."""
    alone = {"mine": ("mine.py", BASE)}
    found = touched(alone, sources(BASE, OTHER))
    assert found is not None
    assert {"helper", "alone"} <= found.reached
