"""`dlgrade check` where it cannot go on: no course, a broken one, nothing begun, records refused, faults of its own."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from classroom import COURSE, ROOT, SLUG, SOLUTION
from commands import TINY, assert_sentence, hand_in, holds, run, start, tiny_course

from dlgrade import desk
from dlgrade.course import Course


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A student's folder, with the stubs as they were handed out; commands run there."""
    assert run("init", tmp_path / "desk", "--course", ROOT).exit_code == 0
    monkeypatch.chdir(tmp_path / "desk")
    return tmp_path / "desk"


@pytest.fixture
def tiny(tmp_path: Path) -> Course:
    """A course of one small exercise."""
    return tiny_course(tmp_path / "course")


@pytest.mark.parametrize("name", ["nowhere", "empty"])
def test_a_folder_that_is_no_course_is_called_so(tmp_path: Path, name: str) -> None:
    """--course with a folder that is missing, or holds no course, names it and what it lacks."""
    (tmp_path / "empty").mkdir()
    said = f"{tmp_path / name}: not a course: it has no solutions/course.toml; name another with --course"
    assert_sentence(run("check", "2", "--course", tmp_path / name), 2, said)


def test_without_a_course_it_says_how_to_come_by_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An installed dlgrade in some folder ends with 2 and what to do."""
    monkeypatch.setattr(desk, "_own_checkout", lambda: None)
    monkeypatch.chdir(tmp_path)
    assert_sentence(run("check", "2"), 2, "no course found", "--course DIR", "the one that holds dlgrade.toml")


def test_a_folder_to_work_in_that_is_near_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever stands right above the folder that they unpacked is told where to go."""
    (tmp_path / "kit").mkdir()
    (tmp_path / "kit/dlgrade.toml").write_text('course = "course"\n')
    monkeypatch.setattr(desk, "_own_checkout", lambda: None)
    monkeypatch.chdir(tmp_path)
    assert_sentence(run("check", "2"), 2, "there is one here: cd kit")


def test_the_folder_one_stands_in_is_judged(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Inside 02_activations, or a folder of it, check judges 02_activations and names the rest."""
    hand_in(place / SLUG)
    hand_in(place / "03_losses", "", "losses.py")
    (place / SLUG / "notes").mkdir()
    for folder in (place / SLUG, place / SLUG / "notes"):
        monkeypatch.chdir(folder)
        result = run("check")
        assert result.exit_code == 0
        assert result.stdout.startswith("02_activations  189/189 points")
        assert "\n03_losses  " not in result.stdout


def test_what_is_begun_is_judged_and_the_rest_is_named(place: Path) -> None:
    """Without a name, every exercise that was begun is judged; the worst decides the exit code."""
    hand_in(place / SLUG)
    result = run("check")
    assert result.exit_code == 0
    assert result.stdout.startswith("02_activations  189/189 points")
    rest = [exercise.slug for exercise in COURSE.exercises if exercise.slug != SLUG]
    assert holds(result.stdout, f"not started: {', '.join(rest)}")
    hand_in(place / "03_losses", "def (", "losses.py")
    result = run("check")
    assert result.exit_code == 1
    assert "\n03_losses  0/134 points" in result.stdout


def test_nothing_begun_is_nothing_to_judge(place: Path) -> None:
    """Untouched stubs are not judged unless they are named."""
    assert_sentence(run("check"), 2, f"nothing is begun in {place}: write 01_neuron/neuron.py")
    assert run("check", SLUG, "--task", "sigmoid").exit_code == 1


def test_debug_shows_the_traceback() -> None:
    """--debug shows where an error comes from; without it there is none."""
    assert_sentence(run("check", "nowhere"), 2)
    result = run("check", "nowhere", "--debug")
    assert result.exit_code == 2
    assert "Traceback (most recent call last)" in result.stderr
    assert result.stderr.splitlines()[-1].startswith("error: there is no exercise 'nowhere'")


def test_what_nobody_foresaw_is_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An exception of the engine's own ends with 3 and says how to see more; --debug shows it."""

    def fail(*arguments: object, **keywords: object) -> None:
        raise TypeError("what nobody foresaw")

    monkeypatch.setattr(desk, "check", fail)
    arguments = ("check", "2", "--submission", hand_in(tmp_path / "mine"))
    result = run(*arguments)
    assert result.exit_code == 3
    assert result.stdout == ""
    assert result.stderr == (
        "error: dlgrade itself failed (TypeError: what nobody foresaw); "
        "run it again with --debug and report what you see\n"
    )
    assert "in fail\n" in run(*arguments, "--debug").stderr


def break_checks(course: Course, old: str, new: str) -> Path:
    """Replace something in the file of checks."""
    path = course.exercise(TINY).checks
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    return path


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ("import pytest", "import pytest\ndef (", 4, "invalid syntax"),
        ("import pytest", "import pytest, nowhere", 3, "No module named 'nowhere'"),
        ('@pytest.mark.points(1, task="double")\n', "", 7, "says neither worth nor task"),
        ('task="double"', 'task="doubel"', 7, "05_doubling has no task 'doubel': did you mean double?"),
        ('    """double(x) is 2x, entry by entry."""\n', "", 7, "has no docstring"),
    ],
    ids=["syntax", "import", "no marker", "no such task", "no docstring"],
)
def test_checks_that_cannot_be_read_name_file_and_line(tiny: Course, old: str, new: str, line: int, said: str) -> None:
    """A broken file of checks ends with 3, before anybody is judged, and the author learns where."""
    path = break_checks(tiny, old, new)
    mine = hand_in(tiny.root / "mine", tiny.exercise(TINY).solution.read_text("utf-8"), "doubling.py")
    result = run("check", TINY, "--course", tiny.root, "--submission", mine)
    assert_sentence(result, 3, said, f"{path}:{line}: ")
    assert result.stdout == ""


def test_missing_checks_are_said_so(tiny: Course) -> None:
    """A course without the file of checks says what to write."""
    path = tiny.exercise(TINY).checks
    path.unlink()
    mine = hand_in(tiny.root / "mine", tiny.exercise(TINY).solution.read_text("utf-8"), "doubling.py")
    result = run("check", TINY, "--course", tiny.root, "--submission", mine)
    assert_sentence(result, 3, f"{path}: does not exist: write the exercise's checks there")


def test_a_check_that_fails_itself_costs_the_student_nothing(tiny: Course) -> None:
    """An error inside a check ends with 3, counts for nobody, and names file and line."""
    path = break_checks(tiny, "rng.normal(size=(2, 3))", "rng.nowhere")
    mine = hand_in(tiny.root / "mine", tiny.exercise(TINY).solution.read_text("utf-8"), "doubling.py")
    result = run("check", TINY, "--course", tiny.root, "--submission", mine)
    assert result.exit_code == 3
    assert "05_doubling  1/1 points" in result.stdout
    assert "this is not your fault and costs you nothing" in result.stdout
    assert holds(result.stdout, f"{path}:10:")
    assert "has no attribute 'nowhere'" in result.stdout


def test_progress_is_recorded_for_ones_own_work_alone(place: Path, tmp_path: Path) -> None:
    """A whole exercise of the desk is recorded; another folder's work, or one task of it, is not."""
    hand_in(place / SLUG)
    assert run("check", "2", "--submission", hand_in(tmp_path / "other")).exit_code == 0
    assert run("check", "2", "--task", "sigmoid").exit_code == 0
    assert not (place / ".dlgrade").exists()
    assert run("check", "2").exit_code == 0
    assert [each.name for each in (place / ".dlgrade").iterdir()] == ["02_activations.json"]


@pytest.mark.parametrize("blocked", [".dlgrade", ".dlgrade/02_activations.json/folder"])
def test_records_that_cannot_be_written_change_no_verdict(place: Path, blocked: str) -> None:
    """Progress that cannot be recorded is a remark, in words that name the place."""
    hand_in(place / SLUG)
    (place / blocked).parent.mkdir(parents=True, exist_ok=True)
    (place / blocked).write_text("", "utf-8")
    result = run("check", "2")
    assert result.exit_code == 0
    assert "189/189 points" in result.stdout
    assert result.stderr.startswith("progress is not recorded: ")
    assert str(place / ".dlgrade") in result.stderr
    assert "[Errno" not in result.stderr


def test_the_command_ends_alike_in_a_process_of_its_own(tmp_path: Path) -> None:
    """The module and the script are one command, with the same exit codes and streams."""
    mine = hand_in(tmp_path / "mine", SOLUTION.replace("1 / (1 + small)", "1 / (2 + small)"))
    process = start("check", "2", "--submission", mine, "--task", "sigmoid", cwd=tmp_path)
    out, err = process.communicate()
    assert process.returncode == 1
    assert err == b""
    assert out.decode().startswith("02_activations  ")
    script = shutil.which("dlgrade", path=Path(sys.executable).parent)
    if script is not None:
        wrong = subprocess.run([script, "check", "nowhere"], capture_output=True, check=False, cwd=tmp_path)
        assert wrong.returncode == 2
        assert wrong.stderr.startswith(b"error: there is no exercise 'nowhere'")
