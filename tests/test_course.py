"""Courses on disk: exercises found by folder, names and what a misspelt one is told, signatures for students."""

from pathlib import Path

import classroom
import pytest

from dlgrade.course import Course, definitions, open_course, parse
from dlgrade.errors import CourseError, UsageError

SOURCE = '''\
"""Layers: what a network is built from.

More about them.
"""

import numpy as np

LIMIT = 3


def dense(x: np.ndarray, w: np.ndarray, *, bias: float = 0.5) -> np.ndarray:
    """Do it."""


def stack(*layers: object, name: str = "net") -> None:
    """Do it."""


def _private(x):
    """Do it."""


class Conv:
    """A layer."""

    def __init__(self, channels: int, size: int = 3):
        self.channels = channels


class Relu:
    """A layer."""
'''


def course_of(root: Path, *slugs: str) -> Course:
    """Write a course of empty exercises."""
    for slug in slugs:
        folder = root / "solutions" / slug
        folder.mkdir(parents=True)
        (folder / f"{slug[3:]}.py").write_text(f'"""About {slug[3:]}."""\n')
    (root / "solutions").mkdir(exist_ok=True)
    (root / "solutions" / "course.toml").write_text('name = "C"\nversion = "1"\nengine = ">=0"\n')
    return open_course(root)


@pytest.fixture
def course(tmp_path) -> Course:
    """Three exercises, one of them with a source to read."""
    made = course_of(tmp_path, "03_losses", "02_activations", "05_layers")
    (tmp_path / "solutions" / "05_layers" / "layers.py").write_text(SOURCE)
    return made


@pytest.mark.parametrize("name", ["02_activations", "activations", "2", "02"])
def test_an_exercise_goes_by_slug_topic_or_number(course, name):
    """All of them find the same folder."""
    assert course.exercise(name).slug == "02_activations"


@pytest.mark.parametrize("name", ["02_activation", "activatons", "activation", "2_activations"])
def test_a_misspelt_name_offers_the_nearest(course, name):
    """By its slug, which is the name to use."""
    with pytest.raises(UsageError) as caught:
        course.exercise(name)
    assert str(caught.value) == f"there is no exercise {name!r}: did you mean 02_activations?"


@pytest.mark.parametrize("name", ["xyzzy", ""])
def test_a_name_like_no_other_is_told_what_there_is(course, name):
    """A short course is listed."""
    with pytest.raises(UsageError, match="; there are 02_activations, 03_losses, 05_layers") as caught:
        course.exercise(name)
    assert f"there is no exercise {name!r}" in str(caught.value)


@pytest.mark.parametrize("name", ["7", "0", "99"])
def test_a_number_that_there_is_not_offers_the_list(course, name):
    """No other number is near it."""
    with pytest.raises(UsageError, match=f"there is no exercise {name}; `dlgrade list` shows them all"):
        course.exercise(name)


@pytest.mark.parametrize("name", ["²", "-2", "2.0", "../02_activations"])
def test_what_only_looks_like_a_number_is_refused_as_a_name(course, name):
    """It is no exercise, and no error without words."""
    with pytest.raises(UsageError, match="there is no exercise"):
        course.exercise(name)


def test_a_long_course_is_listed_in_an_error_too(tmp_path):
    """Without a near name, the list is what says what to do."""
    course = course_of(tmp_path, *(f"{number:02d}_topic{number}" for number in range(1, 15)))
    with pytest.raises(UsageError, match=r"exercise 'xyzzy'; there are 01_topic1, .*, 14_topic14$"):
        course.exercise("xyzzy")


def test_exercises_come_in_the_order_of_their_numbers(course):
    """Whatever order the folders were made in."""
    assert [exercise.number for exercise in course.exercises] == [2, 3, 5]


def test_hidden_and_private_folders_are_no_exercises(tmp_path):
    """Neither are files."""
    course = course_of(tmp_path, "02_activations")
    for name in (".git", "__pycache__", "_drafts"):
        (tmp_path / "solutions" / name).mkdir()
    (tmp_path / "solutions" / "notes.txt").touch()
    assert [exercise.slug for exercise in course.exercises] == ["02_activations"]


def test_an_exercise_has_its_places(course):
    """Where the solution, the stub and the checks are follows from the slug."""
    exercise = course.exercise("5")
    assert exercise.topic == "layers"
    assert exercise.solution == course.root / "solutions" / "05_layers" / "layers.py"
    assert exercise.stub == course.root / "exercises" / "05_layers" / "layers.py"
    assert exercise.checks == course.root / "solutions" / "05_layers" / "check_layers.py"
    assert exercise.probes == ""
    assert exercise.mistakes() == exercise.variants() == []
    assert course.reference == course.root / "reference"


def test_probes_are_read_where_there_are_any(course):
    """They are a file beside the checks."""
    (course.root / "solutions" / "05_layers" / "probes.py").write_text("x = 'é'\n", "utf-8")
    assert course.exercise("5").probes == "x = 'é'\n"


def test_the_title_is_the_docstrings_first_line(course):
    """Without its full stop; the topic where there is no docstring."""
    assert course.exercise("5").title == "Layers: what a network is built from"
    (course.root / "solutions" / "03_losses" / "losses.py").write_text("x = 1\n")
    assert open_course(course.root).exercise("3").title == "losses"


def test_tasks_are_the_public_functions_and_classes(course):
    """In the order of the file, with the signature that a student is shown: no annotations, no self."""
    tasks = {task.name: task.signature for task in course.exercise("5").tasks}
    assert list(tasks) == ["dense", "stack", "Conv", "Relu"]
    assert tasks["dense"] == "dense(x, w, *, bias=0.5)"
    assert tasks["stack"] == "stack(*layers, name='net')"
    assert tasks["Conv"] == "Conv(channels, size=3)"
    assert tasks["Relu"] == "Relu()"


def test_a_task_is_found_by_its_name(course):
    """A misspelt one offers the nearest, one like no other all of them."""
    exercise = course.exercise("5")
    assert exercise.task("dense").name == "dense"
    with pytest.raises(UsageError, match=r"05_layers has no task 'dence': did you mean dense\?"):
        exercise.task("dence")
    with pytest.raises(UsageError, match="05_layers has no task 'xyzzy'; there are dense, stack, Conv, Relu"):
        exercise.task("xyzzy")


def refusal(course: Course) -> str:
    """Return what listing a course's exercises is refused with."""
    with pytest.raises(CourseError) as caught:
        assert course.exercises
    return str(caught.value).replace(str(course.root), "ROOT").replace("\\", "/")


@pytest.mark.parametrize(
    "name", ["activations", "2_activations", "02-activations", "02_Activations", "002_x", "02_", "02_2d"]
)
def test_a_folder_of_another_pattern_is_refused(tmp_path, name):
    """A slip in a name would make an exercise vanish."""
    course = course_of(tmp_path)
    (tmp_path / "solutions" / name).mkdir()
    assert refusal(course) == f"ROOT/solutions/{name}: an exercise's folder is named like 02_activations: rename it"


def test_an_exercise_without_its_module_is_refused(tmp_path):
    """The error names the file that is missing."""
    course = course_of(tmp_path)
    (tmp_path / "solutions" / "02_activations").mkdir()
    assert (
        refusal(course) == "ROOT/solutions/02_activations: holds no activations.py: write it, or move the folder away"
    )


def test_two_exercises_of_one_number_are_refused(tmp_path):
    """A number stands for one exercise."""
    course = course_of(tmp_path, "02_activations", "02_losses")
    assert refusal(course) == "ROOT/solutions/02_activations: two exercises are numbered 02: renumber one"


@pytest.mark.parametrize(
    ("content", "reason"),
    [(b"def f(:\n", ":1: invalid syntax"), (b"# a\nx = (\n", ":2: "), (b"# caf\xe9\n", ": "), (b"x = 1\0\n", ": ")],
    ids=["syntax", "never closed", "not UTF-8", "null byte"],
)
def test_an_authors_file_that_cannot_be_parsed_is_refused(tmp_path, content, reason):
    """With its file, and its line where there is one."""
    path = tmp_path / "x.py"
    path.write_bytes(content)
    with pytest.raises(CourseError) as caught:
        parse(path)
    assert str(caught.value).startswith(f"{path}{reason}")


def test_an_authors_file_that_is_not_there_is_refused(tmp_path):
    """With its path."""
    with pytest.raises(CourseError, match=r"x\.py"):
        parse(tmp_path / "x.py")


def test_definitions_are_a_files_own_names(course):
    """Functions and classes at the top, private ones too."""
    assert definitions(course.exercise("5").solution) == ["dense", "stack", "_private", "Conv", "Relu"]


def test_the_real_course_opens():
    """Its settings are read, and its limits have their names."""
    assert classroom.COURSE.settings.name
    assert classroom.COURSE.limits.call_seconds > 0
    assert classroom.ACTIVATIONS.title


@pytest.mark.parametrize(
    "name", ["02_activations/", "02_activations/activations.py", "activations.py", "Activations", "./02_activations"]
)
def test_a_folder_or_a_file_names_its_exercise(name: str) -> None:
    """What a shell completes is understood, in any letter case."""
    assert classroom.COURSE.exercise(name).slug == "02_activations"


def test_a_task_is_no_exercise() -> None:
    """Whoever types a task is told how it is checked."""
    with pytest.raises(UsageError, match="is a task of 02_activations: dlgrade check 02_activations --task softmax"):
        classroom.COURSE.exercise("softmax")
