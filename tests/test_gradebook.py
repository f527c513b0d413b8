"""The gradebook says what the standings say, keeps what humans decided, and a second sync changes nothing."""

import datetime
import subprocess
import sys
from pathlib import Path

import pytest
from books import (
    DUE_TOML,
    PER_DAY,
    TOPIC,
    again,
    check,
    comments,
    dump,
    give,
    grades,
    make_class,
    mark,
    rows,
    totals,
)
from classroom import COURSE, SLUG
from commands import run
from enrolled import hand_in, invented

from dlgrade.classroom import Classroom, open_class, standings
from dlgrade.gradebook import Synced, sync
from dlgrade.gradebook.wanted import fitting

DAY = datetime.timedelta(days=1)


@pytest.fixture
def classroom(tmp_path: Path) -> Classroom:
    """A class where ada has all points, bob half of them and a day late, and eve handed in nothing."""
    made = make_class(tmp_path, DUE_TOML, PER_DAY)
    give(made, "ada", [check("test_a", 2), check("test_b", 2)])
    give(made, "bob", [check("test_a", 2), check("test_b", hint="The slope is s (1 - s).")], late=DAY)
    return made


def reasons(synced: Synced) -> list[str]:
    """Who needs a human and why, in one line each."""
    return [f"{each.student}: {each.reason}" for each in synced.attention]


def test_importing_the_room_does_not_import_nbgrader() -> None:
    """Nor SQLAlchemy, which every command would have to wait for."""
    code = "import sys, dlgrade.gradebook; print(sorted({'nbgrader', 'sqlalchemy', 'alembic'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"


def test_a_first_sync_makes_everything(classroom: Classroom) -> None:
    """Students with names, the assignment with its due date in UTC, checks with their worth, and the work."""
    synced = again(classroom)
    assert {kind: count.created for kind, count in synced.counts.items()} == {
        "assignments": 1,
        "checks": 2,
        "students": 3,
        "submissions": 2,
    }
    assert (synced.changed, synced.unchanged, synced.attention) == (0, 0, [])
    assert rows(classroom, "SELECT name, duedate, course_id FROM assignment") == [
        (SLUG, "2026-10-01 12:00:00.000000", "class")
    ]
    assert rows(classroom, "SELECT name FROM notebook") == [(TOPIC,)]
    assert rows(classroom, "SELECT id, first_name, last_name, email, lms_user_id FROM student ORDER BY id")[:2] == [
        ("ada", "Ada", "Lovelace", "ada@example.edu", "901"),
        ("bob", "Bob", None, None, None),
    ]
    assert rows(classroom, "SELECT max_score, cell_type FROM grade_cells") == [(2.0, "code")] * 2
    assert grades(classroom, "bob") == {"test_a": (2.0, None, None, 0), "test_b": (0.0, None, None, 0)}
    assert grades(classroom, "eve") == {}
    assert rows(classroom, "SELECT student_id, timestamp FROM submitted_assignment ORDER BY 1") == [
        ("ada", "2026-10-01 12:00:00.000000"),
        ("bob", "2026-10-02 12:00:00.000000"),
    ]


def test_nbgrader_counts_what_the_standings_count(classroom: Classroom) -> None:
    """Raw score, late penalty and maximum are those of the standings, by nbgrader's own models."""
    again(classroom)
    assert totals(classroom) == {"ada": (4.0, 0.0, 4.0), "bob": (2.0, 0.2, 4.0)}
    for each in standings(open_class(classroom.root)):
        if each.attempt:
            assert totals(classroom)[each.student] == pytest.approx((each.points, each.penalty, each.max_points))


def test_a_large_invented_class_counts_the_same(tmp_path: Path) -> None:
    """Two exercises and thirty students, every number compared."""
    made = invented(tmp_path, COURSE, 30, (SLUG, "03_losses"))
    sync(made)
    for slug in (SLUG, "03_losses"):
        found = totals(made, slug)
        mine = {each.student: each for each in standings(made, [slug]) if each.attempt}
        assert found.keys() == mine.keys()
        for student, each in mine.items():
            assert found[student] == pytest.approx((each.points, each.penalty, each.max_points))


def test_a_second_sync_changes_nothing(classroom: Classroom) -> None:
    """Not a row, not a file; all is counted as it was."""
    again(classroom)
    before = dump(classroom)
    files = {path: path.stat().st_mtime_ns for path in classroom.root.rglob("*.ipynb")}
    synced = again(classroom)
    assert (synced.created, synced.changed, synced.unchanged, synced.notebooks) == (0, 0, 1 + 2 + 3 + 2, 0)
    assert dump(classroom) == before
    assert {path: path.stat().st_mtime_ns for path in classroom.root.rglob("*.ipynb")} == files


def test_a_dry_run_counts_the_same_and_writes_nothing(classroom: Classroom) -> None:
    """Neither where there is no gradebook yet, which it does not make, nor where there is one."""
    told = again(classroom, dry_run=True)
    assert not list(classroom.root.glob("gradebook.db*"))
    assert not (classroom.root / "autograded").exists()
    assert told.counts == again(classroom).counts
    give(classroom, "ada", [check("test_a", 2), check("test_b")])
    before = dump(classroom)
    told = again(classroom, dry_run=True)
    assert (told.submissions.changed, told.submissions.unchanged) == (1, 1)
    assert dump(classroom) == before
    assert told.counts == again(classroom).counts


def test_a_regrade_changes_only_what_it_changed(classroom: Classroom) -> None:
    """Scores and comments follow the result; one submission is counted as changed."""
    again(classroom)
    give(classroom, "bob", [check("test_a", 2), check("test_b", 2)], late=DAY)
    synced = again(classroom)
    assert (synced.submissions.changed, synced.submissions.unchanged) == (1, 1)
    assert totals(classroom)["bob"] == (4.0, 0.4, 4.0)
    assert comments(classroom, "bob") == {"test_a": None, "test_b": None}


def test_a_comment_says_what_is_wrong_and_what_to_do(classroom: Classroom) -> None:
    """Message, diagnosis and hint; nothing for what passed."""
    facts = {"message": "y: expected 0.5, got 0.25", "diagnosis": "it is transposed", "hint": "Subtract the maximum."}
    give(classroom, "ada", [check("test_a", 2), check("test_b", **facts)])
    again(classroom)
    assert comments(classroom, "ada") == {
        "test_a": None,
        "test_b": "    y: expected 0.5, got 0.25\n    diagnosis: it is transposed\n    hint: Subtract the maximum.",
    }


def test_hostile_text_is_no_markup_in_a_comment(classroom: Classroom) -> None:
    """What a submission printed is shown as it stands, by the very filter of nbgrader's feedback pages."""
    from nbconvert.filters.markdown import markdown2html

    printed = (
        "your code printed: <script>alert(1)</script>\n\n$$<img src=x>$$\n```\n</pre><b>\x1b[2J\u202e\r\x00 \ud800"
    )
    give(classroom, "ada", [check("test_a", 2), check("test_b", message=printed.replace("\ud800", "?"))])
    again(classroom)
    comment = comments(classroom, "ada")["test_b"]
    shown = markdown2html(comment)
    assert all(tag not in shown for tag in ("<script", "<img", "<b>")), shown
    assert "&lt;script&gt;" in shown
    assert all(character not in comment for character in "\x1b\u202e\r\x00")
    assert "\\x1b[2J\\u202e\\r\\x00" in comment


def test_a_very_long_message_is_cut(classroom: Classroom) -> None:
    """A megabyte of output does not fill the gradebook."""
    give(classroom, "ada", [check("test_a", 2), check("test_b", message="x" * 1_000_000)])
    again(classroom)
    assert len(comments(classroom, "ada")["test_b"]) < 5_000


def test_a_human_score_stays_and_asks_only_where_ours_changed(classroom: Classroom) -> None:
    """nbgrader asks again whenever it grades; what somebody has settled stays settled here until the score changes."""
    again(classroom)
    mark(classroom, "bob", "test_b", manual_score=1.5)
    synced = again(classroom)
    assert synced.by_hand == 1
    assert synced.attention == []
    assert grades(classroom, "bob")["test_b"] == (0.0, 1.5, None, 0)
    give(classroom, "bob", [check("test_a", 2), check("test_b", 2)], late=DAY)
    for _ in range(2):
        synced = again(classroom)
        assert reasons(synced) == [
            (
                "bob: test_b: a human gave 1.5 and dlgrade now gives 2: the human's score stands until somebody "
                "confirms or clears it in formgrader"
            )
        ]
        assert grades(classroom, "bob")["test_b"] == (2.0, 1.5, None, 1)
    mark(classroom, "bob", "test_b", needs_manual_grade=0)
    synced = again(classroom)
    assert (synced.changed, synced.attention) == (0, [])


def test_an_export_says_that_a_human_score_is_not_in_it(classroom: Classroom) -> None:
    """It shows what the checks gave; whoever uploads it must not lose the other in silence."""
    said = "scores given by hand in the gradebook, which are not in here: bob in 02_activations; `nbgrader export`"
    before = run("export", "csv", "--class", classroom.root)
    assert before.exit_code == 0
    assert "by hand" not in before.stdout
    assert not Path(classroom.gradebook_url.removeprefix("sqlite:///")).exists()
    again(classroom)
    assert "by hand" not in run("export", "csv", "--class", classroom.root).stdout
    mark(classroom, "bob", "test_b", manual_score=1.5)
    for arguments in (("csv",), ("gradescope", SLUG)):
        assert said in run("export", *arguments, "--class", classroom.root).stdout
    assert "by hand" not in run("export", "similarity", "--class", classroom.root).stdout
    Path(classroom.gradebook_url.removeprefix("sqlite:///")).write_text("no database")
    unknown = run("export", "csv", "--class", classroom.root)
    assert unknown.exit_code == 0
    assert "whether the gradebook holds scores given by hand" in unknown.stdout


def test_a_human_comment_and_extra_credit_stay(classroom: Classroom) -> None:
    """Neither is ever written to; the comment beside them still follows the result."""
    again(classroom)
    mark(classroom, "bob", "test_a", extra_credit=3.0)
    rows(classroom, "UPDATE comment SET manual_comment = 'well done'")
    give(classroom, "bob", [check("test_a"), check("test_b", 2)], late=DAY)
    again(classroom)
    assert grades(classroom, "bob")["test_a"] == (0.0, None, 3.0, 0)
    assert set(rows(classroom, "SELECT manual_comment FROM comment")) == {("well done",)}
    assert comments(classroom, "bob")["test_a"] == "    y: got 0.25"


def test_lateness_takes_its_share_of_a_human_score_too(classroom: Classroom) -> None:
    """Ten per cent of four points that a human gave, not of the two that dlgrade did."""
    again(classroom)
    mark(classroom, "bob", "test_b", manual_score=2.0)
    assert again(classroom).submissions.changed == 1
    assert totals(classroom)["bob"] == (4.0, 0.4, 4.0)
    assert again(classroom).changed == 0


def test_a_grader_error_costs_nothing_and_asks_a_human(classroom: Classroom) -> None:
    """The share that the standings give, needs_manual_grade, and a comment; a human's points settle it."""
    give(classroom, "ada", [check("test_a", 1, worth=2), check("test_b", outcome="error", message="")])
    synced = again(classroom)
    assert grades(classroom, "ada")["test_b"] == (1.0, None, None, 1)
    assert comments(classroom, "ada")["test_b"].startswith("    the grader failed here, which costs nothing")
    assert reasons(synced) == ["ada: test_b: the grader failed: grade it again, or give points in formgrader"]
    mark(classroom, "ada", "test_b", manual_score=2.0, needs_manual_grade=0)
    assert again(classroom).attention == []
    mark(classroom, "ada", "test_b", manual_score=None)
    assert again(classroom).attention == []
    give(classroom, "ada", [check("test_a", 1, worth=2), check("test_b", 2)])
    again(classroom)
    assert grades(classroom, "ada")["test_b"] == (2.0, None, None, 0)


def test_a_dropped_check_is_worth_nothing(tmp_path: Path) -> None:
    """Its cell stays with no points, so that maximum and sum are those of the standings."""
    drop = f'[[dropped]]\nexercise = "{SLUG}"\ncheck = "test_b"\nreason = "it was wrong"\n'
    made = make_class(tmp_path)
    give(made, "ada", [check("test_a"), check("test_b", 2)])
    again(made)
    (made.course.root / "solutions" / "course.toml").write_text(
        (made.course.root / "solutions" / "course.toml").read_text("utf-8") + drop, "utf-8"
    )
    synced = again(made)
    assert (synced.checks.changed, synced.submissions.changed) == (1, 1)
    assert totals(made) == {"ada": (0.0, 0.0, 2.0)}
    assert comments(made, "ada")["test_b"] == "    this check is dropped: it counts for nobody"
    mark(made, "ada", "test_b", manual_score=2.0)
    assert "a human gave points for what no longer counts" in reasons(again(made))[0]


def test_checks_added_later_get_rows_and_a_word(classroom: Classroom) -> None:
    """Who is not graded anew has 0 there, as in the standings, and is reported instead of silently losing points."""
    again(classroom)
    later = [check("test_a", 2), check("test_b", 2), check("test_c", 3, worth=3)]
    give(classroom, "ada", later, started="2026-11-01T00:00:00+00:00")
    synced = again(classroom)
    assert (synced.checks.created, synced.submissions.changed) == (1, 2)
    assert grades(classroom, "bob")["test_c"] == (0.0, None, None, 1)
    assert reasons(synced) == [f"bob: test_c: newer than the result: run `dlgrade grade {SLUG}`"]
    assert totals(classroom) == {"ada": (7.0, 0.0, 7.0), "bob": (2.0, 0.2, 7.0)}
    assert again(classroom).changed == 0


def test_checks_that_vanished_count_as_the_standings_count_them(classroom: Classroom) -> None:
    """They are worth nothing; who earned points by them keeps these until graded anew, and then loses them."""
    again(classroom)
    give(classroom, "ada", [check("test_a", 2)], started="2026-11-01T00:00:00+00:00")
    give(classroom, "bob", [check("test_a", 2), check("test_b", 2)], late=DAY)
    again(classroom)
    for each in standings(open_class(classroom.root)):
        if each.attempt:
            assert totals(classroom)[each.student] == (each.points, each.penalty, each.max_points)
    assert totals(classroom) == {"ada": (2.0, 0.0, 2.0), "bob": (4.0, 0.4, 2.0)}
    give(classroom, "bob", [check("test_a", 2)], late=DAY, started="2026-11-01T00:00:00+00:00")
    again(classroom)
    assert totals(classroom) == {"ada": (2.0, 0.0, 2.0), "bob": (2.0, 0.2, 2.0)}
    assert again(classroom).changed == 0


def test_work_without_a_result_waits(classroom: Classroom) -> None:
    """It is no submission yet, or stays what it was, and somebody is told to grade it."""
    hand_in(classroom, "eve", SLUG, "# eve\n")
    again(classroom)
    hand_in(classroom, "ada", SLUG, "# a new one, not graded\n")
    synced = again(classroom)
    assert reasons(synced) == [f": ada, eve: not graded yet: run `dlgrade grade {SLUG}`"]
    assert totals(classroom)["ada"] == (4.0, 0.0, 4.0)
    assert "eve" not in totals(classroom)


def test_what_is_no_longer_handed_in_stays_and_is_reported(classroom: Classroom) -> None:
    """A folder that is not mounted today takes no marks away."""
    again(classroom)
    (classroom.root / "submitted" / "bob").rename(classroom.root / "elsewhere")
    synced = again(classroom)
    assert reasons(synced) == [
        (
            "bob: handed in nothing, yet the gradebook has work of theirs, which stays: put it back into "
            "submitted/, or set it to 0 in formgrader"
        )
    ]
    assert totals(classroom)["bob"] == (2.0, 0.2, 4.0)


@pytest.mark.filterwarnings("ignore:Object of type <Submitted:sqlalchemy.exc.SAWarning")  # nbgrader's own
def test_what_others_made_is_left_alone(classroom: Classroom) -> None:
    """Their students, assignments, notebooks and cells, and a submission of our exercise by a stranger."""
    again(classroom)
    from nbgrader.api import Gradebook

    with Gradebook(classroom.gradebook_url, classroom.name) as book:
        book.add_student("zoe", first_name="Zoe")
        book.add_assignment("essay")
        book.add_notebook("part", "essay")
        book.add_grade_cell("cell", "part", "essay", max_score=5, cell_type="markdown")
        book.add_submission("essay", "ada").notebooks[0].grades[0].manual_score = 4
        book.add_grade_cell("written", TOPIC, SLUG, max_score=3, cell_type="markdown")
        book.db.commit()
        book.add_submission(SLUG, "zoe")
    before = dump(classroom)
    synced = again(classroom)
    assert (synced.created, synced.changed) == (0, 0)
    assert dump(classroom) == before
    give(classroom, "bob", [check("test_a"), check("test_b", 2)], late=DAY)
    again(classroom)
    assert rows(classroom, "SELECT max_score FROM grade_cells WHERE cell_type = 'markdown'") == [(5.0,), (3.0,)]
    assert totals(classroom, "essay") == {"ada": (4.0, 0.0, 5.0)}


def test_a_name_that_the_roster_does_not_know_stays(classroom: Classroom) -> None:
    """A person's empty columns in roster.csv take nothing from the gradebook; the others count."""
    again(classroom)
    rows(classroom, "UPDATE student SET last_name = 'Byron', email = 'x@example.edu' WHERE id IN ('ada', 'bob')")
    assert again(classroom).students.changed == 1
    assert rows(classroom, "SELECT last_name, email FROM student WHERE id IN ('ada', 'bob') ORDER BY id") == [
        ("Lovelace", "ada@example.edu"),
        ("Byron", "x@example.edu"),
    ]


def test_an_extension_is_nbgraders_too(classroom: Classroom) -> None:
    """extensions.csv decides; one that only nbgrader knows stays, counts for nothing, and is reported."""
    (classroom.root / "extensions.csv").write_text(
        f"student,exercise,until,reason\nbob,{SLUG},2026-10-03T12:00Z,ill\n", "utf-8"
    )
    again(classroom)
    assert totals(classroom)["bob"] == (2.0, 0.0, 4.0)
    from nbgrader.api import Gradebook

    with Gradebook(classroom.gradebook_url, classroom.name) as book:
        assert book.find_submission(SLUG, "bob").total_seconds_late == 0
        assert book.find_submission(SLUG, "bob").duedate == datetime.datetime(2026, 10, 3, 12)
        book.grant_extension(SLUG, "ada", days=1)
    synced = again(classroom)
    assert synced.changed == 0
    assert reasons(synced) == [
        "ada: nbgrader has an extension that extensions.csv does not have, so that it does not count: add it there"
    ]


def test_a_due_date_that_the_course_does_not_set_stays(tmp_path: Path) -> None:
    """One that somebody wrote into formgrader."""
    made = make_class(tmp_path)
    give(made, "ada", [check("test_a", 2)])
    again(made)
    rows(made, "UPDATE assignment SET duedate = '2026-12-24 00:00:00.000000'")
    assert again(made).changed == 0
    assert rows(made, "SELECT duedate FROM assignment") == [("2026-12-24 00:00:00.000000",)]


def test_the_best_of_several_has_the_time_of_the_last(tmp_path: Path) -> None:
    """formgrader takes work for ungraded unless its time is that of submitted/; the scores are the best one's."""
    made = make_class(tmp_path, 'counts = "best"\n')
    give(made, "ada", [check("test_a", 2)])
    (made.root / "submitted" / "ada" / SLUG).rename(made.root / "first")
    (made.root / "attempts" / "ada" / SLUG).mkdir(parents=True)
    (made.root / "first").rename(made.root / "attempts" / "ada" / SLUG / "1")
    hand_in(made, "ada", SLUG, "# worse\n", datetime.datetime(2026, 11, 1, tzinfo=datetime.UTC))
    again(made)
    assert totals(made)["ada"] == (2.0, 0.0, 2.0)
    assert rows(made, "SELECT timestamp FROM submitted_assignment") == [("2026-11-01 00:00:00.000000",)]


def test_one_exercise_alone(tmp_path: Path) -> None:
    """The others are not looked at."""
    made = invented(tmp_path, COURSE, 3, (SLUG, "03_losses"))
    assert sync(made, [SLUG]).assignments.created == 1
    assert rows(made, "SELECT name FROM assignment") == [(SLUG,)]


def test_an_empty_class_makes_an_empty_gradebook(tmp_path: Path) -> None:
    """Its roster alone goes in."""
    synced = again(make_class(tmp_path))
    assert (synced.created, synced.students.created) == (3, 3)


def test_names_fit_into_nbgraders_columns() -> None:
    """PostgreSQL refuses more than 128 characters; different long names stay different."""
    one, other = fitting("x" * 300), fitting("x" * 301)
    assert len(one) == len(other) == 128
    assert one != other
    assert fitting("test_a[\x00]") == "test_a[\\x00]"
