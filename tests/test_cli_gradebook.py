"""`dlgrade gradebook`: what it prints, what it refuses, and what it shows without writing."""

from pathlib import Path

import pytest
from books import check, give, make_class, mark, totals
from classroom import SLUG
from commands import assert_sentence, run

from dlgrade.classroom import Classroom
from dlgrade.gradebook import Attention, Synced


@pytest.fixture
def classroom(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Classroom:
    """A class with one submission and a grader error; commands run in its folder."""
    made = make_class(tmp_path)
    give(made, "ada", [check("test_a", 2), check("test_b", outcome="error", message="")])
    monkeypatch.chdir(made.root)
    return made


def test_it_says_what_changed_and_who_needs_a_human(classroom: Classroom) -> None:
    """Counts first, then one line for each that somebody must look at."""
    result = run("gradebook")
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        f"{classroom.root}/gradebook.db",
        "  assignments  1 new",
        "  checks       2 new",
        "  students     3 new",
        "  submissions  1 new",
        "  notebooks written to autograded/, for formgrader: 1",
        "needs a human (1):",
        f"  {SLUG}  ada: test_b: the grader failed: grade it again, or give points in formgrader",
    ]
    mark(classroom, "ada", "test_b", manual_score=1.0, needs_manual_grade=0)
    assert run("gradebook").stdout.splitlines()[1:] == [
        "  assignments  1 as before",
        "  checks       2 as before",
        "  students     3 as before",
        "  submissions  1 as before",
        "  scores given by hand, which stand: 1",
    ]


@pytest.mark.parametrize("name", ["all", SLUG, "activations", "2"])
def test_an_exercise_is_named_as_everywhere(classroom: Classroom, name: str) -> None:
    """By slug, topic or number; all is the same as none."""
    assert run("gradebook", name).exit_code == 0
    assert totals(classroom) == {"ada": (4.0, 0.0, 4.0)}


def test_a_dry_run_shows_the_same_and_writes_nothing(classroom: Classroom) -> None:
    """It says so in its first line."""
    told = run("gradebook", "--dry-run").stdout.splitlines()
    assert told[0] == f"{classroom.root}/gradebook.db: would be written, nothing is yet"
    assert not (classroom.root / "gradebook.db").exists()
    done = run("gradebook").stdout.splitlines()
    assert told[1:] == [line for line in done[1:] if "notebooks" not in line]


def test_an_exercise_that_does_not_exist_is_refused(classroom: Classroom) -> None:
    """With the nearest one."""
    assert_sentence(run("gradebook", "activation"), 2, "activation")
    assert not (classroom.root / "gradebook.db").exists()


def test_outside_of_a_class_it_says_how_to_name_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And where one is named that is none."""
    monkeypatch.chdir(tmp_path)
    assert_sentence(run("gradebook"), 2, "no class found", "--class DIR")
    assert_sentence(run("gradebook", "--class", tmp_path), 2, f"{tmp_path}: holds no dlgrade.toml")


def test_a_long_list_is_cut_and_hostile_names_are_harmless() -> None:
    """A folder's name may hold anything."""
    lines = Synced("/x", attention=[Attention(SLUG, "a\x1b[2J\nb", "c\u202e")] * 40).lines()
    assert lines[-1] == "  and 10 more"
    assert f"  {SLUG}  a\\x1b[2J\\nb: c\\u202e" in lines
    assert all("\x1b" not in line and "\n" not in line for line in lines)
