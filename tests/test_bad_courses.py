"""Courses that are wrong in themselves: the author reads file, line and reason before anybody is graded."""

from pathlib import Path

import classroom
import pytest
from classroom import SLUG, SOLUTION, TOML, with_check

from dlgrade.course import open_course
from dlgrade.errors import CourseError, DlgradeError
from dlgrade.grade import Settings, checks_of, grade
from dlgrade.student import from_sources

SETTINGS = {
    "no TOML": (TOML.replace('name = "', "name = "), ["course.toml", "line 1"]),
    "no name": (TOML.replace("name =", "# name ="), ["course.toml", "missing", "`name`"]),
    "no version": (TOML.replace("version =", "# version ="), ["course.toml", "missing", "`version`"]),
    "an unknown setting": (f'colour = "red"\n{TOML}', ["course.toml", "unknown", "`colour`"]),
    "an unknown limit": (f"{TOML}\nmemmory_mb = 3\n", ["course.toml", "unknown", "`memmory_mb`", "limits"]),
    "text for a number": (TOML.replace("= 3.0", '= "three"'), ["course.toml", "call_seconds", "`float`", "`str`"]),
    "part of a megabyte": (TOML.replace("= 1024", "= 10.5"), ["course.toml", "memory_mb", "`int`"]),
    "an engine that is no version": (
        TOML.replace(">=0.1", "new"),
        ["course.toml", "engine = 'new'", "version specifier", ">=0.1"],
    ),
    "an engine of the future": (
        TOML.replace(">=0.1", ">=99"),
        ["course.toml", "needs dlgrade >=99", "pip install -U dlgrade"],
    ),
    "no time for a call": (TOML.replace("= 3.0", "= 0"), ["course.toml", "call_seconds"]),
    "less than no time for a check": (TOML.replace("= 15.0", "= -1"), ["course.toml", "check_seconds"]),
    "a time that is no number": (TOML.replace("= 5.0", "= nan"), ["course.toml", "load_seconds"]),
    "no processor time": (TOML.replace("= 120", "= 0"), ["course.toml", "cpu_seconds"]),
}


@pytest.mark.parametrize("case", SETTINGS)
def test_wrong_settings_are_refused_with_file_and_field(tmp_path, case):
    """The error begins with the file and names what is wrong in it."""
    toml, words = SETTINGS[case]
    classroom.copy_course(tmp_path, toml=toml)
    with pytest.raises(CourseError) as caught:
        open_course(tmp_path)
    assert str(caught.value).startswith(str(tmp_path / "solutions" / "course.toml"))
    for word in words:
        assert word in str(caught.value)


def test_settings_that_are_no_text_are_refused(tmp_path):
    """Bytes that are not UTF-8 are named as such."""
    (classroom.copy_course(tmp_path) / "solutions" / "course.toml").write_bytes(b'name = "caf\xe9"\n')
    with pytest.raises(CourseError, match=r"course\.toml: .*utf-8"):
        open_course(tmp_path)


def test_a_folder_without_settings_is_no_course(tmp_path):
    """The error names the folder, the missing file and the option that names another."""
    with pytest.raises(CourseError) as caught:
        open_course(tmp_path)
    for words in (str(tmp_path), "not a course", str(Path("solutions", "course.toml")), "--course"):
        assert words in str(caught.value)


def test_a_file_is_no_course(tmp_path):
    """A path to a file is refused like a folder that holds no course."""
    (tmp_path / "notes.txt").touch()
    with pytest.raises(CourseError, match=r"notes\.txt: not a course"):
        open_course(tmp_path / "notes.txt")


def test_settings_that_are_a_folder_are_refused(tmp_path):
    """What cannot be read is the course's fault and not an error without words."""
    (tmp_path / "solutions" / "course.toml").mkdir(parents=True)
    with pytest.raises(CourseError, match=r"course\.toml"):
        open_course(tmp_path)


def collect(root, checks: str) -> str:
    """Return what collecting a copied course's checks is refused with, without the file that it begins with."""
    course = open_course(classroom.copy_course(root, checks=checks))
    with pytest.raises(CourseError) as caught:
        checks_of(course.exercise(SLUG))
    file = str(course.exercise(SLUG).checks)
    assert str(caught.value).startswith(file)
    return str(caught.value).removeprefix(file)


LAST = len(classroom.CHECKS.splitlines())  # the last line of the course's own checks; a new one's marker is 3 below

BROKEN = {
    "a syntax error": (f"{classroom.CHECKS}\ndef broken(:\n", LAST + 2, ["invalid syntax"]),
    "an import that fails": (f"import nothing_like_it\n{classroom.CHECKS}", 1, ["nothing_like_it"]),
    "an error at the top": (f"{classroom.CHECKS}\n1 / 0\n", LAST + 2, ["ZeroDivisionError", "division by zero"]),
}

MARKED = {
    "no points": (
        {"marker": "# no marker"},
        LAST + 4,
        ["test_new", "neither worth nor task", "@pytest.mark.points(1, task='...')"],
    ),
    "no task": ({"marker": "@pytest.mark.points(1)"}, LAST + 3, ["test_new", "task"]),
    "an unknown task": (
        {"marker": "@pytest.mark.points(1, task='sigmoyd')"},
        LAST + 3,
        ["'sigmoyd'", "did you mean sigmoid?"],
    ),
    "no docstring": ({"body": "pass"}, LAST + 3, ["test_new", "no docstring", "student reads"]),
    "an unknown need": (
        {"marker": "@pytest.mark.needs('test_nothing')\n@pytest.mark.points(1, task='sigmoid')"},
        LAST + 3,
        ["test_new needs test_nothing", "no check above it"],
    ),
    "a need of itself": (
        {"marker": "@pytest.mark.needs('test_new')\n@pytest.mark.points(1, task='sigmoid')"},
        LAST + 3,
        ["test_new needs test_new", "no check above it"],
    ),
    "a marker that does not exist": (
        {"marker": "@pytest.mark.hiden\n@pytest.mark.points(1, task='sigmoid')"},
        LAST + 3,
        ["hiden"],
    ),
    "points that are no number": (
        {"marker": "@pytest.mark.points('one', task='sigmoid')"},
        LAST + 3,
        ["test_new", "'one'"],
    ),
    "points below zero": ({"marker": "@pytest.mark.points(-1, task='sigmoid')"}, LAST + 3, ["test_new", "-1"]),
    "points that are NaN": (
        {"marker": "@pytest.mark.points(float('nan'), task='sigmoid')"},
        LAST + 3,
        ["test_new", "nan"],
    ),
}


@pytest.mark.parametrize("case", BROKEN)
def test_checks_that_cannot_be_loaded_are_refused_with_file_and_line(tmp_path, case):
    """The error is the author's own, at the line where it is."""
    checks, line, words = BROKEN[case]
    message = collect(tmp_path, checks)
    for word in words:
        assert word in message
    assert message.startswith(f":{line}: ")


@pytest.mark.parametrize("case", MARKED)
def test_a_badly_marked_check_is_refused_with_file_and_line(tmp_path, case):
    """The error names the check, what is wrong and what is right."""
    change, line, words = MARKED[case]
    message = collect(tmp_path, with_check(**{"body": '"""New."""', **change}))
    assert message.startswith(f":{line}: ")
    for word in words:
        assert word in message


def test_a_file_without_checks_is_refused(tmp_path):
    """No check at all is an error, not an exercise that everybody passes."""
    assert "holds no check" in collect(tmp_path, '"""Nothing."""\n')


def test_an_exercise_without_a_file_of_checks_is_refused(tmp_path):
    """The error says which file to write."""
    course = open_course(classroom.copy_course(tmp_path))
    course.exercise(SLUG).checks.unlink()
    with pytest.raises(CourseError, match=r"check_activations\.py: does not exist: write"):
        checks_of(course.exercise(SLUG))


MISTAKES = {
    "a syntax error": ("def sigmoid(x:\n", r"broken\.py:1: "),
    "no hint": ("def sigmoid(x):\n    return x\n", r"broken\.py:1: .*docstring"),
    "no task": ('"""Nothing is wrong here."""\n', r"broken\.py:1: .*defines the task"),
}


@pytest.mark.parametrize("case", MISTAKES)
def test_a_broken_mistake_is_refused_with_file_and_line(tmp_path, case):
    """The author reads what is wrong with the mistake's file, also where grading finds it."""
    text, pattern = MISTAKES[case]
    course = open_course(classroom.copy_course(tmp_path))
    (course.exercise(SLUG).folder / "mistakes" / "broken.py").write_text(text)
    with pytest.raises(CourseError, match=pattern):
        classroom.grade_texts({"me": classroom.with_sigmoid("return None")}, course)


def test_an_error_of_the_caller_passes_through():
    """What writes results down may fail; its sentence is not lost."""

    def full(_result) -> None:
        raise DlgradeError("result.json: the result cannot be written: No space left on device")

    submissions = [from_sources("activations", SOLUTION)]
    with pytest.raises(DlgradeError, match=r"^result\.json: the result cannot be written"):
        grade(
            classroom.COURSE, classroom.ACTIVATIONS, submissions, Settings(answers=classroom.answers()), on_result=full
        )
