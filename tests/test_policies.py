"""What counts: lateness, extensions, several submissions, dropped checks and grader faults, as pure functions."""

import datetime
from pathlib import Path

import pytest
from enrolled import result

from dlgrade.classroom.attempts import Attempt
from dlgrade.classroom.policies import Extension, Tried, dropped_of, late_by, share_lost, standings_of
from dlgrade.course import Dropped, Late, Settings
from dlgrade.results import CheckResult

DUE = datetime.datetime(2026, 10, 1, 12, 0, tzinfo=datetime.UTC)
A, B = "01_first", "02_second"


def settings(**changed):
    """Settings of a course whose two exercises are due a week apart."""
    known = {"due": {A: DUE, B: DUE + datetime.timedelta(days=7)}}
    return Settings("course", "1", ">=0", **(known | changed))


def tried(slug, *, late_hours=0.0, points=8.0, outcome="failed", due=None):
    """One attempt that earned some of ten points, in two checks of eight and two."""
    due = due or (DUE if slug == A else DUE + datetime.timedelta(days=7))
    attempt = Attempt("ada", slug, Path("x"), due + datetime.timedelta(hours=late_hours), f"{late_hours}{points}")
    facts = {"task": "f", "title": "t", "hidden": False}
    checks = [
        CheckResult(id="test_a", outcome="passed" if points else "failed", points=points, max_points=8, **facts),
        CheckResult(id="test_b", outcome=outcome, points=2.0 * (outcome == "passed"), max_points=2, **facts),
    ]
    return Tried(attempt, result("ada", slug, checks))


def standing(attempts, extensions=(), **changed):
    """The standing in the first exercise."""
    return standings_of("ada", {A: attempts}, {A: 10.0, B: 10.0}, settings(**changed), extensions)[0]


def hours(count):
    """A duration."""
    return datetime.timedelta(hours=count)


@pytest.mark.parametrize(
    ("policy", "late", "share"),
    [
        (Late(penalty="none"), hours(100), 0.0),
        (Late(penalty="zero"), hours(0.01), 1.0),
        (Late(penalty="per_day"), hours(0), 0.0),
        (Late(penalty="per_day"), hours(1), 0.1),
        (Late(penalty="per_day"), hours(24), 0.1),
        (Late(penalty="per_day"), hours(24.01), 0.2),
        (Late(penalty="per_day", rate=0.5), hours(200), 1.0),
        (Late(penalty="per_day", at_most=0.3), hours(200), 0.3),
        (Late(penalty="per_hour", rate=0.05), hours(2.5), 0.15),
    ],
)
def test_lateness_takes_a_share_of_the_points(policy, late, share):
    """Days and hours count once they are begun."""
    assert share_lost(policy, late) == pytest.approx(share)


def test_what_comes_within_the_grace_is_not_late():
    """And what comes after it is late from the due date on."""
    assert late_by(DUE + hours(0.1), DUE, grace=10) == hours(0)
    assert late_by(DUE + hours(0.2), DUE, grace=10) == hours(0.2)
    assert late_by(None, DUE) == hours(0)
    assert late_by(DUE + hours(9), None) == hours(0)


def test_the_penalty_is_taken_off_and_explained():
    """Points stay what the checks gave; the score is what is left."""
    found = standing([tried(A, late_hours=30)], late=Late(penalty="per_day"))
    assert (found.points, found.penalty, found.score, found.max_points) == (8.0, 1.6, 6.4, 10.0)
    assert found.why == ["1 d 6 h late: 20% taken off"]


def test_an_extension_moves_the_due_date_of_one_student():
    """Of several, the longest; one that ends before the due date changes nothing."""
    until = DUE + hours(48)
    late = Late(penalty="zero")
    mine = [Extension("ada", A, until, "ill"), Extension("ada", A, DUE + hours(1))]
    assert standing([tried(A, late_hours=30)], mine, late=late).score == 8.0
    assert "extended until 2026-10-03 12:00 UTC (ill)" in standing([tried(A, late_hours=30)], mine, late=late).why
    found = standing([tried(A, late_hours=30)], mine, late=late, timezone="Asia/Taipei")
    assert "extended until 2026-10-03 20:00 CST (ill)" in found.why
    for other in (Extension("bob", A, until), Extension("ada", B, until), Extension("ada", A, DUE - hours(1))):
        assert standing([tried(A, late_hours=30)], [other], late=late).score == 0.0


def test_the_bank_of_late_days_is_one_for_all_exercises():
    """It is used up in the order in which they are due; days beyond it cost the rate."""
    late = Late(penalty="bank", bank_days=3, rate=0.5)
    first, second = standings_of(
        "ada",
        {A: [tried(A, late_hours=40)], B: [tried(B, late_hours=40)]},
        {A: 10.0, B: 10.0},
        settings(late=late),
    )
    assert (first.score, second.score) == (8.0, 4.0)
    assert first.why == ["1 d 16 h late, 2 late days used, 1 left"]
    assert second.why == ["1 d 16 h late, 1 late days used, 0 left: 50% taken off"]


def test_the_last_or_the_best_submission_counts():
    """The best is found after penalties; of equals, the later."""
    both = [tried(A, points=8.0), tried(A, late_hours=1, points=5.0)]
    assert standing(both).points == 5.0
    assert standing(both, counts="best").points == 8.0
    late = [tried(A, points=6.0), tried(A, late_hours=1, points=8.0)]
    assert standing(late, counts="best", late=Late(penalty="per_day", rate=0.5)).points == 6.0
    assert standing(late).attempts == 2


def test_of_equally_good_submissions_the_one_counts_that_costs_no_late_days():
    """Who hands in the same again after the due date has not spent the bank on nothing."""
    late = Late(penalty="bank", bank_days=2, rate=0.5)
    first, second = standings_of(
        "ada",
        {A: [tried(A), tried(A, late_hours=40)], B: [tried(B, late_hours=40)]},
        {A: 10.0, B: 10.0},
        settings(late=late, counts="best"),
    )
    assert (first.late, first.score) == (hours(0), 8.0)
    assert second.score == 8.0


def test_a_dropped_name_means_a_check_with_all_its_parameters():
    """With parameters named it means that one; a name that only begins alike means nothing."""
    checks = ["test_a", "test_a[1]", "test_a[2]", "test_ab", "test_b[1]"]
    for name, meant in {"test_a": checks[:3], "test_a[2]": ["test_a[2]"], "test_b": ["test_b[1]"], "test": []}.items():
        settings = Settings("C", "1", ">=0.1", dropped=[Dropped(A, name, "why")])
        assert dropped_of(settings, A, checks) == dict.fromkeys(meant, "why")
        assert dropped_of(settings, B, checks) == {}


def test_a_dropped_check_counts_for_nobody_and_says_why():
    """Its points are taken out; who passed it loses them like everybody."""
    dropped = [Dropped(A, "test_a", "the text was wrong")]
    found = standing([tried(A, outcome="passed")], dropped=dropped)
    assert found.points == 2.0
    assert found.why == ["test_a is dropped: the text was wrong"]
    assert [check.id for check in found.checks] == ["test_b"]


def test_a_check_in_which_the_grader_failed_costs_nothing():
    """It counts as the others went, in full where these are right."""
    assert standing([tried(A, outcome="error")]).points == 10.0
    half = standing([tried(A, outcome="error", points=4.0)])
    assert half.points == 5.0
    assert half.state == "grader error"


def test_who_hands_in_nothing_has_no_points():
    """And is said to be missing; who is not graded yet is told from them."""
    assert (standing([]).state, standing([]).score) == ("missing", 0.0)
    attempt = Tried(tried(A).attempt, None)
    assert standing([attempt]).state == "not graded"
