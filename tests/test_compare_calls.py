"""The helpers that judge a call and not its value: arguments untouched, no warnings, bad arguments refused."""

import pytest

from dlgrade.compare import assert_no_warnings, assert_rejects, assert_untouched
from dlgrade.errors import CheckFailure
from dlgrade.student import Call, StudentRaised

LABEL = "softmax(x: float64 (2, 3))"


def raised(name: str, message: str, *bases: str) -> StudentRaised:
    """Return what a call that raised is told with."""
    return StudentRaised(LABEL, {"type": name, "message": message, "bases": [*bases, "Exception"]})


def call(**facts) -> Call:
    """Return a call that did nothing wrong, apart from the facts given."""
    usual = {"value": None, "error": None, "modified": [], "warnings": [], "printed": "", "work": 0}
    return Call(**{"label": LABEL, **usual, **facts})


def failure(helper, *arguments) -> CheckFailure:
    """Return what a helper raises."""
    with pytest.raises(CheckFailure) as caught:
        helper(*arguments)
    return caught.value


def test_an_innocent_call_passes():
    """Nothing changed, nothing said: nothing to object to."""
    assert_untouched(call())
    assert_no_warnings(call())


def test_printing_is_no_fault():
    """What a call prints is nobody's business here."""
    assert_untouched(call(printed="x = 3"))
    assert_no_warnings(call(printed="x = 3"))


def test_a_modified_argument_fails():
    """Every argument that was changed is named, and the hint says how not to."""
    found = failure(assert_untouched, call(modified=["x", "params.W"]))
    assert found.kind == "modified an argument"
    assert str(found) == f"{LABEL} modified its argument x, params.W"
    assert "new array" in found.hint


def test_a_write_into_a_frozen_argument_fails():
    """An array that cannot be written to shows a change that is taken back afterwards too."""
    error = raised("ValueError", "output array is read-only")
    found = failure(assert_untouched, call(error=error))
    assert found.kind == "modified an argument"
    assert str(found) == f"{LABEL} writes into its argument, if only for a moment"
    assert "new array" in found.hint


def test_another_error_is_passed_on_and_not_called_a_change():
    """A call that failed proves nothing about its arguments."""
    error = raised("TypeError", "unsupported operand")
    assert failure(assert_untouched, call(error=error)) is error
    assert failure(assert_no_warnings, call(error=error)) is error


def test_a_modified_argument_is_no_warning_and_a_warning_no_change():
    """Each helper judges one aspect."""
    assert_no_warnings(call(modified=["x"]))
    assert_untouched(call(warnings=["RuntimeWarning: overflow encountered in exp"]))


def test_a_warning_fails():
    """The first one is quoted, and the hint says what to do about it."""
    found = failure(
        assert_no_warnings, call(warnings=["RuntimeWarning: overflow encountered in exp (line 3)", "another"])
    )
    assert found.kind == "emitted a warning"
    assert str(found) == f"{LABEL} emitted a warning: RuntimeWarning: overflow encountered in exp (line 3)"
    assert "overflowed" in found.hint


@pytest.mark.parametrize("message", ["axis 2 is out of range", "bad axis", "there is no such axis: 7", "`axis`=2"])
def test_a_value_error_that_names_the_argument_is_right(message):
    """Any sentence will do that has the name as a word."""
    assert_rejects(call(error=raised("ValueError", message)), naming="axis")


def test_an_error_derived_from_value_error_is_right():
    """NumPy's AxisError is one."""
    assert_rejects(
        call(error=raised("AxisError", "axis 2 is out of bounds", "ValueError", "IndexError")), naming="axis"
    )


def test_no_error_at_all_is_wrong():
    """A bad argument that is accepted fails, and the hint says what to raise."""
    found = failure(assert_rejects, call(value=1.0), "axis")
    assert found.kind == "accepts a bad argument"
    assert str(found) == f"{LABEL} accepts a bad axis: it should raise a ValueError"
    assert "axis" in found.hint
    assert "ValueError" in found.hint


@pytest.mark.parametrize("message", ["", "wrong shape", "axes do not match", "my_axis is bad", "axis2"])
def test_a_value_error_that_does_not_name_the_argument_is_wrong(message):
    """The name must stand there as a word: part of another one does not count."""
    found = failure(assert_rejects, call(error=raised("ValueError", message)), "axis")
    assert found.kind == "an error that does not name the argument"
    assert "does not name axis" in str(found)
    assert message in str(found)
    assert "axis" in found.hint


@pytest.mark.parametrize("name", ["IndexError", "TypeError", "Exception", "NotImplementedError", "SystemExit"])
def test_another_kind_of_error_is_wrong_though_it_names_the_argument(name):
    """An error by accident is not a refusal."""
    error = raised(name, "axis 2 is out of range")
    assert failure(assert_rejects, call(error=error), "axis") is error


def test_a_name_is_taken_literally():
    """A name with a dot in it is no pattern."""
    assert failure(assert_rejects, call(error=raised("ValueError", "aXb")), "a.b").kind.startswith("an error that")
