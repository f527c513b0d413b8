"""Build a class in a temporary folder, grade it, fill the gradebook, write the report: the main job in one command."""

import datetime
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

import msgspec

from dlgrade.batch import Summary, Watcher, Wish, grade_class, here
from dlgrade.classroom import Classroom, new_class, open_class, stamp
from dlgrade.classroom.records import refused
from dlgrade.course import SETTINGS_NAME, Course, Exercise, Limits, open_course
from dlgrade.demo.samples import Sample, absent, samples
from dlgrade.errors import DlgradeError
from dlgrade.gradebook import sync
from dlgrade.report import site
from dlgrade.results import Result
from dlgrade.sandbox import Request, Sandbox, obtain

_PREFERRED = "02_activations"
_CALL_SECONDS = 1.0  # the sample that never ends should not keep anybody waiting
_DUE = datetime.datetime(2026, 10, 1, 12, 0, tzinfo=datetime.UTC)


@dataclass(frozen=True)
class Tour:
    """The class that was made, who is in it, and what grading it gave."""

    classroom: Classroom
    exercise: Exercise
    samples: list[Sample]
    summary: Summary

    def graded(self) -> list[tuple[Sample, Result]]:
        """Return everybody's result."""
        results = {
            attempt.student: self.classroom.records.result(attempt)
            for attempt in self.classroom.attempts(self.exercise.slug)
        }
        found = [(sample, results[sample.student]) for sample in self.samples]
        return [(sample, result) for sample, result in found if result is not None]

    def striking(self) -> list[tuple[Sample, Result]]:
        """Return three that show most: a mistake with a name, one that never ends, one that cheats."""
        graded = self.graded()
        named = [each for each in graded if any(check.mistake for check in each[1].checks)]
        typical = [each for each in named if each[0].story.startswith("a typical mistake")]
        wanted = ("never ends", "talk the checks into passing")
        return typical[:1] + [each for words in wanted for each in graded if words in each[0].story]

    def report(self) -> site.Gist:
        """Write the report."""
        return site.write(self.classroom)

    def where(self, command: str = "dlgrade") -> list[str]:
        """Say where everything is and what to try next; command starts dlgrade."""
        classroom, slug = self.classroom, self.exercise.slug
        student, check = self._example()
        lines = [f"class      {classroom.root}"]
        try:
            lines.append(f"gradebook  {sync(classroom).place}")
        except DlgradeError as error:  # results and report are there without it
            lines.append(f"gradebook  {error}")
        return [
            *lines,
            f"try, after cd {classroom.root}:",
            f"  {command} report --open",
            f"  {command} replay {student} {slug} '{check}'",
            f"  {command} export csv",
        ]

    def _example(self) -> tuple[str, str]:
        """Return somebody and a check that they failed by a mistake with a name."""
        for sample, result in self.graded():
            for check in result.checks:
                if check.mistake:
                    return sample.student, check.id
        return self.samples[0].student, "test_..."


def build(course: Course, root: Path | None = None) -> tuple[Classroom, Exercise, list[Sample]]:
    """Make a small course and a class that handed in, in a temporary folder; DlgradeError if none can be written."""
    exercise = next((each for each in course.exercises if each.slug == _PREFERRED), course.exercises[0])
    place = root or Path(tempfile.gettempdir())
    try:
        place = root or Path(tempfile.mkdtemp(prefix="dlgrade-demo-"))
        small = _small_course(course, exercise, place / "course")
        classroom = new_class(place / "class", small)
        made = samples(exercise)
        for sample in made:
            _hand_in(classroom, exercise, sample)
        roster = ["id,first_name,last_name,email"]
        roster += [
            f"{name},{name.title()},,{name}@example.edu" for name in [*(each.student for each in made), absent()]
        ]
        (classroom.root / "roster.csv").write_text("\n".join(roster) + "\n", "utf-8")
    except OSError as error:
        raise refused(place, error) from None
    return open_class(classroom.root), exercise, made


def tour(course: Course, watcher: Watcher, *, isolation: Request) -> Tour:
    """Build the class and grade it, behind the strongest wall to be had unless another is asked for."""
    classroom, exercise, made = build(course)
    summary = grade_class(classroom, [exercise.slug], Wish(isolation=_possible(isolation)), watcher, here())
    return Tour(classroom, exercise, made, summary)


def _possible(isolation: Request) -> Request:
    """Return strict where it can be had, else basic: these samples are known, and nothing is asked of anybody."""
    if isolation != "auto":
        return isolation
    with Sandbox(obtain("auto"), Limits()) as sandbox:
        return "basic" if sandbox.level == "basic" else "strict"


def _small_course(course: Course, exercise: Exercise, root: Path) -> Course:
    """Copy one exercise into a course of its own, with a due date and brisk limits."""
    unwanted = shutil.ignore_patterns("__pycache__")
    shutil.copytree(exercise.folder, root / "solutions" / exercise.slug, ignore=unwanted)
    shutil.copytree(course.reference, root / "reference", ignore=unwanted)
    if exercise.stubs.exists():
        shutil.copytree(exercise.stubs, root / "exercises" / exercise.slug, ignore=unwanted)
    limits = msgspec.structs.asdict(course.limits) | {"call_seconds": _CALL_SECONDS}
    lines = [f"name = {_quoted(course.settings.name + ' (demo)')}", f"version = {_quoted(course.settings.version)}"]
    lines += [f"engine = {_quoted(course.settings.engine)}", "", "[limits]"]
    lines += [f"{name} = {value}" for name, value in limits.items()]
    lines += ["", "[due]", f"{exercise.slug} = {_DUE:%Y-%m-%dT%H:%M:%SZ}", "", "[late]", 'penalty = "per_day"']
    (root / "solutions" / SETTINGS_NAME).write_text("\n".join(lines) + "\n", "utf-8")
    return open_course(root)


def _hand_in(classroom: Classroom, exercise: Exercise, sample: Sample) -> None:
    moment = _DUE + datetime.timedelta(hours=sample.hours_late)
    folders: dict[tuple[str, ...], tuple[str, datetime.datetime]] = {
        ("submitted", sample.student, exercise.slug): (sample.source, moment)
    }
    if sample.earlier:
        before = moment - datetime.timedelta(hours=3)
        name = f"{before:%Y%m%dT%H%M%S}Z"
        folders["attempts", sample.student, exercise.slug, name] = (sample.earlier, before)
    for parts, (source, received) in folders.items():
        folder = classroom.root.joinpath(*parts)
        folder.mkdir(parents=True)
        (folder / exercise.module).write_text(source, "utf-8")
        (folder / "timestamp.txt").write_text(stamp(received), "utf-8")


def _quoted(text: str) -> str:
    return msgspec.json.encode(text).decode()  # a JSON string is a TOML string
