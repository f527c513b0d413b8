"""Functions that return what nobody can use, or do what they should not: the checks fail and the message names it."""

import classroom
import msgspec
import pytest

from dlgrade import results as documents
from dlgrade.results import Result

RIGHT = """\
x = np.asarray(x)
x = x if x.dtype.kind == "f" else x.astype(float)
small = np.exp(-np.abs(x))
right = np.where(x >= 0, 1, small) / (1 + small)
"""

RETURNED = {
    "None": ("return None", ["expected a NumPy array, got None", "`return`"]),
    "a list": ("return [0.5]", ["expected a NumPy array, got a list"]),
    "a float": ("return 0.5", ["expected a NumPy array, got a float"]),
    "a string": ("return '0.5'", ["expected a NumPy array, got a str"]),
    "a function": ("return sigmoid", ["expected a NumPy array, got a function"]),
    "an object array": (
        "return np.array([None, 1], dtype=object)",
        ["array of dtype object", "Python objects, not numbers"],
    ),
    "an array of complex numbers": ("return np.zeros(3, complex)", ["array of dtype complex128"]),
    "an array of text": ("return np.array(['0.5'])", ["array of dtype <U3"]),
    "a masked array": ("return np.ma.array([1.0, 2.0], mask=[0, 1])", ["MaskedArray", "subclass of numpy.ndarray"]),
    "a lying subclass": (
        "class Liar(np.ndarray):\n    def __eq__(self, other):\n        return True\nreturn np.zeros(3).view(Liar)",
        ["Liar", "subclass of numpy.ndarray"],
    ),
    "a view of 50 GB": ("return np.broadcast_to(np.zeros(1), (50_000, 125_000))", ["shape (50000, 125000)", "50.0 GB"]),
    "NaN": ("return np.full(np.shape(x), np.nan)", ["got nan", "30 of 30 entries are not finite"]),
    "an endless iterator": ("import itertools\nreturn itertools.count()", ["iterator that does not end"]),
    "a generator": ("yield np.asarray(x)", ["expected a NumPy array, got a list"]),
}

DONE = {
    "raises": (
        "raise KeyError('momentum')",
        [
            "sigmoid(x: float64 (2, 3, 5)) raised KeyError",
            "momentum",
            f"activations.py, line {classroom.SOLUTION.count(chr(10)) + 4}, sigmoid",
        ],
    ),
    "raises what cannot be shown": (
        "class Mute(Exception):\n    def __str__(self):\n        raise SystemExit\nraise Mute",
        ["raised Mute", "its message cannot be shown"],
    ),
    "raises a megabyte": ("raise ValueError('x' * 1_000_000)", ["raised ValueError: xxx"]),
    "interrupts": ("raise KeyboardInterrupt", ["raised KeyboardInterrupt"]),
    "calls exit": ("exit()", ["sigmoid", "exit"]),
    "calls sys.exit": ("import sys\nsys.exit(0)", ["raised SystemExit: 0"]),
    "calls os._exit": ("import os\nos._exit(0)", ["ended the process", "exited with code 0"]),
    "crashes": ("import ctypes\nctypes.string_at(0)", ["ended the process", "SIGSEGV", "bad memory access"]),
    "calls itself for ever": ("return sigmoid(x)", ["raised RecursionError"]),
    "asks for 128 GB": ("return np.ones(1 << 34)", ["raised MemoryError", "128. GiB"]),
    "imports torch": (
        "import torch\nreturn torch.sigmoid(x)",
        ["torch is not available here", "use NumPy and the standard library"],
    ),
}

PARTLY = {
    "modifies its argument": (
        "x = np.asarray(x)\nr = 1 / (1 + np.exp(-x.astype(float))).astype(x.dtype)\nx *= 0\nreturn r",
        "x",
    ),
    "warns": (f"import warnings\nwarnings.warn('careful here')\n{RIGHT}return right", "careful here"),
    "prints a megabyte": (f"print('x' * 1_000_000)\n{RIGHT}return right", ""),
}


@pytest.fixture(scope="module")
def results() -> dict[str, Result]:
    """Every function above, graded by one run."""
    bodies = {name: body for name, (body, _) in (RETURNED | DONE | PARTLY).items()}
    return classroom.grade_texts({name: classroom.with_sigmoid(body) for name, body in bodies.items()})


@pytest.mark.parametrize("case", RETURNED | DONE)
def test_what_cannot_be_used_earns_nothing_and_is_named(results, case):
    """Every check fails, and the first one's message, or its hint, says what came and from which call."""
    result = results[case]
    assert result.problem == ""
    assert result.points == 0
    assert result.max_points > 0
    assert classroom.outcomes(result) == {"failed"}
    message, hint = result.checks[0].message, result.checks[0].hint
    assert message.startswith("sigmoid(")
    for words in (RETURNED | DONE)[case][1]:
        assert words in f"{message}\nhint: {hint}"


@pytest.mark.parametrize("case", RETURNED | DONE | PARTLY)
def test_nothing_a_function_does_is_called_the_graders_fault(results, case):
    """No outcome is taken out of the points."""
    assert not results[case].faulty
    assert results[case].faults == []


@pytest.mark.parametrize("case", RETURNED | DONE | PARTLY)
def test_what_was_said_about_it_can_be_written_and_is_bounded(results, case, tmp_path):
    """The document is written, read back the same, and no function makes it large."""
    documents.write(results[case], tmp_path / "result.json")
    assert documents.read(tmp_path / "result.json") == results[case]
    assert len(msgspec.json.encode(results[case])) < 50_000


def test_a_modified_argument_is_named(results):
    """The check of purity fails and names the argument; right values still earn their points."""
    result = results["modifies its argument"]
    assert classroom.check_named(result, "test_sigmoid_follows_the_formula").outcome == "passed"
    check = classroom.check_named(result, "test_sigmoid_leaves_its_input_alone")
    assert check.outcome == "failed"
    assert "writes into its argument" in check.message
    assert "new array" in check.hint


def test_a_warning_costs_the_check_of_silence_alone(results):
    """The check that asks for silence quotes the warning; the others pass."""
    result = results["warns"]
    failed = [check for check in result.checks if check.outcome != "passed"]
    assert [check.id for check in failed] == ["test_sigmoid_of_extremes_is_finite_and_silent"]
    assert "emitted a warning: UserWarning: careful here" in failed[0].message
    assert result.points == result.max_points - failed[0].max_points


def test_printing_a_megabyte_costs_nothing(results):
    """Printing is no mistake, however much."""
    assert results["prints a megabyte"].passed


def test_text_that_is_no_unicode_can_be_written(tmp_path):
    """A lone surrogate in an exception's message does not keep the result from its file."""
    result = classroom.grade_texts({"me": classroom.with_sigmoid("raise ValueError('lone \\ud800 half')")})["me"]
    assert result.points == 0
    documents.write(result, tmp_path / "result.json")
    assert "lone" in documents.read(tmp_path / "result.json").checks[0].message
