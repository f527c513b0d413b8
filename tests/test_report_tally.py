"""What is gathered of a class: who made which mistake, what is left without a name, and what counts for a total."""

import datetime
from pathlib import Path

import pytest
from classroom import COURSE
from enrolled import hand_in
from reported import NOW, A, B, check, keep, with_policy

from dlgrade.classroom import Classroom, by_student, new_class
from dlgrade.course import Dropped
from dlgrade.report import facts
from dlgrade.report.class_page import ranked
from dlgrade.report.provenance import caveats, isolation
from dlgrade.report.tally import Exercise, Tally, total
from dlgrade.report.words import cut, duration, points, share, timed_out, unwritten
from dlgrade.results import CheckResult


@pytest.fixture
def classroom(tmp_path: Path) -> Classroom:
    """Three students who handed in one exercise; nothing is graded."""
    made = new_class(tmp_path / "class", COURSE)
    for student in ("ada", "bob", "cyd"):
        hand_in(made, student, A, f"# {student}\n")
    return made


def gathered(classroom: Classroom, now: datetime.datetime = NOW) -> Tally:
    """Take in the class."""
    tally = Tally({slug: slug for slug in classroom.exercises()}, now)
    for mine in by_student(classroom):
        tally.add(mine[0].student, mine)
    return tally


def exercise(classroom: Classroom) -> Exercise:
    """What the class did in its exercise."""
    return gathered(classroom).exercises[A]


def test_a_mistake_counts_once_for_each_student(classroom: Classroom) -> None:
    """However many checks it failed; its tasks and hint are kept."""
    wrong = {"outcome": "failed", "mistake": "no_shift", "hint": "shift"}
    keep(classroom, "ada", A, [check("a", **wrong), check("b", **wrong), check("c", task="softmax", **wrong)])
    keep(classroom, "bob", A, [check("a", **wrong), check("b"), check("c", "failed", mistake="axis", hint="axis")])
    found = ranked(gathered(classroom))
    assert [(each.name, each.students, each.hint) for each in found] == [
        ("no_shift", [0, 1], "shift"),
        ("axis", [1], "axis"),
    ]
    assert found[0].tasks == {"sigmoid": 3, "softmax": 1}


def test_earlier_work_is_not_counted_again(classroom: Classroom) -> None:
    """A prerequisite's mistake belongs to the exercise in which it was made."""
    keep(classroom, "ada", A, [check("a", "failed", prerequisite=True, mistake="m", task="01_neuron"), check("b")])
    found = exercise(classroom)
    assert not found.mistakes
    assert list(found.columns) == ["test_b"]


def test_what_has_no_name_is_a_candidate(classroom: Classroom) -> None:
    """Not what has one, is not written, does not end, is dropped, or is the grader's fault."""
    keep(classroom, "ada", A, [
        check("named", "failed", mistake="m"),
        check("stub", "failed", message="sigmoid is not written yet"),
        check("hidden_stub", "failed", hidden=True, message="hidden check: not written yet"),
        check("slow", "failed", message="sigmoid([1.]) did not end within 3 s\nyour code printed: x"),
        check("hidden_slow", "failed", hidden=True, message="hidden check: did not end in time"),
        check("fault", "error"),
        check("away", "not_reached"),
        check("dropped", "failed", outputs="d" * 64),
        check("raised", "failed", message="f(x) raised ValueError: it did not end within 3 s", outputs="a" * 64),
        check("wrong", "failed", message="y: expected 1", diagnosis="transposed", outputs="b" * 64),
        check("hidden_wrong", "failed", hidden=True, message="hidden check: values", outputs="c" * 64),
    ])  # fmt: skip
    found = exercise(with_policy(classroom, dropped=[Dropped(A, "test_dropped", "wrong")]))
    assert [each.check for each in found.failures] == ["test_raised", "test_wrong", "test_hidden_wrong"]
    assert [each.words for each in found.failures][1:] == ["transposed", ""]
    assert found.timeouts == {"sigmoid": [0]}
    outcomes = dict(zip(found.columns, found.found()[0], strict=True))
    assert outcomes["test_stub"] == outcomes["test_hidden_stub"] == facts.UNWRITTEN
    assert outcomes["test_away"] == facts.NOT_REACHED
    assert outcomes["test_fault"] == facts.FAULT


def test_results_with_other_checks_stand_in_one_table(classroom: Classroom) -> None:
    """What a result does not hold is absent."""
    keep(classroom, "ada", A, [check("a"), check("b", "failed")])
    keep(classroom, "bob", A, [check("c"), check("b")])
    assert exercise(classroom).found().tolist() == [
        [facts.PASSED, facts.FAILED, facts.ABSENT],
        [facts.ABSENT, facts.PASSED, facts.PASSED],
    ]


def test_what_is_not_due_or_not_graded_counts_for_no_total(classroom: Classroom) -> None:
    """Missing work counts with nothing, once it is due."""
    hand_in(classroom, "ada", B, "# ada\n")
    for student, slug in (("ada", A), ("bob", A), ("ada", B)):
        keep(classroom, student, slug, [check("a", worth=4.0)])
    due = datetime.datetime(2026, 11, 1)
    later = with_policy(classroom, due={B: due})
    early, late = (datetime.datetime(2026, month, 1, 12, tzinfo=datetime.UTC) for month in (10, 11))
    assert [total(each) for each in gathered(later, early).cells] == [(8.0, 8.0), (4.0, 4.0), (0.0, 0.0)]
    assert [total(each) for each in gathered(later, late).cells] == [(8.0, 8.0), (4.0, 8.0), (0.0, 4.0)]
    assert gathered(later, early).states() == {"graded": 3, "not graded": 1, "not due": 2}
    assert gathered(later, late).risks(2) == ["1 missing"]
    assert gathered(later, early).risks(2) == []


@pytest.mark.parametrize("level", ["strict", "strict-no-open"])
def test_strict_is_strict(classroom: Classroom, level: str) -> None:
    """In both of its forms."""
    keep(classroom, "ada", A, [check("a")], isolation=level)
    tally = gathered(classroom)
    assert caveats(tally) == []
    assert isolation(tally) == ("strict", f"{level}: 1 result")


@pytest.mark.parametrize(
    ("changed", "words", "force"),
    [
        ({"key_id": "ffff"}, "2 different keys", ""),
        ({"draw": 1}, "2 different draws of the inputs", ""),
        ({"device": "cuda"}, "2 different kinds of device", " --force"),
        ({"versions": {"numpy": "1"}}, "2 different sets of versions", " --force"),
    ],
)
def test_what_is_mixed_is_told(classroom: Classroom, changed: dict[str, object], words: str, force: str) -> None:
    """With the exercise and the command that mends it."""
    keep(classroom, "ada", A, [check("a")])
    keep(classroom, "bob", A, [check("a")], **changed)
    (found,) = caveats(gathered(classroom))
    assert found.headline == f"{A}: graded with {words}."
    assert found.command == f"dlgrade regrade {A}{force} --dry-run"
    assert not found.loud


@pytest.mark.parametrize(
    ("part", "whole", "text"),
    [(0, 5, "0 %"), (1, 1000, "< 1 %"), (999, 1000, "99 %"), (5, 5, "100 %"), (1, 3, "33 %"), (1, 0, "–")],
)
def test_shares_are_never_rounded_to_all_or_nothing(part: float, whole: float, text: str) -> None:
    """Which would say that everybody or nobody did."""
    assert share(part, whole) == text


def test_numbers_and_texts_are_for_people() -> None:
    """Points without needless digits; durations with a unit; texts in one harmless line."""
    assert [points(each) for each in (0.0, 1.0, 0.5, 2.333333, 100.0)] == ["0", "1", "0.5", "2.33", "100"]
    assert [duration(each) for each in (0.013, 9.999, 59, 61, 7300)] == [
        "0.01 s",
        "10.00 s",
        "59 s",
        "1 min",
        "2 h 2 min",
    ]
    assert cut("a\n b\x1b[31m", 20) == r"a b\x1b[31m"
    assert cut("abcdef", 4) == "abc…"


def test_words_of_the_engine_are_known() -> None:
    """What the student's failures say when code is a stub or does not end."""
    from dlgrade.student.failures import StudentRaised, TimedOut

    slow = TimedOut("f([1., 2.], axis=0)", 0.5)
    stub = StudentRaised("f(x)", {"type": "NotImplementedError"})
    assert timed_out(failed(str(slow)))
    assert timed_out(failed(f"hidden check: {slow.kind}"))
    assert unwritten(failed(str(stub)))
    assert unwritten(failed(f"hidden check: {stub.kind}"))
    assert not timed_out(failed("y: expected 1"))


def failed(message: str) -> CheckResult:
    """A failed check with a message."""
    return check("a", "failed", message=message)
