"""Collect: read sources, match who sent what, keep it, report what could not be taken. Sources stay as they are."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from dlgrade.classroom import Classroom
from dlgrade.classroom.policies import duration
from dlgrade.collect.deliveries import APART, Delivery, Sender
from dlgrade.collect.folders import inbound_of
from dlgrade.collect.keeping import Keeping, State
from dlgrade.collect.matching import Matcher
from dlgrade.collect.sources import kind_of
from dlgrade.collect.trees import open_tree, owner_of_files
from dlgrade.course import Exercise
from dlgrade.errors import UsageError
from dlgrade.protocol import one_line


@dataclass(frozen=True)
class Taken:
    """One submission that is in the class's folder now, or would be."""

    student: str
    exercise: str
    place: str
    state: State


@dataclass
class Collected:
    """What came of one source. `problems` were not taken, `remarks` were; `left_out` counts other files."""

    path: Path
    kind: str
    taken: list[Taken] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    late: list[str] = field(default_factory=list)
    undated: int = 0
    left_out: int = 0

    @property
    def states(self) -> Counter[str]:
        """How many submissions are new, newer, earlier, or known."""
        return Counter(each.state for each in self.taken)


def collect(
    classroom: Classroom, sources: Sequence[Path], exercise: Exercise | None = None, *, dry_run: bool = False
) -> list[Collected]:
    """Collect from sources, or from the class's exchange if none is named; UsageError if one cannot be read at all."""
    if not sources:
        if not classroom.settings.exchange:
            raise UsageError(
                f"{classroom.root}: its dlgrade.toml names no exchange: name a source, dlgrade collect SOURCE, "
                'or write exchange = "FOLDER" there'
            )
        sources = [classroom.root / classroom.settings.exchange]
    matcher = Matcher(classroom.roster)
    keeping = Keeping(classroom.root, dry=dry_run)
    if dry_run:
        return [_from_source(classroom, path, exercise, matcher, keeping) for path in sources]
    with classroom.records.alone():
        keeping.tidy()
        return [_from_source(classroom, path, exercise, matcher, keeping) for path in sources]


def _from_source(
    classroom: Classroom, path: Path, exercise: Exercise | None, matcher: Matcher, keeping: Keeping
) -> Collected:
    path = inbound_of(path, classroom.name)
    with open_tree(path) as tree:
        kind = kind_of(tree, classroom.course)
        if kind is None:
            return Collected(path, "empty")
        found = Collected(path, kind.name, left_out=tree.skipped)
        for each in kind.read(tree, classroom.course, exercise):
            _take(found, each, classroom, matcher, keeping, stated=kind.stated)
    return found


def _take(
    found: Collected, each: Delivery, classroom: Classroom, matcher: Matcher, keeping: Keeping, *, stated: bool
) -> None:
    """Keep one submission, or say why it is not kept."""
    found.left_out += each.left_out
    if each.problem:
        found.problems.append(f"{each.place}: {each.problem}")
        return
    student, problem = matcher.find(each.sender)
    if problem:
        found.problems.append(f"{each.place}: {problem}")
        return
    if each.owner not in ("", student, owner_of_files()) and each.owner in classroom.roster:
        found.problems.append(
            f"{each.place}: says it is by {student}, but its files belong to {each.owner}: ask both; if it is right, "
            f"copy it into a folder {student}/{each.exercise}/ and collect that"
        )
        return
    doubts = [*each.remarks, *_doubts(each, student, matcher)]
    about = {"from": f"{found.path.name}: {each.place}", "remarks": doubts}
    state = keeping.keep(
        student, each.exercise, each.files, each.received, about=about, stated=stated, beside=each.beside
    )
    found.taken.append(Taken(student, each.exercise, each.place, state))
    if state == "known":
        return
    found.undated += each.received is None
    if each.late:
        found.late.append(student)
    found.remarks += [f"{each.place}: {doubt}" for doubt in doubts]


def _doubts(each: Delivery, student: str, matcher: Matcher) -> Iterator[str]:
    """Say so where a slip names somebody else, or where two times that are known are apart."""
    if each.slip is not None and matcher.find(Sender(each.slip.student))[0] != student:
        yield f"the slip inside names {one_line(each.slip.student)[:60]}, and {student} handed it in"
    if each.received is not None and each.seen is not None and abs(each.received - each.seen) > APART:
        counts, other = (f"{moment:%Y-%m-%d %H:%M}" for moment in (each.received, each.seen))
        apart = duration(abs(each.received - each.seen))
        yield f"counts as handed in at {counts} UTC, though {other} UTC is {each.says}: {apart} apart"
