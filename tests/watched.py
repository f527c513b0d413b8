"""A watch that tests drive: a desk of the tiny course, and a keyboard that makes the next edit once nothing is left."""

import io
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from classroom import answers
from rich.console import Console

from dlgrade.author import sync
from dlgrade.course import Course, Exercise, open_course
from dlgrade.desk import Desk, init
from dlgrade.errors import UsageError
from dlgrade.grade import Settings, grade
from dlgrade.results import Result
from dlgrade.sandbox import Sandbox, obtain
from dlgrade.student import Submission
from dlgrade.watch.attendant import Attendant
from dlgrade.watch.bench import Bench
from dlgrade.watch.keyboard import Keyboard
from dlgrade.watch.route import Route
from dlgrade.watch.screen import Screen

TINY = Path(__file__).parent / "tiny_course"
Step = Callable[[Desk], str | None]  # edits a desk, or returns a key


def tiny_desk(root: Path) -> Desk:
    """Make a copy of the tiny course with its stubs, and a student's desk for it."""
    shutil.copytree(TINY, root / "course", ignore=shutil.ignore_patterns("__pycache__"))
    course = open_course(root / "course")
    sync(course)
    init(course, root / "desk")
    return Desk(course, root / "desk")


def write(desk: Desk, exercise: Exercise, text: str) -> None:
    """Save a module as editors do that replace the file."""
    path = desk.folder(exercise) / exercise.module
    path.parent.mkdir(exist_ok=True)
    path.with_suffix(".new").write_text(text, "utf-8")
    path.with_suffix(".new").replace(path)


def settings(**more: object) -> Settings:
    """Return how tests judge."""
    return Settings(answers=answers(), isolation=obtain("basic"), examples=True, **more)  # type: ignore[arg-type]


def truth(result: Result) -> tuple[object, ...]:
    """Return all of a result that must be the same however it was come by."""
    checks = [
        (check.id, check.outcome, check.points, check.message, check.diagnosis, check.mistake, check.hint, check.inputs)
        for check in result.checks
    ]
    return checks, result.points, result.max_points, result.problem, result.notes, result.digests, result.faults


def checked(course: Course, exercise: Exercise, submission: Submission, sandbox: Sandbox) -> Result:
    """Return what `dlgrade check` finds."""
    (result,) = grade(course, exercise, [submission], settings(), sandbox=sandbox)
    return result


Seen = dict[str, tuple[Result, Submission | None]]  # exercise -> what is known of it, and the work at that time


@dataclass
class Scripted(Keyboard):
    """A keyboard on which nothing is pressed before everything saved has been judged; it ends with q."""

    desk: Desk
    steps: Iterator[Step]
    seen: list[Seen] = field(default_factory=list)
    attendant: Attendant | None = None

    def __post_init__(self) -> None:
        super().__init__()

    def read(self, _seconds: float) -> str:
        """Take note of what is known, and go on."""
        assert self.attendant is not None
        if self.attendant.busy:
            return ""
        results = self.attendant.results
        self.seen.append({slug: (result, self._work(slug)) for slug, result in results.items()})
        for step in self.steps:
            return step(self.desk) or ""
        return "q"

    def _work(self, slug: str) -> Submission | None:
        try:
            return self.desk.submission(self.desk.course.exercise(slug))
        except UsageError:
            return None


@dataclass
class Watched:
    """What was seen of a watch: what was known after each step, the text that was printed, and what was judged."""

    seen: list[Seen]
    text: str
    orders: list[tuple[str, frozenset[str] | None]]


def watched(
    desk: Desk,
    steps: Sequence[Step],
    exercises: Sequence[Exercise] | None = None,
    *,
    meanwhile: Callable[[Desk, frozenset[str] | None], None] = lambda desk, stage: None,
    **more: object,
) -> Watched:
    """Run a watch on some exercises through some steps; `meanwhile` happens while a stage is judged."""
    targets = exercises or desk.course.exercises[:1]
    printed, chosen = io.StringIO(), settings(**more)
    orders: list[tuple[str, frozenset[str] | None]] = []

    class Noted(Attendant):
        def tasks(self) -> frozenset[str] | None:
            stage = super().tasks()
            assert self._job is not None
            orders.append((self._job.exercise.slug, stage))
            meanwhile(desk, stage)
            return stage

    keyboard = Scripted(desk, iter(steps))
    screen = Screen(lambda: Console(file=printed, width=80, highlight=False), out=printed)
    with Bench(chosen, lambda course: Sandbox(chosen.isolation, course.limits)) as bench:
        keyboard.attendant = Noted(
            Route(desk, targets, open_ended=exercises is None),
            chosen,
            screen=screen,
            keyboard=keyboard,
            hinting=lambda _desk, _exercise, task: f"hint 1 of 3: think of {task}",
        )
        keyboard.attendant.run(bench)
    return Watched(keyboard.seen, printed.getvalue(), orders)
