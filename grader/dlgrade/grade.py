"""Grade submissions of one exercise: seal pytest, run the checks, name the mistakes, write the documents."""

import contextlib
import datetime
import gc
import os
import platform
import sys
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import msgspec
import numpy as np
import platformdirs
import pytest

import dlgrade
from dlgrade.answers import Answers
from dlgrade.course import Course, Exercise
from dlgrade.errors import CourseError, DlgradeError, UsageError
from dlgrade.keys import PRACTICE, Key
from dlgrade.oracle import Device, Reference
from dlgrade.protocol import legible, one_line
from dlgrade.pytest_plugin import CheckInfo, Graded, Job, Plugin
from dlgrade.results import CheckResult, Result
from dlgrade.sandbox import Isolation, Sandbox, obtain
from dlgrade.student import Submission
from dlgrade.truth import Truth, digests_of, of_course, of_kit

_SEALED = Path(__file__).with_name("pytest_sealed.ini")
_NAMED = 3  # checks that a grader's fault is listed with
_UNUSED_PLUGINS = (
    "cacheprovider",
    "capture",
    "debugging",
    "doctest",
    "faulthandler",
    "junitxml",
    "logging",
    "pastebin",
    "recwarn",
    "setuponly",
    "setupplan",
    "skipping",
    "stepwise",
    "subtests",
    "terminalreporter",
    "threadexception",
    "tmpdir",
    "unittest",
    "unraisableexception",
    "warnings",
)  # fmt: skip - a session without them starts and runs faster, and threadexception collects garbage at every end


@dataclass(frozen=True)
class Settings:
    """How to grade, apart from what the course decides."""

    key: Key = PRACTICE
    draw: int = 0
    device: Device = "auto"
    isolation: Isolation = field(default_factory=obtain)
    task: str | None = None
    only: Collection[str] = ()  # the ids of checks that are judged alone, with what they need, and shown
    answers: Path | None = None
    examples: bool = False
    provided: bool = False  # whether what earlier exercises lack or have wrong is provided from the trusted side
    brief: bool = False  # whether checks that take long are left out once another has failed
    named: bool = True  # whether to look for the mistakes behind failures
    unveiled: bool = False  # whether hidden checks say all they know, for an instructor


def answers_folder(key: Key, key_file: Path | None = None) -> Path:
    """Return where answers are stored: in the user's cache for practice, beside the key for official runs."""
    if key.official and key_file is not None:
        return key_file.with_name(key_file.name + ".answers")
    return Path(platformdirs.user_cache_dir("dlgrade", appauthor=False)) / "answers"


def checks_of(exercise: Exercise) -> list[CheckInfo]:
    """Collect an exercise's checks without running any."""
    return _session(Job(exercise)).checks


def grade(
    course: Course,
    exercise: Exercise,
    submissions: Iterable[Submission],
    settings: Settings,
    *,
    sandbox: Sandbox | None = None,
    tasks: Mapping[str, Collection[str]] | None = None,
    on_result: Callable[[Result], None] = lambda result: None,
) -> list[Result]:
    """Grade submissions of one exercise, one result each, in their order.

    on_result is called with each result as it is ready; a sandbox may be brought along, started earlier or used again.
    tasks says by the student's name what is judged, where that is not everything.
    KeyboardInterrupt passes through, with every process ended.
    """
    results: list[Result] = []

    def keep(result: Result) -> None:
        results.append(result)
        on_result(result)

    grade_each(course, exercise, submissions, settings, keep, sandbox=sandbox, tasks=tasks)
    return results


def grade_each(
    course: Course,
    exercise: Exercise,
    submissions: Iterable[Submission],
    settings: Settings,
    on_result: Callable[[Result], None],
    *,
    sandbox: Sandbox | None = None,
    tasks: Mapping[str, Collection[str]] | None = None,
    on_graded: Callable[[Graded], None] = lambda graded: None,
    truth: Truth | None = None,
    storing: bool = False,
) -> None:
    """Grade submissions one at a time, as they come, and keep none of them: for as many as there are.

    on_graded is shown all that was asked and answered, before mistakes are named.
    truth: what to judge by, if not what the course or the kit says
    storing: whether a kit is made of it: visible checks are judged, short ones even where one that they need has failed
    """
    if not exercise.checks.exists():
        raise CourseError(f"{exercise.checks}: does not exist: write the exercise's checks there")
    answers = Answers(settings.answers or answers_folder(settings.key))
    if course.kit is not None and settings.provided:
        raise UsageError("a kit holds no solutions that could be provided: finish the earlier exercises first")
    with contextlib.nullcontext(sandbox) if sandbox else Sandbox(settings.isolation, course.limits) as sandbox:
        if settings.key.official and settings.isolation.request != "basic" and sandbox.level == "basic":
            raise UsageError(
                f"official inputs are not given to code that nothing holds back ({'; '.join(sandbox.findings)}): grade "
                "where `dlgrade doctor` finds strict isolation, or say --isolation basic if you trust the code"
            )
        if truth is None and course.kit is None:
            truth = of_course(
                course, exercise, sandbox, answers, key=settings.key, draw=settings.draw, device=settings.device
            )
        elif truth is None:
            truth = of_kit(exercise, key=settings.key, draw=settings.draw)
        casebook = truth.casebook
        document = _Document(course, exercise, settings, truth.reference, sandbox)

        def finish(graded: Graded) -> None:
            on_graded(graded)
            mistakes = casebook.name(graded.evidence) if settings.named else {}
            checks = [
                msgspec.structs.replace(check, mistake=mistakes[check.id].name, hint=mistakes[check.id].hint)
                if check.id in mistakes
                else check
                for check in graded.checks
            ]
            on_result(document.result(graded, checks, answers.note))

        _session(
            Job(
                exercise,
                submissions,
                sandbox=sandbox,
                truth=truth,
                task=settings.task,
                only=settings.only,
                tasks=tasks or {},
                examples=settings.examples,
                earlier={each.topic: each.slug for each in course.exercises if each.slug < exercise.slug},
                brief=settings.brief,
                provided=settings.provided,
                unveiled=settings.unveiled,
                storing=storing,
                on_graded=finish,
            )
        )


class _Document:
    """What every result of one run has in common."""

    def __init__(self, course: Course, exercise: Exercise, settings: Settings, reference: Reference, sandbox: Sandbox):
        self._exercise, self._settings, self._reference, self._sandbox = exercise, settings, reference, sandbox
        self._versions = {
            "dlgrade": dlgrade.__version__,
            "course": course.settings.version,
            "python": platform.python_version(),
            "numpy": np.__version__,
            "torch": reference.version,
            "pytest": pytest.__version__,
        }
        self._digests = digests_of(course, exercise)

    def result(self, graded: Graded, checks: list[CheckResult], note: str) -> Result:
        counted = [check for check in checks if check.outcome != "error"]
        started = datetime.datetime.now(datetime.UTC) - datetime.timedelta(seconds=graded.seconds)
        return Result(
            exercise=self._exercise.slug,
            student=graded.submission.student,
            points=sum(check.points for check in counted),
            max_points=sum(check.max_points for check in counted),
            isolation=self._sandbox.level,
            key_id=self._settings.key.id,
            draw=self._settings.draw,
            device=self._reference.device,
            versions=self._versions,
            digests=msgspec.structs.replace(self._digests, submission=graded.submission.digest),
            started=started.isoformat(timespec="seconds"),
            seconds=round(graded.seconds, 3),
            checks=checks,
            problem=legible(graded.problem),
            notes=[one_line(each) for each in [*graded.submission.notes, *graded.notes, *([note] if note else [])]],
            faults=[f"{fault} (in {_some(checks)})" for fault, checks in graded.faults.items()],
        )


def _some(names: Sequence[str]) -> str:
    """Name the first few."""
    more = f" and {len(names) - _NAMED} more checks" if len(names) > _NAMED else ""
    return ", ".join(names[:_NAMED]) + more


def _session(job: Job) -> Plugin:
    """Run one sealed pytest session; CourseError if the checks cannot be collected."""
    if not job.exercise.checks.exists():
        raise CourseError(f"{job.exercise.checks}: does not exist: write the exercise's checks there")
    plugin = Plugin(job)
    arguments = [
        "-c", str(_SEALED), "--rootdir", str(job.exercise.folder), "--confcutdir", str(job.exercise.folder),
        "--noconftest", "--import-mode=importlib", "--strict-markers", "--assert=plain", "--tb=no", "-q",
        *(part for name in _UNUSED_PLUGINS for part in ("-p", f"no:{name}")),
        str(job.exercise.checks),
    ]  # fmt: skip
    with _sealed(job.exercise.folder):
        gc.freeze()  # or pytest walks everything that torch has loaded, at each session's end
        code = pytest.main(arguments, plugins=[plugin])
        gc.unfreeze()
    if plugin.ended_by is not None:
        raise KeyboardInterrupt if code == pytest.ExitCode.INTERRUPTED else plugin.ended_by
    if plugin.problem is not None:
        raise plugin.problem
    if not plugin.checks and job.task is not None:
        raise CourseError(f"{job.exercise.checks}: no check judges {job.task}: write one, or take it out of the module")
    if not plugin.checks:
        raise CourseError(f"{job.exercise.checks}: holds no check: a check is a function named test_...")
    if code == pytest.ExitCode.USAGE_ERROR:
        raise DlgradeError("pytest refused to start: its version may be too new for this dlgrade")
    return plugin


@contextlib.contextmanager
def _sealed(folder: Path) -> Iterator[None]:
    """Keep everything that a submission or its surroundings could reach pytest with out of its way, and put it back."""
    variables = {name: value for name, value in os.environ.items() if name.startswith("PYTEST_")}
    path, before, modules = list(sys.path), Path.cwd() if _has_cwd() else None, set(sys.modules)
    for name in variables:
        del os.environ[name]
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    sys.path[:] = [entry for entry in path if entry not in ("", ".") and (before is None or Path(entry) != before)]
    os.chdir(folder)
    try:
        yield
    finally:
        _forget(folder, modules)
        sys.path[:] = path
        for name in [name for name in os.environ if name.startswith("PYTEST_")]:
            del os.environ[name]
        os.environ.update(variables)
        if before is not None:
            os.chdir(before)


def _has_cwd() -> bool:
    try:
        Path.cwd()
    except OSError:  # it was deleted under our feet
        return False
    return True


def _forget(folder: Path, before: set[str]) -> None:
    """Drop the check modules that were loaded, or another course's of the same name would be taken for them."""
    modules: Mapping[str, object] = dict(sys.modules)
    for name in modules.keys() - before:
        origin = getattr(modules[name], "__file__", None)
        if origin and Path(origin).is_relative_to(folder):
            del sys.modules[name]
