"""`dlgrade --version` says what a bug report needs, wherever it is asked, and never fails."""

import os
import subprocess
import sys
from importlib import metadata
from pathlib import Path

import pytest
from classroom import ROOT
from commands import run

import dlgrade
from dlgrade import environment


def facts(text: str) -> dict[str, str]:
    """Return what is said, by name."""
    first, *others = text.splitlines()
    assert first == f"dlgrade {dlgrade.__version__}"
    return {line.split()[0]: line.partition(" ")[2].strip() for line in others}


def test_it_names_versions_course_and_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """The version is the first line; what is installed is as its package says."""
    monkeypatch.chdir(ROOT / "solutions")
    result = run("--version", NO_COLOR="1", TERM="dumb", COLUMNS="60", LANG="de_DE.UTF-8", LC_ALL="")
    assert (result.exit_code, result.stderr) == (0, "")
    said = facts(result.stdout)
    for name in ("numpy", "pytest", "click", "rich", "msgspec"):
        assert said[name] == metadata.version(name)
    assert said["Python"].startswith(f"{sys.version_info.major}.{sys.version_info.minor}.")
    assert said["course"].startswith("Deep learning")
    assert said["course"].endswith(f"at {ROOT}")
    assert said["terminal"] == "no terminal, utf-8, TERM=dumb, 60 columns, NO_COLOR"
    assert "LANG=de_DE.UTF-8" in said["language"]
    assert "strict" in said["isolation"] or sys.platform != "linux"


def test_what_is_missing_is_said_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """A library that is not installed, and another that nobody needs."""
    there = metadata.version

    def version(name: str) -> str:
        if name in ("torch", "nbgrader"):
            raise metadata.PackageNotFoundError(name)
        return there(name)

    monkeypatch.setattr(metadata, "version", version)
    said = facts(run("--version").stdout)
    assert said["torch"] == "not installed"
    assert "nbgrader" not in said


@pytest.mark.parametrize(
    ("mark", "said"),
    [
        ('course = "nowhere"\n', "none found here"),
        ('course = "broken"\n', "unknown (TOMLDecodeError)"),
        ('course = "empty"\n', "unknown (KeyError)"),
        ('course = "kit"\n', "Deep 2, a kit, at "),
    ],
)
def test_a_course_is_looked_for_and_never_stumbled_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mark: str, said: str
) -> None:
    """One that is gone, broken or a kit."""
    for name, text in (("broken", "name = ("), ("empty", "")):
        (tmp_path / name / "solutions").mkdir(parents=True)
        (tmp_path / name / "solutions" / "course.toml").write_text(text)
    (tmp_path / "kit" / "checks").mkdir(parents=True)
    (tmp_path / "kit" / "checks" / "kit.json").write_text('{"settings": {"name": "Deep", "version": "2"}}')
    (tmp_path / "dlgrade.toml").write_text(mark)
    monkeypatch.chdir(tmp_path)
    assert facts(run("--version").stdout)["course"].startswith(said)


def test_a_folder_that_is_gone_is_no_fault(tmp_path: Path) -> None:
    """Whoever stands in a folder that was deleted is told the rest."""
    gone = tmp_path / "gone"
    code = f"import os; os.mkdir({str(gone)!r}); os.chdir({str(gone)!r}); os.rmdir({str(gone)!r}); "
    code += "from dlgrade.cli import main; main(['--version'])"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=tmp_path)
    assert facts(result.stdout)["course"] == "unknown (FileNotFoundError)"


def test_a_name_cannot_steer_the_terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Control characters are written out, and whatever the terminal's encoding has no letter for."""
    root = tmp_path / "c\x1b[2Jж"
    (root / "solutions").mkdir(parents=True)
    (root / "solutions" / "course.toml").write_text('name = "N"\nversion = "1"\n')
    env = os.environ | {"PYTHONIOENCODING": "latin-1", "TERM": "x\x1b[2J"}
    command = [sys.executable, "-m", "dlgrade", "--version"]
    result = subprocess.run(command, capture_output=True, text=True, check=True, cwd=root, env=env)
    assert r"c\x1b[2J\u0436" in facts(result.stdout)["course"]
    assert r"TERM=x\x1b[2J" in facts(result.stdout)["terminal"]
    assert result.stderr == ""


def test_elsewhere_than_on_linux_basic_is_expected(monkeypatch: pytest.MonkeyPatch) -> None:
    """And a closed output is a fact like others."""
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(sys, "stdout", None)
    said = facts(environment.told(Path.cwd))
    assert said["isolation"].startswith("basic is all that ")
    assert said["terminal"] == "the output is closed"
