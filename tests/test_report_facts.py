"""The statistics of a report, against values computed by hand and by numpy."""

import math

import numpy as np
import pytest

from dlgrade.report import facts
from dlgrade.report.facts import FAILED, FAULT, NOT_REACHED, PASSED, UNWRITTEN, Effort, Item, items, risks, spread


def test_quartiles_and_counts_are_those_of_the_scores() -> None:
    """Of 0, 0.25, 0.5, 0.75 and 1 the quartiles are the second, third and fourth."""
    found = spread([1.0, 0.0, 0.75, 0.25, 0.5])
    assert (found.count, found.mean, found.lower, found.median, found.upper) == (5, 0.5, 0.25, 0.5, 0.75)
    assert (found.full, found.zero) == (1, 1)
    assert found.tenths == (1, 0, 1, 0, 0, 1, 0, 1, 0, 1)


def test_quartiles_lie_between_scores_where_there_are_few() -> None:
    """Of 0 and 1 they are 0.25, 0.5 and 0.75."""
    found = spread([0.0, 1.0])
    assert (found.lower, found.median, found.upper) == (0.25, 0.5, 0.75)
    one = spread([0.4])
    assert (one.lower, one.median, one.upper, one.tenths) == (0.4, 0.4, 0.4, (0, 0, 0, 0, 1, 0, 0, 0, 0, 0))


@pytest.mark.parametrize(
    ("share", "place"), [(0.0, 0), (0.0999, 0), (0.1, 1), (0.3, 3), (0.7, 7), (0.29, 2), (0.9, 9), (1.0, 9), (1.2, 9)]
)
def test_a_score_belongs_to_the_tenth_that_it_begins(share: float, place: int) -> None:
    """Also where 0.3 is a little less than three tenths; what is beyond full marks belongs to the last."""
    assert spread([share]).tenths.index(1) == place


def test_no_scores_have_no_quartiles() -> None:
    """And nothing is divided by zero."""
    found = spread([])
    assert (found.count, found.mean, found.median, found.full, sum(found.tenths)) == (0, None, None, 0, 0)


def test_what_is_nearly_full_is_not_full() -> None:
    """Only rounding may be missing."""
    assert spread([1 - 1e-12]).full == 1
    assert spread([1 - 1e-6]).full == 0


def test_every_outcome_is_counted() -> None:
    """The pass rate is of those who wrote the task and whom the check judged."""
    column = [PASSED, PASSED, PASSED, FAILED, UNWRITTEN, NOT_REACHED, FAULT, facts.ABSENT]
    (item,) = items(np.array(column)[:, None], np.ones(1))
    assert (item.passed, item.failed, item.unwritten, item.not_reached, item.faults) == (3, 1, 1, 1, 1)
    assert item.rate == 0.75
    (nobody,) = items(np.full((4, 1), NOT_REACHED), np.ones(1))
    assert (nobody.rate, nobody.discrimination, nobody.suspicious) == (None, None, False)


def test_discrimination_by_hand() -> None:
    """Rest scores 2, 1, 1, 0 with the first two passing: covariance 1/2 over the root of 1 times 2."""
    found = np.array([[PASSED, PASSED, PASSED], [PASSED, PASSED, FAILED], [FAILED, PASSED, FAILED], [FAILED] * 3])
    item = items(found, np.ones(3))[0]
    assert item.discrimination == pytest.approx(1 / math.sqrt(2))


@pytest.mark.parametrize("seed", range(4))
def test_discrimination_is_numpys_correlation(seed: int) -> None:
    """Of passing with the points of the others, among those whom the check judged; weights count."""
    rng = np.random.default_rng(seed)
    found = rng.choice([PASSED, FAILED, NOT_REACHED, UNWRITTEN], size=(60, 7), p=[0.5, 0.3, 0.1, 0.1])
    worth = np.array([0.0, 1.0, 2.0, 0.5, 3.0, 1.0, 1.0])
    for place, item in enumerate(items(found, worth)):
        who = (found[:, place] == PASSED) | (found[:, place] == FAILED)
        rest = np.delete(found == PASSED, place, axis=1) @ np.delete(worth, place)
        expected = np.corrcoef(found[who, place] == PASSED, rest[who])[0, 1]
        assert item.discrimination == pytest.approx(expected)


@pytest.mark.parametrize("column", [[PASSED] * 4, [FAILED] * 4])
def test_what_everybody_gets_tells_nobody_apart(column: list[int]) -> None:
    """And neither does anything if all others are alike."""
    found = np.array([column, [PASSED, FAILED, PASSED, FAILED]]).T
    assert [item.discrimination for item in items(found, np.ones(2))] == [None, None]


@pytest.mark.parametrize(
    ("passed", "failed", "discrimination", "suspicious"),
    [
        (15, 5, 0.09, True),
        (15, 5, -0.5, True),
        (15, 5, 0.1, False),
        (16, 4, -0.5, False),
        (4, 16, -0.5, False),
        (14, 5, -0.5, False),
        (15, 5, None, False),
    ],
)
def test_a_check_is_suspected_only_on_enough_evidence(
    passed: int, failed: int, discrimination: float | None, suspicious: bool
) -> None:
    """Twenty judged, five on each side, and a discrimination below a tenth."""
    assert Item(passed, failed, 9, 9, 9, discrimination).suspicious is suspicious


@pytest.mark.parametrize(
    ("efforts", "why"),
    [
        ([], []),
        ([Effort(0.49)], ["1 below 50 %"]),
        ([Effort(0.5)], []),
        ([Effort(None, missing=True)], ["1 missing"]),
        ([Effort(None)], []),
        ([Effort(0.4), Effort(0.9)], []),
        ([Effort(0.4), Effort(None)], ["1 below 50 %"]),
        ([Effort(0.4), Effort(None, missing=True), Effort(1.0)], ["1 missing", "1 below 50 %"]),
        ([Effort(0.1), Effort(0.9), Effort(0.2)], ["2 below 50 %"]),
        ([Effort(0.9), Effort(0.8), Effort(0.6)], ["falling: 90 → 80 → 60 %"]),
        ([Effort(0.9), Effort(0.8), Effort(0.61)], []),
        ([Effort(0.9), Effort(0.5), Effort(0.5)], []),
        ([Effort(0.1), Effort(0.95), Effort(None), Effort(0.7), Effort(0.6)], ["falling: 95 → 70 → 60 %"]),
    ],
)
def test_who_is_at_risk(efforts: list[Effort], why: list[str]) -> None:
    """By what is missing or low, and by three scores that fall; what is not due or not graded says nothing."""
    assert risks(efforts) == why


def test_the_rule_is_told_with_its_numbers() -> None:
    """So that nobody wonders why somebody is on the list."""
    assert "2 or more exercises that are missing or below 50 %" in facts.rule()
    assert "last 3 graded scores fall each time, by 30 points of a hundred" in facts.rule()
