"""A class's standings, one student after the other or all at once."""

import datetime
from pathlib import Path

import pytest
from classroom import COURSE
from enrolled import hand_in, invented, result
from reported import with_policy

from dlgrade.classroom import Classroom, by_student, standings
from dlgrade.course import Dropped
from dlgrade.errors import CourseError
from dlgrade.results import CheckResult

A, B = "02_activations", "03_losses"


@pytest.fixture
def classroom(tmp_path: Path) -> Classroom:
    """Nine students, the last of whom handed in one exercise of two."""
    return invented(tmp_path / "class", COURSE, 9, (A, B))


def test_one_after_the_other_gives_the_same_as_all_at_once(classroom: Classroom) -> None:
    """Each student has a standing in every exercise, with work or without."""
    found = list(by_student(classroom))
    assert [{each.student for each in mine} for mine in found] == [{f"s{number:04d}"} for number in range(9)]
    assert [[each.exercise for each in mine] for mine in found] == [[A, B]] * 9
    every = sorted((each for mine in found for each in mine), key=lambda each: (each.exercise, each.student))
    assert every == standings(classroom)
    assert [each.state for each in found[-1]] == ["graded", "missing"]
    assert [[each.exercise for each in mine] for mine in by_student(classroom, [B])] == [[B]] * 9


def test_an_exercise_is_worth_what_its_newest_result_says(classroom: Classroom) -> None:
    """A file that is damaged says nothing."""
    assert {each.max_points for each in standings(classroom, [A])} == {24.0}
    facts = {"id": "test_a", "task": "f", "title": "t", "hidden": False, "outcome": "passed", "points": 7.0}
    first, second = classroom.attempts(A)[:2]
    later = result("x", A, [CheckResult(max_points=7.0, **facts)], started="2026-10-02T10:00:00+00:00")
    classroom.records.keep(first, later)
    assert {each.max_points for each in standings(classroom, [A])} == {7.0}
    outline = classroom.records.outline(first)
    assert outline is not None
    assert outline.started == later.started
    assert [each.newest for each in standings(classroom, [A])] == [later] * 9
    for damaged in ('{"schema_version": 1, "started": "2027"}', '{"started', "[]"):
        classroom.records.path(second).write_text(damaged)
        assert [each.newest for each in standings(classroom, [A])] == [later] * 9
    assert classroom.records.outline(second) is None
    assert {each.max_points for each in standings(classroom, [A])} == {7.0}
    assert [each.state for each in standings(classroom, [A])][:2] == ["graded", "not graded"]


def test_what_no_longer_counts_does_not_decide_what_an_exercise_is_worth(classroom: Classroom) -> None:
    """Its result may bear a later time, where the clock was set back before the others were graded again."""
    facts = {"id": "test_a", "task": "f", "title": "t", "hidden": False, "outcome": "passed", "points": 7.0}
    before = hand_in(
        classroom, "s0000", A, "# before\n", datetime.datetime(2026, 9, 1, tzinfo=datetime.UTC), earlier="1"
    )
    earlier = next(each for each in classroom.attempts(A) if each.folder == before)
    old = result("s0000", A, [CheckResult(max_points=7.0, **facts)], started="2031-01-01T10:00:00+00:00")
    classroom.records.keep(earlier, old)
    assert {each.max_points for each in standings(classroom, [A])} == {24.0}
    for attempt in classroom.attempts(A):
        if attempt != earlier:
            classroom.records.path(attempt).unlink()
    assert {each.max_points for each in standings(classroom, [A])} == {7.0}


def test_who_is_on_no_roster_counts_as_well(classroom: Classroom) -> None:
    """And who is on the roster counts without work."""
    hand_in(classroom, "zoe", A, "# zoe\n", datetime.datetime(2026, 10, 1, tzinfo=datetime.UTC))
    with (classroom.root / "roster.csv").open("a") as file:
        file.write("nobody,No,Body,,\n")
    states = {mine[0].student: [each.state for each in mine] for mine in by_student(classroom)}
    assert states["zoe"] == ["not graded", "missing"]
    assert states["nobody"] == ["missing", "missing"]


def test_a_dropped_check_that_nobody_has_is_an_error(classroom: Classroom) -> None:
    """A slip of the pen would otherwise drop nothing, in silence; one that only an older result knows may be named."""
    facts = {"task": "f", "title": "t", "hidden": False, "outcome": "passed", "points": 7.0}
    later = result(
        "x", A, [CheckResult(id="test_new[1]", max_points=7.0, **facts)], started="2026-10-02T10:00:00+00:00"
    )
    classroom.records.keep(classroom.attempts(A)[0], later)
    old = classroom.records.result(classroom.attempts(A)[1])
    assert old is not None
    for name in ("test_new", "test_new[1]", old.checks[0].id):
        standings(with_policy(classroom, dropped=[Dropped(A, name, "why")]))
    said = "dropped: 02_activations has no check 'test_nev': did you mean test_new"
    with pytest.raises(CourseError, match=said):
        standings(with_policy(classroom, dropped=[Dropped(A, "test_nev", "why")]))
    standings(with_policy(classroom, dropped=[Dropped("05_backprop", "test_nev", "nobody handed it in")]))
