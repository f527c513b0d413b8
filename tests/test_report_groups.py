"""Failures without a name, grouped by what the students' code answered and by what they were told."""

from dlgrade.report.groups import ANSWERS, WORDS, Failure, Group, groups


def failure(student: int, answers: str = "", words: str = "", *, check: str = "test_a", task: str = "f") -> Failure:
    """One failed check."""
    return Failure(student, task, check, answers, words)


def test_the_same_answers_to_a_check_are_a_group() -> None:
    """Whatever the message says; one alone is none."""
    found = groups([failure(1, "aa", "x"), failure(2, "bb", "y"), failure(3, "aa", "z")])
    assert found == [Group(ANSWERS, "f", ("test_a",), (1, 3), "x")]


def test_answers_to_other_checks_are_other_answers() -> None:
    """Since their inputs differ."""
    assert groups([failure(1, "aa"), failure(2, "aa", check="test_b")]) == []


def test_the_same_message_groups_what_is_left_over() -> None:
    """Nobody is in both groups of a check, and a message that says nothing groups nobody."""
    found = groups([
        failure(1, "aa", "transposed"), failure(2, "aa", "transposed"),
        failure(3, "bb", "transposed"), failure(4, "cc", "transposed"), failure(5, "dd", ""), failure(6, "ee", ""),
    ])  # fmt: skip
    assert [(each.kind, each.students) for each in found] == [(ANSWERS, (1, 2)), (WORDS, (3, 4))]


def test_no_answers_are_not_the_same_answers() -> None:
    """A check that asked nothing is told by its message."""
    assert [each.kind for each in groups([failure(1, "", "no"), failure(2, "", "no")])] == [WORDS]


def test_checks_that_the_same_students_fail_are_told_together() -> None:
    """Within a task; the largest group comes first."""
    found = groups([
        *(failure(student, "aa", check=check) for check in ("test_a", "test_b") for student in (1, 2)),
        *(failure(student, "aa", check="test_c", task="g") for student in (1, 2)),
        *(failure(student, "aa", "they", check="test_d") for student in (1, 2, 3)),
    ])  # fmt: skip
    assert found == [
        Group(ANSWERS, "f", ("test_d",), (1, 2, 3), "they"),
        Group(ANSWERS, "f", ("test_a", "test_b"), (1, 2), ""),
        Group(ANSWERS, "g", ("test_c",), (1, 2), ""),
    ]


def test_nothing_has_no_groups() -> None:
    """An empty class."""
    assert groups([]) == []
