"""Submissions that are suspiciously alike: a reason to look, never a proof."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from dlgrade.course import Exercise
from dlgrade.errors import CourseError
from dlgrade.exports.cells import number, safe, table
from dlgrade.exports.fingerprints import Vocabulary, winnowed
from dlgrade.exports.written import Report
from dlgrade.stubs import cut

NOTE = "a reason to look, never a proof: short exercises have few right answers"
LEAST = 0.4  # share from which a pair is listed; right answers written apart from each other share 0.17 at most
_COMMON = 0.1  # of a class: what more of it share is a habit, or the way to write it
_FEW = 10  # submissions that must share something before it can be common
_SHORT = 8  # fingerprints; who has fewer of their own cannot be compared
_PAIRS_LIMIT = 5_000  # listed for one exercise
_COLUMNS = ("exercise", "first", "second", "share", "shared", "of_first", "of_second", "note")


@dataclass(frozen=True)
class Pair:
    """Two submissions: how many fingerprints they share, and how many each has of its own."""

    first: str
    second: str
    shared: int
    of_first: int
    of_second: int

    @property
    def share(self) -> float:
        """The share of the smaller one that is in the other."""
        return self.shared / min(self.of_first, self.of_second)


@dataclass
class Comparison:
    """What came of comparing one exercise's submissions."""

    pairs: list[Pair]
    compared: int
    short: list[str]
    more: int = 0  # pairs beyond those that are listed


def given(exercise: Exercise, others: Sequence[Exercise] = ()) -> list[str]:
    """Return what everybody was handed: the stubs of an exercise and of those it builds on."""
    texts = []
    for each in (exercise, *others):
        try:
            texts.append(cut(each.solution.read_text("utf-8"), each.solution))
        except (OSError, UnicodeDecodeError) as error:
            raise CourseError(f"{each.solution}: {error}") from None
    return texts


def compare(sources: Mapping[str, Sequence[str]], base: Sequence[str] = (), *, least: float = LEAST) -> Comparison:
    """Compare everybody's texts with everybody else's, without what was given and what many share.

    sources: by student
    """
    vocabulary = Vocabulary()
    handed_out = np.unique(np.concatenate([np.empty(0, np.uint64), *(vocabulary.grams(text) for text in base)]))
    prints = {}
    for student, texts in sources.items():
        grams = np.concatenate([np.empty(0, np.uint64), *(winnowed(vocabulary.grams(text)) for text in texts)])
        prints[student] = np.setdiff1d(grams, handed_out)
    prints = _uncommon(prints)
    students = [student for student, found in prints.items() if len(found) >= _SHORT]
    short = [student for student in prints if student not in set(students)]
    pairs = sorted(
        (pair for pair in _pairs(students, prints) if pair.share >= least),
        key=lambda pair: (-pair.share, -pair.shared, pair.first, pair.second),
    )
    return Comparison(pairs[:_PAIRS_LIMIT], len(students), short, max(0, len(pairs) - _PAIRS_LIMIT))


def listed(found: Mapping[str, Comparison]) -> tuple[bytes, Report]:
    """Return a table of the pairs of each exercise, the most alike first."""
    report = Report(unit="pairs")
    rows = [list(_COLUMNS)]
    for exercise, comparison in found.items():
        for pair in comparison.pairs:
            counts = [str(each) for each in (pair.shared, pair.of_first, pair.of_second)]
            rows.append([exercise, safe(pair.first), safe(pair.second), number(pair.share), *counts, NOTE])
        report.rows += len(comparison.pairs)
        report.notes.append(f"{exercise}: {comparison.compared} compared with one another")
        if comparison.more:
            report.notes.append(f"{exercise}: {comparison.more:,} further pairs are not listed")
        for student in comparison.short:
            report.leave_out(f"{student} in {exercise}", "too little of their own to compare")
    report.notes.append(NOTE)
    return table(rows), report


def _uncommon(prints: Mapping[str, np.ndarray]) -> dict[str, np.ndarray]:
    """Take out what more of the class share than could have copied from each other; who is equal counts once."""
    distinct = {found.tobytes(): found for found in prints.values()}
    limit = max(_FEW, _COMMON * len(distinct))
    every, counts = np.unique(np.concatenate([np.empty(0, np.uint64), *distinct.values()]), return_counts=True)
    common = every[counts > limit]
    return {student: np.setdiff1d(found, common, assume_unique=True) for student, found in prints.items()}


def _pairs(students: Sequence[str], prints: Mapping[str, np.ndarray]) -> Iterator[Pair]:
    """Return every two that share something, by an index from fingerprints to those who have them."""
    if not students:
        return
    owners = np.repeat(np.arange(len(students)), [len(prints[student]) for student in students])
    hashes, numbers = np.unique(np.concatenate([prints[student] for student in students]), return_inverse=True)
    order = np.argsort(numbers, kind="stable")
    lists = np.split(owners[order], np.cumsum(np.bincount(numbers, minlength=len(hashes)))[:-1])
    ends = np.cumsum([len(prints[student]) for student in students])
    for place, student in enumerate(students):
        mine = numbers[ends[place] - len(prints[student]) : ends[place]]
        shared = np.bincount(np.concatenate([lists[each] for each in mine]), minlength=len(students))
        for other in (np.flatnonzero(shared[place + 1 :]) + place + 1).tolist():
            yield Pair(student, students[other], int(shared[other]), len(mine), len(prints[students[other]]))
