"""What is seen in a terminal: nothing a student wrote steers it, and it reads well at any width and in any encoding."""

import re
from collections.abc import Sequence
from pathlib import Path

import pytest
from classroom import ROOT, SLUG, SOLUTION
from commands import hand_in, run, start
from rich.cells import cell_len

STEERING = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069]")
NO_SHIFT = (ROOT / "solutions" / SLUG / "mistakes" / "softmax_no_max_shift.py").read_text("utf-8")
HOSTILE = {
    "message": 'def sigmoid(x):\n    raise ValueError("\\x1b[2J\\u202e")',
    "type": 'def sigmoid(x):\n    raise type("\\x1b[31mE\\u202e", (Exception,), {})()',
    "source": 'def sigmoid(x):\n    raise ValueError("now")  # \x9b2J\u202e',
    "load": 'raise ValueError("\\x1b]0;title\\x07\\u2066")',
    "names": 'del sigmoid\nglobals()["\\x1b[2J\\u202e"] = 1',
    "returned text": 'def sigmoid(x):\n    return "\\x1b[2J\\u202e"',
    "returned type": 'def sigmoid(x):\n    return type("\\x1b[2J\\u202e", (), {})()',
    "returned key": 'def sigmoid(x):\n    return {"\\x1b[2J\\u202e": 1}',
    "signature": 'class R:\n    __repr__ = lambda self: "\\x1b[2J\\u202e"\n\ndef sigmoid(a, b, c=R()):\n    return 1',
    "printed": 'def sigmoid(x):\n    print("\\x1b[2J\\u202e")\n    return x',
    "warning": 'import warnings\n\ndef sigmoid(x):\n    warnings.warn("\\x1b[2J\\u202e")\n    return 0.5 * (x >= 0)',
}


def assert_fits(lines: Sequence[str], width: int) -> None:
    """Assert that no line is wider than the screen, words that are wider themselves apart."""
    for line in lines:
        longest = max(map(cell_len, line.split()), default=0)
        assert cell_len(line) <= width or longest > width - 20, line


@pytest.mark.parametrize("name", HOSTILE)
def test_nothing_a_student_wrote_steers_the_screen(tmp_path: Path, name: str) -> None:
    """Control and direction characters are written out, wherever the student has put them."""
    mine = hand_in(tmp_path / "mine", f"{SOLUTION}\n\n{HOSTILE[name]}\n")
    result = run("check", "2", "--submission", mine, "--task", "sigmoid")
    assert result.exit_code == 1, result.output
    assert ("your module could not be graded" in result.output) == (name == "load")
    assert STEERING.findall(result.output) == []


def test_what_is_written_out_can_be_read(tmp_path: Path) -> None:
    """The student sees which characters the message held."""
    mine = hand_in(tmp_path / "mine", f"{SOLUTION}\n\n{HOSTILE['message']}\n")
    result = run("check", "2", "--submission", mine, "--task", "sigmoid")
    assert r"raised ValueError: \x1b[2J\u202e" in result.stdout


@pytest.mark.parametrize("width", ["40", "60", "80", "300"])
def test_a_result_fits_the_screen(tmp_path: Path, width: str) -> None:
    """Lines are wrapped at the width of the screen, at 110 columns at most, and none ends in blanks."""
    mine = hand_in(tmp_path / "mine", f"{SOLUTION}\n\n{NO_SHIFT}\n")
    result = run("check", "2", "--submission", mine, "--task", "softmax", COLUMNS=width, NO_COLOR="1")
    lines = result.stdout.splitlines()
    assert result.exit_code == 1
    assert_fits(lines, min(int(width), 110))
    assert [line for line in lines if line != line.rstrip()] == []


def test_the_heading_of_a_result_is_one_line(tmp_path: Path) -> None:
    """A title that is too long for the screen is cut; what is below is indented."""
    mine = hand_in(tmp_path / "mine", f"{SOLUTION}\n\n{NO_SHIFT}\n")
    result = run("check", "2", "--submission", mine, "--task", "softmax", COLUMNS="60")
    first, *others = result.stdout.splitlines()
    assert first.startswith("02_activations  ")
    assert all(line.startswith("  ") or not line for line in others)


@pytest.mark.parametrize("command", ["list", "doctor"])
def test_tables_fit_a_narrow_screen(command: str) -> None:
    """Lists and findings fit 60 columns."""
    result = run(command, "--course", ROOT, COLUMNS="60", NO_COLOR="1")
    assert result.exit_code == 0
    assert_fits(result.stdout.splitlines(), 60)


def test_colours_are_left_out_where_nobody_wants_them(tmp_path: Path) -> None:
    """NO_COLOR is followed in a terminal, and colours carry no meaning alone."""
    mine, colour = hand_in(tmp_path / "mine"), re.compile(r"\x1b\[[\d;]*3\d")
    terminal = {"FORCE_COLOR": "1", "TERM": "xterm-256color"}
    arguments = ("check", "2", "--submission", mine, "--task", "sigmoid")
    assert colour.search(run(*arguments, **terminal).stdout)
    assert not colour.search(run(*arguments, **terminal, NO_COLOR="1").stdout)
    assert "\x1b" not in run(*arguments).stdout


@pytest.mark.parametrize("command", ["check", "list", "doctor"])
def test_a_terminal_that_knows_ascii_only_is_served(command: str, tmp_path: Path) -> None:
    """Where ± and check marks cannot be shown, something else stands for them, and the verdict is the same."""
    mine = hand_in(tmp_path / "mine", f"{SOLUTION}\n\n{NO_SHIFT}\n")
    more = ("2", "--submission", mine, "--task", "softmax") if command == "check" else ("--course", ROOT)
    process = start(command, *more, cwd=tmp_path, PYTHONIOENCODING="ascii", PYTHONUTF8="0", COLUMNS="60")
    out, err = process.communicate()
    assert process.returncode == (1 if command == "check" else 0), err.decode()
    assert out.isascii()
    assert err == b""
    if command == "check":
        assert b"  x softmax" in out
        assert b"hint: exp overflows" in out


def test_a_reader_that_has_gone_is_no_fault(tmp_path: Path) -> None:
    """As in `dlgrade class DIR | head -n 1`: nothing is said on standard error."""
    process = start("class", tmp_path / "class")
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    with process.stderr as errors:
        assert errors.read() == b""
    assert process.wait(60) == 1
