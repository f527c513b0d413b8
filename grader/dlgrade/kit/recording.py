"""Record all that a kit stores of an exercise, while the solution and every named mistake are judged."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from dlgrade.answers import Answers, CheckStore, Index, StoredMistake
from dlgrade.course import Course, Exercise, affected
from dlgrade.diagnose import Mistake, answers_of, condensed
from dlgrade.errors import CourseError
from dlgrade.grade import Settings, answers_folder, checks_of, grade_each
from dlgrade.keys import CheckGenerator, RecordedGenerator, generator
from dlgrade.oracle import Asked, Reference, question
from dlgrade.pytest_plugin import CheckInfo, Graded
from dlgrade.results import Result
from dlgrade.sandbox import Sandbox
from dlgrade.student import Submission, from_sources
from dlgrade.truth import Truth, digests_of, of_course, siblings_of

_SOLUTION = ""


@dataclass
class Recorded:
    """What a kit stores of one exercise, by check, and what it leaves out."""

    index: Index
    checks: dict[str, CheckStore]
    infos: Sequence[CheckInfo]


@dataclass
class _Tape:
    """What has been recorded so far, and of whom: the solution first, and then each mistake."""

    stores: dict[str, CheckStore] = field(default_factory=dict)
    asked: dict[str, list[str]] = field(default_factory=dict)  # by check, the content of what the solution's run asked
    defaults: dict[str, Any] = field(default_factory=dict)
    who: str = _SOLUTION

    def store(self, check: str) -> CheckStore:
        return self.stores.setdefault(check, CheckStore())


class _RecordingReference(Reference):
    """Answers as the course's reference does, and keeps each answer where a kit looks for it."""

    def __init__(self, exercise: Exercise, course: Course, answers: Answers, tape: _Tape, settings: Settings):
        super().__init__(course.reference, exercise.topic, answers, device=settings.device)
        self._exercise, self._tape = exercise, tape
        self._check, self._place = "", 0

    def begin(self, check: str) -> None:
        super().begin(check)
        self._check, self._place = check, 0

    def ask(self, asked: Asked) -> Any:
        self.asked.append(asked)
        parts = asked.name, asked.upstream, asked.arguments, asked.keywords, asked.wrt
        content, known = question(*parts), self._tape.asked.setdefault(self._check, [])
        value = super().answer(*parts)
        self.given.append((asked, value))
        if self._tape.who == _SOLUTION:
            known.append(content)
            self._tape.store(self._check).answers.append((asked.name, value))
        elif self._place >= len(known) or known[self._place] != content:
            raise CourseError(
                f"{self._exercise.checks}: {self._check} asks the reference by what a submission has answered "
                f"(mistake {self._tape.who}), which a kit cannot store: compute what is expected from inputs alone"
            )
        self._place += 1
        return value

    def answer(
        self, name: str, upstream: Any, arguments: tuple[Any, ...], keywords: dict[str, Any], wrt: Sequence[int] | None
    ) -> Any:
        value = super().answer(name, upstream, arguments, keywords, wrt)
        self._tape.store(self._check).others[question(name, upstream, arguments, keywords, wrt)] = value
        return value

    def default(self, name: str, parameter: str) -> Any:
        value = super().default(name, parameter)
        self._tape.defaults[f"{name}.{parameter}"] = value
        return value


def record(
    course: Course, exercise: Exercise, settings: Settings, on_step: Callable[[int, int], None] = lambda done, of: None
) -> Recorded:
    """Judge the solution and every mistake, and return what a kit stores; CourseError if the solution does not pass."""
    infos = [info for info in checks_of(exercise) if not info.hidden]
    mistakes = [Mistake.read(path) for path in exercise.mistakes()]
    siblings, text = siblings_of(course, exercise), exercise.solution.read_text("utf-8")
    task_of = {info.id: info.task for info in infos}
    tape = _Tape()
    answers = Answers(settings.answers or answers_folder(settings.key))
    concerned = {mistake.name: _concerned(mistake, infos) for mistake in mistakes}
    tasks = {path.stem: {*concerned[path.stem], *affected(exercise, path)} for path in exercise.mistakes()}

    def submissions() -> Iterator[Submission]:
        yield from_sources(exercise.topic, text, siblings, name=_SOLUTION)
        for done, mistake in enumerate(mistakes):
            on_step(done, len(mistakes))
            tape.who = mistake.name
            if tasks[mistake.name]:
                source = f"{text}\n\n{mistake.source}"
                yield from_sources(exercise.topic, source, siblings, name=mistake.name)

    def inputs(check: str) -> CheckGenerator:
        drawn = generator(settings.key, exercise.slug, check, settings.draw)
        draws = tape.store(check).draws
        if tape.who == _SOLUTION:
            return RecordedGenerator(drawn.bit_generator, draws.append)
        known = iter(list(draws))

        def compared(draw: tuple[str, Any]) -> None:
            if not _same(draw, next(known, ("", None))):
                raise CourseError(
                    f"{exercise.checks}: {check} draws its inputs by what a submission has answered "
                    f"(mistake {tape.who}), which a kit cannot store: draw before anything is asked"
                )

        return RecordedGenerator(drawn.bit_generator, compared)

    def judged(result: Result) -> None:
        if result.faults:
            raise CourseError(f"{exercise.checks}: {result.faults[0]}")
        failed = [check for check in result.checks if check.outcome != "passed"]
        if result.student == _SOLUTION and (result.problem or failed):
            said = result.problem or f"{failed[0].id}: {failed[0].message}"
            raise CourseError(f"{exercise.solution}: does not pass its own checks, so no kit can be made: {said}")

    def keep(graded: Graded) -> None:
        who = graded.submission.student
        for each in graded.evidence:
            if who == _SOLUTION or task_of[each.check] in concerned[who]:
                tape.store(each.check).replies[who] = [condensed(answer) for answer in answers_of(each)]

    with Sandbox(settings.isolation, course.limits) as sandbox:
        usual = of_course(course, exercise, sandbox, answers, key=settings.key, draw=settings.draw)
        reference = _RecordingReference(exercise, course, answers, tape, settings)
        truth = Truth(reference, usual.casebook, inputs, usual.solution, usual.lent)
        wanted = replace(settings, named=False, examples=True)
        grade_each(
            course, exercise, submissions(), wanted, judged,
            sandbox=sandbox, tasks=tasks, on_graded=keep, truth=truth, storing=True,
        )  # fmt: skip
    digests = digests_of(course, exercise)
    index = Index(
        exercise.slug,
        settings.key.id,
        settings.draw,
        reference.version,
        {"checks": digests.checks, "mistakes": digests.mistakes},
        [StoredMistake(each.name, each.hint, sorted(each.tasks)) for each in mistakes],
        [info.id for info in infos],
        tape.defaults,
    )
    return Recorded(index, {info.id: tape.store(info.id) for info in infos}, infos)


def _same(draw: tuple[str, Any], known: tuple[str, Any]) -> bool:
    """Whether two draws are of one method and gave the same."""
    (method, value), (other, stored) = draw, known
    if isinstance(value, dict) or isinstance(stored, dict):
        return method == other and bool(value == stored)
    return method == other and np.array_equal(value, stored)


def _concerned(mistake: Mistake, infos: Sequence[CheckInfo]) -> list[str]:
    """Return the tasks in whose checks a mistake may show; one task may have checks of several names."""
    return list({info.task: None for info in infos if mistake.concerns(info.provides or (info.task,))})
