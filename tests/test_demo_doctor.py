"""`dlgrade demo` shows what each sample student sees; `dlgrade doctor` says what is here and what is missing."""

import importlib
import platform
import re
from pathlib import Path

import numpy as np
import pytest
from classroom import COURSE, ROOT
from click.testing import Result
from commands import TINY, assert_sentence, holds, run, tiny_course

from dlgrade import demo, desk, doctor, keys
from dlgrade.classroom import open_class, standings
from dlgrade.course import Course

MISTAKES = {"halved": "return np.asarray(x) / 2", "negative": "return -2 * np.asarray(x)"}
CANARY_FAILS = 'raise ValueError("no canary")\n\n\ndef facts():\n    return 0\n'


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Course:
    """A course of one small exercise with three mistakes."""
    made = tiny_course(tmp_path_factory.mktemp("demo") / "course")
    for name, body in MISTAKES.items():
        text = f'"""This is {name}: look at the factor."""\n\n\ndef double(x):\n    {body}\n'
        (made.exercise(TINY).folder / "mistakes" / f"{name}.py").write_text(text, "utf-8")
    return made


@pytest.fixture(scope="module")
def shown(course: Course) -> Result:
    """What demo shows of it, on a narrow screen."""
    return run("demo", "--course", course.root, COLUMNS="70")


def students(shown: Result) -> dict[str, str]:
    """Return each student's row of the class's table."""
    table = shown.stdout.partition("the class -")[2]
    rows = re.split(r"(?m)^(\w+)(?= +\d)", table)
    return dict(zip(rows[1::2], rows[2::2], strict=True))


def finding(result: Result, name: str) -> str:
    """Return what doctor says of one thing, with single blanks."""
    lines = result.stdout.splitlines()
    first = next(number for number, line in enumerate(lines) if line.startswith(f"{name:<10}"))
    last = next((n for n in range(first + 1, len(lines)) if re.match(r"\w+ +(ok|note|PROBLEM) ", lines[n])), None)
    return " ".join(" ".join(lines[first:last]).split())


def test_demo_ends_with_zero(shown: Result) -> None:
    """That samples fail is no failure of the demo."""
    assert (shown.exit_code, shown.stderr) == (0, "")
    assert shown.stdout.startswith("Tiny: a class of 30 hands in")


def test_demo_shows_what_three_students_see(shown: Result) -> None:
    """A mistake with its hint, what never ends and is ended, and what computes nothing and earns nothing."""
    seen = shown.stdout.partition("the class -")[0]
    assert "hint: This" in seen
    assert holds(seen, "did not end within 1 s")
    assert holds(seen, "computes nothing, and tries to talk the checks into passing")
    assert len(re.findall("05_doubling  0/2 points", seen)) == 3


def test_demo_grades_a_class_of_thirty(shown: Result) -> None:
    """Right ones have full points, mistakes their names, and whatever misbehaves nothing."""
    rows = students(shown)
    assert len(rows) == 30
    for row in rows.values():
        right = "right" in row and "mistake" not in row
        assert ("2/2" in row) == right, row
        if "mistake" in row:
            assert any(name in row for name in (*MISTAKES, "squared")), row


def test_demo_is_a_class_to_work_on(shown: Result) -> None:
    """It says where it is; results, submissions and the one who is missing are there."""
    root = Path(re.search(r"(?m)^class +(\S+)", shown.stdout)[1])
    classroom = open_class(root)
    found = standings(classroom)
    assert [each.state for each in found].count("graded") == 30
    assert [each.state for each in found].count("missing") == 1
    assert any(each.late for each in found)
    assert any(each.attempts == 2 for each in found)
    assert {each.result.isolation for each in found if each.result} <= {"strict", "strict-no-open"}


def test_demo_fits_a_narrow_screen(shown: Result) -> None:
    """No line is wider than the screen, but paths."""
    assert max(len(line) for line in shown.stdout.splitlines() if "/class" not in line) <= 70


def test_demo_is_the_same_class_every_time(course: Course) -> None:
    """Thirty, whatever the exercise has."""
    exercise = course.exercise(TINY)
    assert demo.samples(exercise) == demo.samples(exercise)
    assert len({sample.student for sample in demo.samples(exercise)}) == 30
    assert len(demo.samples(COURSE.exercise("6"))) == 30


def test_doctor_lists_what_grading_needs() -> None:
    """Python, NumPy, PyTorch, isolation, course and key each have a line."""
    result = run("doctor", "--course", ROOT)
    assert (result.exit_code, result.stderr) == (0, "")
    assert finding(result, "Python").startswith(f"Python ok {platform.python_version()} on ")
    assert finding(result, "NumPy") == f"NumPy ok {np.__version__}"
    assert "reference on " in finding(result, "PyTorch")
    assert finding(result, "isolation").startswith("isolation ok strict: ")
    assert "seccomp, resource limits; started by fork" in finding(result, "isolation")
    assert f"exercises, at {ROOT}" in finding(result, "course")
    assert finding(result, "key") == f"key ok {keys.PRACTICE.id}, for practice: its inputs are public"


def test_doctor_says_how_to_install_torch(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without torch stored answers still serve, so it is a note, with the command that installs it."""
    monkeypatch.setattr(doctor, "torch_version", lambda: "")
    result = run("doctor", "--course", ROOT)
    assert result.exit_code == 0
    assert finding(result, "PyTorch").startswith("PyTorch note not installed")
    assert "pip install 'torch" in finding(result, "PyTorch")


@pytest.mark.parametrize("error", [ImportError("torn"), OSError("no libcudart.so")], ids=["import", "library"])
def test_doctor_tells_a_torch_that_cannot_be_imported(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    """A torch that is installed and broken, or lacks a library of the system's, is a problem with its reason."""

    def fail(name: str) -> None:
        raise error

    monkeypatch.setattr(importlib, "import_module", fail)
    result = run("doctor", "--course", ROOT)
    assert result.exit_code == 3
    assert re.match(rf"PyTorch PROBLEM .* cannot be imported: {error} install it again$", finding(result, "PyTorch"))


def test_doctor_says_how_to_come_by_a_course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a course everything else is still examined."""
    monkeypatch.setattr(desk, "_own_checkout", lambda: None)
    monkeypatch.chdir(tmp_path)
    result = run("doctor")
    assert result.exit_code == 3
    assert finding(result, "course").startswith("course PROBLEM none found ")
    assert "the one that holds dlgrade.toml" in finding(result, "course")
    assert finding(result, "key").startswith("key ok ")


def test_doctor_tells_a_course_that_is_broken(tmp_path: Path) -> None:
    """Two exercises with one number are told by name."""
    root = tiny_course(tmp_path / "course").root
    (root / "solutions" / TINY).rename(root / "solutions" / "05_trebling")
    result = run("doctor", "--course", root)
    assert result.exit_code == 3
    assert "holds no trebling.py: write it, or move the folder away" in finding(result, "course")


def test_doctor_looks_at_a_key(tmp_path: Path) -> None:
    """A key is named, and one that others can read is a problem with the command that mends it."""
    path = tmp_path / "secret"
    key = keys.new_key(path)
    result = run("doctor", "--course", ROOT, "--key", path)
    assert result.exit_code == 0
    assert finding(result, "key").startswith(f"key ok {key.id}, official, from ")
    path.chmod(0o640)
    result = run("doctor", "--course", ROOT, "--key", path)
    assert result.exit_code == 3
    assert "others can read this key: chmod 600 " in finding(result, "key")
    assert path.read_text("ascii").splitlines()[1] not in result.output


def test_doctor_looks_at_the_key_of_a_class(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In its folder it is the key that `dlgrade grade` takes; in a student's there is none but practice's."""
    assert run("class", tmp_path / "class", "--course", ROOT).exit_code == 0
    monkeypatch.chdir(tmp_path / "class")
    assert re.match(r"key ok [0-9a-f]+, official, from ", finding(run("doctor"), "key"))
    (tmp_path / "class" / "class.key").unlink()
    gone = run("doctor")
    assert gone.exit_code == 3
    assert "no key can be read" in finding(gone, "key")
    assert run("init", tmp_path / "desk", "--course", ROOT).exit_code == 0
    monkeypatch.chdir(tmp_path / "desk")
    assert "for practice" in finding(run("doctor"), "key")


def test_doctor_tells_that_no_worker_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    """A worker that cannot load its module is a problem with its reason."""
    monkeypatch.setattr(doctor, "_CANARY", CANARY_FAILS)
    result = run("doctor", "--course", ROOT)
    assert result.exit_code == 3
    assert "isolation PROBLEM no worker answers: " in finding(result, "isolation")
    assert "no canary" in finding(result, "isolation")


def test_demo_without_a_course_is_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """There is nothing to show without a course."""
    monkeypatch.setattr(desk, "_own_checkout", lambda: None)
    monkeypatch.chdir(tmp_path)
    assert_sentence(run("demo"), 2, "no course found")
