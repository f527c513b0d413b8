"""Failures that no named mistake explains, grouped: who gave the same answers, and who got the same message."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

ANSWERS, WORDS = "the same answers", "the same message"


class Failure(NamedTuple):
    """One failed check without a named mistake; `answers` tells what came back, `words` is empty if they say nothing.

    Students are numbers here, since there may be millions of failures.
    """

    student: int
    task: str
    check: str
    answers: str
    words: str


@dataclass(frozen=True)
class Group:
    """Students who failed the same checks of one task in the same way."""

    kind: str
    task: str
    checks: tuple[str, ...]
    students: tuple[int, ...]
    words: str


def groups(failures: Iterable[Failure]) -> list[Group]:
    """Return groups of two or more students, the largest first; no failure is in two of them.

    Students whose answers to a check are the same, bit for bit, are a group. Those that are left over are one where
    the message of a check is the same. Checks of a task that give the same group are told together.
    """
    same_answers: dict[tuple[str, str, str], list[Failure]] = defaultdict(list)
    for failure in failures:
        same_answers[failure.task, failure.check, failure.answers].append(failure)
    same_words: dict[tuple[str, str, str], list[Failure]] = defaultdict(list)
    found: list[tuple[str, list[Failure]]] = []
    for key, members in same_answers.items():
        if len(members) > 1 and key[2]:
            found.append((ANSWERS, members))
        else:
            for failure in members:
                same_words[failure.task, failure.check, failure.words].append(failure)
    found += [(WORDS, members) for key, members in same_words.items() if len(members) > 1 and key[2]]
    return sorted(_merged(found), key=lambda each: (-len(each.students), -len(each.checks), each.task, each.checks))


def _merged(found: Collection[tuple[str, list[Failure]]]) -> Iterator[Group]:
    """Make one group of the checks of a task that the same students failed."""
    alike: dict[tuple[str, str, tuple[int, ...]], list[list[Failure]]] = defaultdict(list)
    for kind, members in found:
        students = tuple(sorted({each.student for each in members}))
        if len(students) > 1:
            alike[kind, members[0].task, students].append(members)
    for (kind, task, students), lists in alike.items():
        words = next((each.words for members in lists for each in members if each.words), "")
        checks = tuple(dict.fromkeys(members[0].check for members in lists))
        yield Group(kind, task, checks, students, words)
