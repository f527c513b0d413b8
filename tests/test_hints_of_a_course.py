"""hints.toml: what it may hold, how it reads, what an author is told; and the hints of this course."""

import re
from pathlib import Path

import pytest
from classroom import COURSE
from commands import TINY, holds, run, tiny_course
from hinted import hinted_course, table

from dlgrade.course import STAGES, open_course
from dlgrade.errors import CourseError
from dlgrade.grade import digests_of

_CODE = re.compile(r"`[^`]*[^\w`][^`]*`|\bnp\.|\bself\.")  # between backticks a name alone is none
WRONG = [
    ("[relu\nidea = 3\n", "(at line 1, column 6)"),
    (table("relu") + "\n" + table("swish"), "hints.toml:6: there is no task 'swish'"),
    (table("rellu"), "hints.toml:1: there is no task 'rellu': did you mean relu?"),
    ("# note\n\n" + table("relu", line=None), "hints.toml:3: relu lacks its line: write all of idea, formula, line"),
    (table("relu", formula="  "), "hints.toml:1: relu: its formula is no text: write a sentence or two"),
    (table("relu") + "ideas = 'x'\n", "hints.toml:1: relu: a hint has no stage 'ideas': did you mean idea?"),
    ("relu = 'x'\n", "hints.toml:1: relu is a table, [relu], of three texts: idea, formula, line"),
    ("[relu]\nidea = 3\nformula = 'x'\nline = 'x'\n", "hints.toml:1: relu: its idea is no text"),
]


@pytest.mark.parametrize(("text", "said"), WRONG, ids=[said for _, said in WRONG])
def test_what_is_wrong_is_said_with_file_and_line(tmp_path: Path, text: str, said: str) -> None:
    """Unknown tasks and stages, missing and empty ones, what is no table, what is no TOML."""
    exercise = hinted_course(tmp_path).exercise("bends")
    (exercise.folder / "hints.toml").write_text(text)
    with pytest.raises(CourseError, match=re.escape(said)):
        _ = exercise.hints


@pytest.mark.parametrize("make", [lambda path: path.mkdir(), lambda path: path.write_bytes(b"\xff")])
def test_what_cannot_be_read_is_said_with_the_file(tmp_path: Path, make) -> None:
    """A folder of that name, bytes that are no text."""
    exercise = hinted_course(tmp_path).exercise("bends")
    path = exercise.folder / "hints.toml"
    path.unlink()
    assert open_course(tmp_path).exercise("bends").hints == {}
    make(path)
    with pytest.raises(CourseError, match=re.escape(f"{path}: ")):
        _ = exercise.hints


def test_lines_flow_together_and_a_formula_stays_by_itself(tmp_path: Path) -> None:
    """So that a narrow screen breaks them where it needs to."""
    exercise = hinted_course(tmp_path).exercise("bends")
    text = "\nOne\ntwo.\n\nNew paragraph:\n    x = 1\n  y = 2\nBehind.\n"
    path = exercise.folder / "hints.toml"
    path.write_text(f"[relu]\nidea = '''{text}'''\nformula = 'x'\nline = 'y'\n", "utf-8")
    assert exercise.hints["relu"].idea == "One two.\nNew paragraph:\n  x = 1\n  y = 2\nBehind."


def test_hints_decide_no_points_and_change_no_digest(tmp_path: Path) -> None:
    """Neither that of the checks nor that of the mistakes."""
    course = tiny_course(tmp_path)
    before = digests_of(course, course.exercise(TINY))
    (course.exercise(TINY).folder / "hints.toml").unlink()
    toml = tmp_path / "solutions" / "course.toml"
    toml.write_text(toml.read_text() + 'hints = "reported"\n')
    course = open_course(tmp_path)
    assert digests_of(course, course.exercise(TINY)) == before


def test_a_course_decides_private_or_reported(tmp_path: Path) -> None:
    """Private unless it says otherwise, and nothing else."""
    assert COURSE.settings.hints == "private"
    assert hinted_course(tmp_path / "one", hints="reported").settings.hints == "reported"
    with pytest.raises(CourseError, match="it is private or reported"):
        hinted_course(tmp_path / "two", hints="public")


def test_selftest_says_which_task_has_no_hints(tmp_path: Path) -> None:
    """The new exercise has them; then one is taken out; then the text is broken."""
    course = tiny_course(tmp_path)
    path = course.exercise(TINY).folder / "hints.toml"
    result = run("selftest", "--course", tmp_path)
    assert result.exit_code == 0, result.output
    path.write_text("")
    result = run("selftest", "--course", tmp_path)
    assert result.exit_code == 1, result.output
    assert holds(result.output, f"{path}: double has no hints: write a table [double] with idea, formula and line")
    path.write_text("[doubble]\n")
    assert holds(run("selftest", "--course", tmp_path).output, f"{path}:1: there is no task 'doubble': did you mean")


def test_selftest_asks_for_a_file_where_other_exercises_have_one(tmp_path: Path) -> None:
    """A course without any hints is none the worse."""
    course = tiny_course(tmp_path)
    path = course.exercise(TINY).folder / "hints.toml"
    path.unlink()
    result = run("selftest", TINY, "--course", tmp_path)
    assert result.exit_code == 0, result.output
    assert run("new", "06_tripling", "--course", tmp_path).exit_code == 0
    result = run("selftest", TINY, "--course", tmp_path)
    assert result.exit_code == 1, result.output
    assert holds(result.output, f"{path}: does not exist, but 06_tripling has hints: write one with a table a task")


@pytest.mark.parametrize("exercise", COURSE.exercises, ids=lambda each: each.slug)
def test_this_course_has_all_three_hints_for_every_task(exercise) -> None:
    """And no code before the third, names alone."""
    assert list(exercise.hints) == [task.name for task in exercise.tasks]
    for name, hints in exercise.hints.items():
        for stage in STAGES[:2]:
            text = getattr(hints, stage)
            assert not _CODE.search(text), f"{name}: its {stage} holds code: {text}"
