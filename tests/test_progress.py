"""How far a student is, in lists: tasks, the next step, and what builds on what."""

import io
import shutil
from pathlib import Path

import pytest
from commands import assert_sentence, run
from hinted import table
from rich.console import Console
from watched import tiny_desk, write

from dlgrade import progress as journey
from dlgrade.course import built_on
from dlgrade.desk import Desk
from dlgrade.grade import checks_of
from dlgrade.report.progress import Progress, TaskState, bar, show_progress, tally

FIRST, LATER = "01_tiny", "02_later"


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A desk of the tiny course; commands run there."""
    made = tiny_desk(tmp_path)
    monkeypatch.chdir(made.root)
    return made


def shown(rows: list[Progress], width: int = 60, **how: bool) -> str:
    """Return what a list shows."""
    out = io.StringIO()
    show_progress(Console(file=out, width=width, highlight=False), rows, **how)
    return out.getvalue()


def test_every_task_is_worth_what_its_checks_are(desk: Desk) -> None:
    """From the memory as from the checks; a task of no check is in no list."""
    for exercise in desk.course.exercises:
        found = journey.worth(desk.course, exercise)
        assert sum(found.values()) == sum(check.points for check in checks_of(exercise))
        assert journey.worth(desk.course, exercise) == found
        assert list(found) == [task.name for task in exercise.tasks if task.name in found]


def test_what_is_remembered_ends_with_the_check_file(desk: Desk) -> None:
    """A check that is worth more is worth more in the list."""
    first = desk.course.exercise(FIRST)
    before = journey.worth(desk.course, first)["cube"]
    text = first.checks.read_text("utf-8")
    first.checks.write_text(text.replace('points(1, task="cube")', 'points(7, task="cube")'), "utf-8")
    assert journey.worth(desk.course, first)["cube"] == before + 6


def test_an_exercise_lists_its_tasks(desk: Desk) -> None:
    """Passed, failing, not started; and the command that goes on with the one that fails."""
    first = desk.course.exercise(FIRST)
    text = first.solution.read_text("utf-8")
    text = text.replace("return x**3", "return x**2").replace("return dout * 3 * x**2", "raise NotImplementedError")
    write(desk, first, text)
    assert run("check", "1", "--isolation", "basic").exit_code == 1
    result = run("list", "tiny", COLUMNS="60")
    assert result.exit_code == 0
    assert "  ✗ cube             0/1  failing\n" in result.stdout
    assert "  ○ cube_backward    0/5  not started\n" in result.stdout
    assert "  ✓ numerical_slope  2/2  passed\n" in result.stdout
    assert result.stdout.endswith("next: dlgrade check 01_tiny --task cube\n")
    assert "cube of 01_tiny fails" in result.stdout


def test_the_whole_list_counts_tasks_and_says_what_is_next(desk: Desk) -> None:
    """Bars where there is room, figures everywhere; the next step names exercise, task and command."""
    wide, narrow = run("list", COLUMNS="110").stdout, run("list", COLUMNS="60").stdout
    assert "░░░░░░░░░░ 0/8" in wide
    assert "░" not in narrow
    assert "0/8" in narrow
    assert "begin with cube of 01_tiny: read 01_tiny/README.md and write 01_tiny/tiny.py" in " ".join(narrow.split())
    assert narrow.endswith("next: dlgrade check 01_tiny\n")


def test_a_module_that_does_not_load_says_so(desk: Desk) -> None:
    """No task is named, since none was judged."""
    write(desk, desk.course.exercise(FIRST), "def (\n")
    run("check", "1", "--isolation", "basic")
    text = run("list").stdout
    assert "your 01_tiny/tiny.py does not load\nnext: dlgrade check 01_tiny\n" in text


def test_a_check_ends_with_what_comes_next(desk: Desk) -> None:
    """The task that fails, then the exercise that follows, then nothing; and of one task, its exercise."""
    first = desk.course.exercises[0]
    right = first.solution.read_text("utf-8")
    write(desk, first, right.replace("return x**3", "return x**2"))
    said = run("check", "1", "--isolation", "basic").stdout
    assert said.endswith("cube of 01_tiny fails, 1 task to go\nnext: dlgrade check 01_tiny --task cube\n")
    said = run("check", "1", "--task", "cube", "--isolation", "basic").stdout
    assert said.endswith("next: dlgrade show cube\n")
    (first.folder / "hints.toml").write_text("".join(table(task.name) for task in first.tasks), "utf-8")
    assert run("check", "1", "--isolation", "basic").stdout.endswith("next: dlgrade hint cube\n")
    said = run("check", "1", "--task", "cube", "--isolation", "basic").stdout
    assert said.endswith("next: dlgrade hint cube\n")
    write(desk, first, right)
    assert run("check", "1", "--task", "cube", "--isolation", "basic").stdout.endswith("next: dlgrade check 01_tiny\n")
    assert run("check", "1", "--isolation", "basic").stdout.endswith("next: dlgrade check 02_later\n")
    handed_in = run("check", "1", "--submission", first.folder, "--isolation", "basic")
    assert "next:" not in handed_in.stdout


def test_when_everything_has_passed_no_step_is_next(desk: Desk) -> None:
    """The last line of a list is a row of it."""
    for exercise in desk.course.exercises:
        write(desk, exercise, exercise.solution.read_text("utf-8"))
    checked = run("check", "--isolation", "basic")
    assert (checked.exit_code, "next:" in checked.stdout) == (0, False)
    listed = run("list")
    assert listed.stdout.count(" passed ") == len(desk.course.exercises)
    assert "next:" not in listed.stdout


def test_the_map_is_what_the_stubs_import(desk: Desk) -> None:
    """02_later imports tiny; nothing is kept by hand."""
    first, later = desk.course.exercises
    assert (built_on(desk.course, first), built_on(desk.course, later)) == ([], [first])
    text = run("list", "--map", COLUMNS="60").stdout
    assert "uses 01_tiny (not passed yet: 01)" in text
    assert "is used by 02_later" in text
    later.stub.write_text("import numpy as np\n", "utf-8")
    assert "on their own: 01_tiny, 02_later" in run("list", "--map").stdout
    shutil.rmtree(later.stubs)
    assert built_on(desk.course, later) == []


def test_the_map_is_of_the_whole_course(desk: Desk) -> None:
    """With an exercise, --map is refused."""
    assert run("list", "1", "--map").exit_code == 2
    assert_sentence(run("list", "9"), 2, "there is no exercise 9")


def test_lists_fit_and_can_be_read_in_ascii() -> None:
    """60 columns are enough, and where there are no blocks other signs stand for them."""
    worth = {f"task_{number}": 1.0 for number in range(18)}
    row = Progress("10_regularization", "A title", worth, None, untouched=False, edited=False, uses=["03_losses"])
    text = shown([row], with_map=True)
    assert max(map(len, text.splitlines())) <= 60
    ascii_only = Console(file=io.TextIOWrapper(io.BytesIO(), "ascii"), width=110)
    assert bar(ascii_only, 1, 2) == "#####....."


def test_a_bar_is_full_only_when_all_is_done() -> None:
    """Nor empty once something is."""
    screen = Console(file=io.StringIO())
    assert [bar(screen, done, 1000, 4).count("█") for done in (0, 1, 999, 1000)] == [0, 1, 3, 4]
    assert bar(screen, 0, 0, 4) == "░░░░"


def test_a_tally_leaves_out_what_there_is_none_of() -> None:
    """In words, for whoever does not see the bar."""
    tasks = [TaskState("a", "passed", 1, 1), TaskState("b", "not started", 0, 1), TaskState("c", "not started", 0, 1)]
    assert tally(tasks) == "1 passed, 2 not started"
    assert tally([]) == "no task"
