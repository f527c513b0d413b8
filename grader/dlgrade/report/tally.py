"""What a class did, gathered one student after the other: no result is kept, so that a large class fits in memory."""

import datetime
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from dlgrade.classroom import Standing
from dlgrade.classroom.hint_use import HintUse
from dlgrade.keys import PRACTICE
from dlgrade.report import facts
from dlgrade.report.groups import Failure
from dlgrade.report.words import cut, timed_out, unwritten
from dlgrade.results import CheckResult, Result

_CODES = {"passed": facts.PASSED, "failed": facts.FAILED, "not_reached": facts.NOT_REACHED, "error": facts.FAULT}
_WORDS_LIMIT = 400  # characters of a message or diagnosis that stands for a group
_SILENT = "hidden check: "  # a message that names the kind of difference alone, which many faults share


class Made(NamedTuple):
    """How an exercise's results were made; what differs within an exercise is told."""

    isolation: str
    key: str
    draw: int
    device: str
    checks: str
    mistakes: str
    versions: tuple[tuple[str, str], ...]

    @property
    def official(self) -> bool:
        """Whether the inputs were drawn with a secret key."""
        return self.key != PRACTICE.id

    @property
    def strict(self) -> bool:
        """Whether the code was walled in."""
        return self.isolation.startswith("strict")


@dataclass
class Mistake:
    """A named mistake and who made it; students are numbers."""

    exercise: str
    name: str
    hint: str
    tasks: Counter[str] = field(default_factory=Counter)  # failed checks by task
    students: list[int] = field(default_factory=list)


@dataclass(frozen=True)
class Column:
    """One check of an exercise."""

    id: str
    task: str
    title: str
    hidden: bool
    max_points: float


class Cell(NamedTuple):
    """One student's exercise in the class's table; `state` is `not due` or a standing's."""

    state: str
    score: float
    max_points: float
    late: datetime.timedelta
    penalty: float

    @property
    def share(self) -> float | None:
        """The share of the points, if it is graded."""
        if self.state not in ("graded", "grader error") or not self.max_points:
            return None
        return self.score / self.max_points


@dataclass
class Exercise:
    """What the class did in one exercise."""

    slug: str
    title: str
    columns: dict[str, Column] = field(default_factory=dict)
    mistakes: dict[str, Mistake] = field(default_factory=dict)
    failures: list[Failure] = field(default_factory=list)
    named: set[tuple[int, str]] = field(default_factory=set)  # (student, task) with a named mistake
    made: Counter[Made] = field(default_factory=Counter)
    weak: list[int] = field(default_factory=list)  # students whose official result was made below strict
    faults: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    faulty: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))  # by check
    unusable: list[tuple[int, str]] = field(default_factory=list)  # students whose module could not be run, and why
    timeouts: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))  # by task
    seconds: dict[int, float] = field(default_factory=dict)
    hints: dict[str, Counter[int]] = field(default_factory=lambda: defaultdict(Counter))  # students by task and stage
    handed_in: int = 0
    _rows: list[bytearray] = field(default_factory=list)
    _places: dict[str, int] = field(default_factory=dict)

    @property
    def graded(self) -> int:
        """How many have a result that counts."""
        return self.made.total()

    def add(self, student: int, standing: Standing, result: Result) -> None:
        """Take in one graded submission."""
        made = _made(result)
        self.made[made] += 1
        if made.official and not made.strict:
            self.weak.append(student)
        if result.problem:
            self.unusable.append((student, cut(result.problem, _WORDS_LIMIT)))
        for fault in result.faults:
            self.faults[cut(fault, _WORDS_LIMIT)].append(student)
        self.seconds[student] = result.seconds
        row = bytearray([facts.ABSENT]) * len(self._places)
        late_tasks = dict.fromkeys(check.task for check in result.checks if timed_out(check))
        for check in result.checks:
            if not check.prerequisite:
                self._note(student, standing, check, row)
        for task in late_tasks:
            self.timeouts[task].append(student)
        self._rows.append(row)

    def found(self) -> np.ndarray:
        """Return what every check found: (submissions, checks), in the order of `columns`."""
        table = np.full((len(self._rows), len(self._places)), facts.ABSENT, dtype=np.int8)
        for place, row in enumerate(self._rows):
            table[place, : len(row)] = np.frombuffer(row, dtype=np.int8)
        return table

    def _note(self, student: int, standing: Standing, check: CheckResult, row: bytearray) -> None:
        place = self._places.get(check.id)
        if place is None:
            place = self._places[check.id] = len(self._places)
            self.columns[check.id] = Column(check.id, check.task, check.title, check.hidden, check.max_points)
        while len(row) <= place:
            row.append(facts.ABSENT)
        row[place] = _CODES[check.outcome]
        if check.outcome == "error":
            self.faulty[check.id].append(student)
        if check.outcome != "failed" or check.id in standing.dropped:
            return
        if unwritten(check):
            row[place] = facts.UNWRITTEN
        elif check.mistake:
            self._name(student, check)
        elif not timed_out(check):
            silent = check.hidden and check.message.startswith(_SILENT)
            words = cut(check.diagnosis or ("" if silent else check.message), _WORDS_LIMIT)
            answers = f"{check.inputs[:16]}{check.outputs[:16]}" if check.outputs else ""
            self.failures.append(Failure(student, check.task, check.id, answers, words))

    def _name(self, student: int, check: CheckResult) -> None:
        mistake = self.mistakes.get(check.mistake)
        if mistake is None:
            mistake = self.mistakes[check.mistake] = Mistake(self.slug, check.mistake, check.hint)
        if not mistake.students or mistake.students[-1] != student:
            mistake.students.append(student)
        mistake.tasks[check.task] += 1
        self.named.add((student, check.task))


class Tally:
    """The class: a row of cells for each student, and what they did in each exercise."""

    def __init__(self, titles: Mapping[str, str], now: datetime.datetime):
        self.now = now
        self.exercises = {slug: Exercise(slug, title) for slug, title in titles.items()}
        self.students: list[str] = []
        self.cells: list[dict[str, Cell]] = []

    def add(self, student: str, standings: Sequence[Standing], hints: Mapping[str, HintUse] | None = None) -> None:
        """Take in one student; hints are those that they took, by exercise, where the course reports them."""
        number = len(self.students)
        self.students.append(student)
        self.cells.append({each.exercise: self._cell(each) for each in standings})
        for slug, use in (hints or {}).items():
            for each in use.uses:
                self.exercises[slug].hints[each.task][each.stage] += 1
        for standing in standings:
            self.exercises[standing.exercise].handed_in += standing.attempt is not None
            if standing.result is not None:
                self.exercises[standing.exercise].add(number, standing, standing.result)

    def risks(self, number: int) -> list[str]:
        """Return why a student is at risk."""
        cells = [self.cells[number].get(slug) for slug in self.exercises]
        efforts = [facts.Effort(each.share, each.state == "missing") for each in cells if each is not None]
        return facts.risks(efforts)

    def states(self) -> Counter[str]:
        """Return how many pieces of work are graded, missing and so on."""
        return Counter(cell.state for cells in self.cells for cell in cells.values())

    def _cell(self, standing: Standing) -> Cell:
        early = standing.due is not None and self.now < standing.due
        state = "not due" if standing.state == "missing" and early else standing.state
        return Cell(state, standing.score, standing.max_points, standing.late, standing.penalty)


def total(cells: Mapping[str, Cell]) -> tuple[float, float]:
    """Return a student's points and what could be had: what is not due or not graded yet is left out."""
    counted = [each for each in cells.values() if each.state not in ("not due", "not graded")]
    return sum(each.score for each in counted), sum(each.max_points for each in counted)


def _made(result: Result) -> Made:
    return Made(
        result.isolation,
        result.key_id,
        result.draw,
        result.device,
        result.digests.checks,
        result.digests.mistakes,
        tuple(sorted(result.versions.items())),
    )
