"""Commands that are called wrongly, or have nowhere to write: one sentence that says what to do, and the code."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from classroom import ROOT
from commands import assert_sentence, environment, run

from dlgrade.classroom import new_class
from dlgrade.classroom.records import Records
from dlgrade.course import nearest, open_course
from dlgrade.errors import UsageError
from dlgrade.report import tables, terminal

FULL = Path("/dev/full")


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder in which one stands, with a file in it."""
    (tmp_path / "a file").write_text("x")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def classroom(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A class's folder, in which one stands."""
    new_class(tmp_path / "class", open_course(ROOT))
    monkeypatch.chdir(tmp_path / "class")
    return tmp_path / "class"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("list", "--course", "nowhere"), "nowhere: not a course: it has no solutions/course.toml; name another"),
        (("doctor", "--course", ""), "'--course': it is empty: name a file or a folder"),
        (("init", ""), "'DIRECTORY': it is empty: name a file or a folder"),
        (("check", "2", "--submission", ""), "'--submission': it is empty: name a file or a folder"),
        (("check", "2", "--json", "."), "'--json': . is a folder: name a file"),
        (("check", "2", "--json", "nowhere/x"), "'--json': nowhere is no folder: name a file in one that is there"),
        (("check", "2", "--json", "/dev/null"), "'--json': /dev/null is no file that could be replaced"),
        (("check", "x" * 5000), "there is no exercise 'xxxx"),
        (("list", "--course", "no\x1b[2Jwhere\u202e"), r"no\x1b[2Jwhere\u202e: not a course"),
        (("submit", "--verify", "nowhere"), "nowhere: cannot be read: No such file or directory; name the receipt"),
        (("submit", "--verify", "a file"), "a file: is no receipt, or was changed: "),
        (("key", "new", ""), "'FILE': it is empty"),
    ],
)
def test_what_is_named_wrongly_is_said_before_anything_is_done(
    place: Path, arguments: tuple[str, ...], said: str
) -> None:
    """Paths that are empty, missing, or of another kind; names of any length."""
    result = run(*arguments)
    assert_sentence(result, 2, said)
    assert result.stdout == ""
    assert max(map(len, result.stderr.splitlines())) < 1000
    assert [each.name for each in place.iterdir()] == ["a file"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("roster", "nowhere"), "nowhere: cannot be read: No such file or directory; name the list of students"),
        (("roster", "."), ".: cannot be read: Is a directory; name the list of students"),
        (("collect", "nowhere"), "nowhere: no file or folder is there, and there is no exercise 'nowhere'"),
        (("collect", "actvations"), "there is no exercise 'actvations': did you mean 02_activations?"),
        (("collect", ""), "it is empty: name a file or a folder"),
        (
            ("replay", "ada", "2", "test_softmax_keeps_float32"),
            "'ada' handed in nothing for 02_activations; there are none",
        ),
        (("replay", "ada", "2", "x", "--out", "."), "'--out': . is a folder: name a file"),
    ],
)
def test_a_class_is_told_what_to_name(classroom: Path, arguments: tuple[str, ...], said: str) -> None:
    """As a student is."""
    assert_sentence(run(*arguments), 2, said)


@pytest.mark.parametrize("name", ["roster.csv", "extensions.csv"])
@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda path: path.mkdir(), "cannot be read: Is a directory; "),
        (lambda path: path.write_bytes(b"id\n\xff\xfe\n"), "is no text in UTF-8: save it so"),
    ],
)
def test_a_file_of_the_class_that_cannot_be_read_is_named(classroom: Path, name: str, spoil: object, said: str) -> None:
    """Without Python's words for it."""
    submitted = classroom / "submitted" / "ada" / "02_activations"
    submitted.mkdir(parents=True)
    (submitted / "activations.py").write_text("x = 1\n")
    (classroom / name).unlink()
    spoil(classroom / name)  # type: ignore[operator]
    result = run("report")
    assert_sentence(result, 2, f"{name}: {said}")
    assert "Errno" not in result.stderr


def test_nobody_known_is_said_so() -> None:
    """Rather than a list of nothing."""
    assert nearest("ada", []) == "; there are none yet"


def test_windows_grades_no_class(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It has no such locks; the sentence says what works instead."""
    monkeypatch.setitem(sys.modules, "fcntl", None)
    said = r"graded on Linux or macOS, .*: use WSL; `dlgrade check` works here"
    with pytest.raises(UsageError, match=said), Records(tmp_path).alone():
        pass


def command(*arguments: str, redirect: str) -> subprocess.CompletedProcess[str]:
    """Run the command with its output sent somewhere."""
    line = f'exec "$0" -m dlgrade "$@" {redirect}'
    return subprocess.run(
        ["/bin/sh", "-c", line, sys.executable, *arguments],
        capture_output=True, text=True, check=False, cwd=ROOT, env=os.environ | environment(),
    )  # fmt: skip


@pytest.mark.skipif(not FULL.exists(), reason="a device that is always full is Linux's")
@pytest.mark.parametrize("arguments", [("--version",), ("list", "--help"), ("list",), ("completion", "bash")])
def test_an_output_that_is_full_is_a_sentence(arguments: tuple[str, ...]) -> None:
    """It ends with 3, whether or not the errors find room."""
    result = command(*arguments, redirect=">/dev/full")
    assert result.returncode == 3
    assert result.stderr == "error: No space left on device: make room where it writes, and run it again\n"
    assert command(*arguments, redirect=">/dev/full 2>&1").returncode == 3


@pytest.mark.skipif(os.name != "posix", reason="closed by a shell")
@pytest.mark.parametrize("arguments", [("--version",), ("list",), ("list", "--help")])
def test_a_closed_output_changes_no_verdict(arguments: tuple[str, ...]) -> None:
    """Whoever wants the exit code alone may close it."""
    result = command(*arguments, redirect=">&-")
    assert (result.returncode, result.stderr) == (0, "")


def test_findings_hang_below_their_first_line(capsys: pytest.CaptureFixture[str]) -> None:
    """What is too long for a line goes on where it began, not below the names."""
    screen = terminal.console(width=40)
    tables.show_findings(screen, [("isolation", "ok", "strict: " + "wall, " * 12, "mend it " * 8)])
    first, *others = capsys.readouterr().out.splitlines()
    assert first.startswith("isolation ok      strict: wall,")
    assert len(others) > 4
    assert all(line.startswith(" " * 18) and line[18] != " " for line in others)
    assert max(map(len, [first, *others])) <= 40
