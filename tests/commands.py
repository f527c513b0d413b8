"""The command as tests run it, in this process and in one of its own, with answers kept out of the user's cache."""

import os
import subprocess
import sys
from pathlib import Path

from classroom import ROOT, SOLUTION, answers
from click.testing import CliRunner, Result

from dlgrade import author
from dlgrade.cli import main
from dlgrade.course import Course, open_course

TINY = "05_doubling"
_TOML = 'name = "Tiny"\nversion = "1"\nengine = ">=0.1"\n'


def environment() -> dict[str, str]:
    """Return what keeps a command's stored answers with this run, its lines as wide as reports are, and English."""
    return {"XDG_CACHE_HOME": str(answers()), "COLUMNS": "110", "DLGRADE_LANGUAGE": "en"}


def run(*arguments: object, **variables: str) -> Result:
    """Run a command here; an exception that gets past it is the test's failure."""
    return CliRunner().invoke(
        main, [str(each) for each in arguments], env={**environment(), **variables}, catch_exceptions=False
    )


def start(*arguments: object, cwd: Path = ROOT, **variables: str) -> subprocess.Popen[bytes]:
    """Start a command in a process of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "dlgrade", *map(str, arguments)],
        env={**os.environ, **environment(), **variables},
        cwd=cwd,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def hand_in(folder: Path, text: str = SOLUTION, name: str = "activations.py") -> Path:
    """Write a submission and return its folder."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text, "utf-8")
    return folder


def tiny_course(root: Path, toml: str = _TOML) -> Course:
    """Make a course of one small exercise, as `dlgrade new` writes it."""
    (root / "solutions").mkdir(parents=True)
    (root / "solutions" / "course.toml").write_text(toml, "utf-8")
    author.new(open_course(root), TINY)
    return open_course(root)


def holds(text: str, part: str) -> bool:
    """Return whether a text holds a part, however the screen has broken its lines."""
    return "".join(part.split()) in "".join(text.split())


def assert_sentence(result: Result, exit_code: int, *parts: str) -> None:
    """Assert that a command ended in a sentence that it foresaw, on standard error, without a traceback."""
    assert result.exit_code == exit_code, result.output
    assert result.stderr.startswith(("error: ", "Usage: ")), result.stderr
    assert "Traceback" not in result.output, result.output
    assert "dlgrade itself failed" not in result.stderr, result.stderr
    for part in parts:
        assert part in result.stderr, result.stderr
