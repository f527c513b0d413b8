"""The pytest plugin: one session over one exercise's checks, for one submission after another."""

import time
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

import pytest
from _pytest.runner import runtestprotocol

from dlgrade.compare import comparisons
from dlgrade.course import Exercise
from dlgrade.diagnose import Evidence
from dlgrade.errors import CheckFailure, CourseError
from dlgrade.keys import CheckGenerator
from dlgrade.oracle import Reference
from dlgrade.pytest_plugin import markers
from dlgrade.pytest_plugin.markers import CheckInfo, uncollectable
from dlgrade.pytest_plugin.verdict import UNUSABLE, Active, Seen, judge
from dlgrade.results import CheckResult
from dlgrade.sandbox import Sandbox
from dlgrade.student import (
    Conversation,
    Provider,
    Student,
    Submission,
    TimedOut,
    blocked_by,
    digest_of,
    outputs_of,
)
from dlgrade.truth import Truth

_QUICK = 0.2  # seconds for loading a module; what takes longer is not loaded while a check counts its time
_EXAMPLES_LIMIT = 12  # searches in one task; further failures rarely need another input, and each takes time
_TIMEOUTS_LIMIT = 2  # of one task; what never ends is not waited for again and again


@dataclass(frozen=True)
class Job:
    """What a session is to do; with no submissions, it collects the checks and stops."""

    exercise: Exercise
    submissions: Iterable[Submission] = ()
    sandbox: Sandbox | None = None
    truth: Truth | None = None
    task: str | None = None
    only: Collection[str] = ()  # the ids of checks that are judged alone, with what they need, and shown
    tasks: Mapping[str, Collection[str]] = field(default_factory=dict)  # by student, where not everything is judged
    examples: bool = False
    earlier: Mapping[str, str] = field(default_factory=dict)  # the modules of earlier exercises -> their slugs
    brief: bool = False  # whether checks that take long are left out once another has failed
    provided: bool = False  # whether what earlier exercises lack or have wrong is provided
    unveiled: bool = False  # whether hidden checks say all they know
    storing: bool = False  # whether a kit is made: visible checks alone, even where a need of a short one has failed
    on_graded: Callable[["Graded"], None] = lambda graded: None


@dataclass
class Graded:
    """What came of one submission, before mistakes are named."""

    submission: Submission
    problem: str = ""
    notes: list[str] = field(default_factory=list)
    checks: list[CheckResult] = field(default_factory=list)
    evidence: list[Evidence] = field(default_factory=list)
    seen: dict[str, Seen] = field(default_factory=dict)  # by the ids of visible checks, where some are to be shown
    faults: dict[str, list[str]] = field(default_factory=dict)  # what failed in the grader -> the checks it failed in
    seconds: float = 0.0


class Plugin:
    """Collects the checks once and runs them for each submission of a job."""

    def __init__(self, job: Job):
        self.problem: CourseError | None = None
        self.ended_by: BaseException | None = None
        self.checks: list[CheckInfo] = []
        self._job = job
        self._signatures = job.exercise.signatures
        self._active: Active | None = None
        self._ahead: Conversation | None = None  # the next task's, which loads the submission while this one is judged
        self._examples: dict[str, int] = {}  # by task, how often a smallest input was looked for
        self._wanted: dict[str, set[str]] = {}  # what is provided to the submission in hand: modules, and names of them

    @pytest.fixture
    def student(self) -> Student:
        """The submission's functions and classes."""
        return self._running.student

    @pytest.fixture
    def reference(self) -> Reference:
        """The course's PyTorch functions."""
        return self._truth.reference

    @pytest.fixture
    def rng(self) -> CheckGenerator:
        """The generator of this check's inputs, decided by the key."""
        return self._truth.inputs(self._running.info.id)

    @property
    def _truth(self) -> Truth:
        assert self._job.truth is not None
        return self._job.truth

    @property
    def _running(self) -> Active:
        assert self._active is not None
        return self._active

    def pytest_configure(self, config: pytest.Config) -> None:
        """Register the markers."""
        for line in markers.LINES:
            config.addinivalue_line("markers", line)

    def pytest_exception_interact(
        self, call: pytest.CallInfo[None], report: pytest.CollectReport | pytest.TestReport
    ) -> None:
        """Keep the first reason why checks cannot be collected, with its line."""
        if isinstance(report, pytest.CollectReport) and call.excinfo is not None and self.problem is None:
            self.problem = uncollectable(self._job.exercise.checks, call.excinfo.value)

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Read the markers: anything wrong with them is the author's to mend before anybody is graded."""
        try:
            for item in items:
                self.checks.append(markers.read(item, self._job.exercise, self.checks))
        except CourseError as error:
            self.problem = self.problem or error
            return
        order = markers.by_task(self.checks, self._job.exercise)
        items[:] = [items[place] for place in order]
        self.checks = [self.checks[place] for place in order]
        if self._job.task is not None or self._job.only:
            tasks = [] if self._job.task is None else [self._job.task]
            self._leave(items, markers.needed_by(tasks, self.checks, self._job.only))
        if self._job.storing:
            self._leave(items, {info.id for info in self.checks if not info.hidden})

    def _leave(self, items: list[pytest.Item], wanted: Collection[str]) -> None:
        items[:] = [item for item, info in zip(items, self.checks, strict=True) if info.id in wanted]
        self.checks = [info for info in self.checks if info.id in wanted]

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Run every check for each submission in turn."""
        if self.problem is None:
            for submission in self._job.submissions:
                self._job.on_graded(self._grade(submission, self._chosen(submission, session.items)))
        return True

    def pytest_keyboard_interrupt(self, excinfo: pytest.ExceptionInfo[BaseException]) -> None:
        """Remember that what is left has no verdict."""
        self.ended_by = excinfo.value

    def pytest_internalerror(self, excinfo: pytest.ExceptionInfo[BaseException]) -> bool:
        """Keep what ended the session, for whoever started it, and pytest from printing it."""
        self.ended_by = excinfo.value
        return True

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_makereport(self, item: pytest.Item, call: pytest.CallInfo[None]) -> pytest.TestReport:
        """Judge each phase while the worker still answers; nobody reads pytest's own report, which takes longer."""
        error = call.excinfo.value if call.excinfo else None
        task = self._running.info.task
        enough = self._examples.get(task, 0) >= _EXAMPLES_LIMIT and not self._job.storing
        examples = self._job.examples and not enough
        judge(self._running, error, call.when, reference=self._truth.reference, examples=examples)
        if call.when == "call" and self._running.difference is not None and not self._running.info.hidden:
            self._examples[task] = self._examples.get(task, 0) + 1
        assert call.when != "collect"
        outcome: Literal["failed", "passed"] = "failed" if call.excinfo else "passed"
        return pytest.TestReport(item.nodeid, item.location, {}, outcome, None, call.when)

    def _chosen(self, submission: Submission, items: Sequence[pytest.Item]) -> Sequence[tuple[pytest.Item, CheckInfo]]:
        """Return the checks that a submission is judged by."""
        every = list(zip(items, self.checks, strict=True))
        if self._job.brief:  # so that what takes long is spared wherever another check fails
            every.sort(key=lambda pair: pair[1].terms.long)
        tasks = self._job.tasks.get(submission.student)
        if tasks is None:
            return every
        needed = markers.needed_by(tasks, self.checks)
        return [(item, info) for item, info in every if info.id in needed]

    def _grade(self, submission: Submission, checks: Sequence[tuple[pytest.Item, CheckInfo]]) -> Graded:
        self._wanted, self._examples = {}, {}
        graded = Graded(submission, submission.problem)
        asked = time.perf_counter()
        talk = self._loaded(graded)
        started = time.perf_counter()
        quick = started - asked < _QUICK and not graded.problem and self._sandbox.ahead
        failed: list[CheckInfo] = []
        timeouts: dict[str, int] = {}
        task = ""
        try:
            for position, (item, info) in enumerate(checks):
                following = [item for item, _ in checks[position + 1 : position + 2]]
                if info.task != task:
                    talk = self._replaced(talk, submission) if task else talk
                    task = info.task
                    if quick and not self._wanted:
                        self._look_ahead(submission, task, checks[position:])
                reason = self._unreached(info, graded, failed, timeouts)
                if reason:
                    graded.checks.append(_not_reached(info, reason))
                else:
                    active = self._run(item, following, info, talk)
                    self._blame(active, item, following)
                    timeouts[task] = timeouts.get(task, 0) + (active.kind == TimedOut.kind)
                    graded.checks.append(active.result(unveiled=self._job.unveiled))
                    graded.evidence.append(_evidence(active))
                    if info.id in self._job.only and not info.hidden:
                        graded.seen[info.id] = active.seen()
                    if active.fault:
                        graded.faults.setdefault(active.fault, []).append(info.id)
                if graded.checks[-1].outcome != "passed":
                    if info.built_on and self._job.provided and graded.checks[-1].outcome == "failed":
                        self._provide(info)
                    else:
                        failed.append(info)
        finally:
            talk.close()
            self._forget_ahead()
        graded.notes += [self._provided(module) for module in self._wanted]
        graded.seconds = time.perf_counter() - started
        return graded

    def _unreached(self, info: CheckInfo, graded: Graded, failed: list[CheckInfo], timeouts: dict[str, int]) -> str:
        """Return why a check is not run, if it is not."""
        if graded.problem:
            return "your module did not load"
        if (need := markers.unmet(info, failed)) is not None and (info.terms.long or not self._job.storing):
            return f"needs {need.built_on}: {need.title}" if need.built_on else f"needs: {need.title}"
        if self._job.brief and failed and info.terms.long:
            return "another check has failed already"
        if timeouts.get(info.task, 0) >= _TIMEOUTS_LIMIT:
            return f"{info.task} did not end in time {_TIMEOUTS_LIMIT} times"
        return ""

    def _run(self, item: pytest.Item, following: Sequence[pytest.Item], info: CheckInfo, talk: Conversation) -> Active:
        self._active = active = Active(info, Student(talk, self._signatures), talk)
        self._truth.reference.begin(info.id)
        started = time.perf_counter()
        talk.begin(info.terms)
        with comparisons() as active.compared:
            runtestprotocol(item, log=False, nextitem=following[0] if following else None)
        active.seconds = time.perf_counter() - started
        active.inputs, active.outputs = digest_of(talk.exchanges), outputs_of(talk.exchanges)
        return active

    def _blame(self, active: Active, item: pytest.Item, following: Sequence[pytest.Item]) -> None:
        """Find out whose fault an error inside a check is: if the solution passes, the submission provoked it."""
        if active.outcome != "error" or not active.blamable:
            return
        if self._truth.solution is None or self._solution_passes(active.info, item, following):
            active.fail(UNUSABLE, f"{active.info.task} {UNUSABLE}")

    def _solution_passes(self, info: CheckInfo, item: pytest.Item, following: Sequence[pytest.Item]) -> bool:
        assert self._truth.solution is not None
        talk = self._conversation(self._truth.solution)
        try:
            return self._run(item, following, info, talk).outcome == "passed"
        finally:
            talk.close()

    def _replaced(self, talk: Conversation, submission: Submission) -> Conversation:
        if not self._sandbox.ahead and not self._wanted and talk.submission is submission:
            talk.renew()
            return talk
        talk.close()
        ahead, self._ahead = self._ahead, None
        return ahead or self._conversation(submission)

    def _look_ahead(self, submission: Submission, task: str, checks: Sequence[tuple[pytest.Item, CheckInfo]]) -> None:
        """Have the next task's worker load the submission already."""
        following = next((info for _, info in checks if info.task != task), None)
        if following is not None and not following.terms.scratch_mb:
            self._ahead = self._conversation(submission)
            self._ahead.load_ahead()

    def _forget_ahead(self) -> None:
        if self._ahead is not None:
            self._ahead.close()
            self._ahead = None

    @property
    def _sandbox(self) -> Sandbox:
        assert self._job.sandbox is not None
        return self._job.sandbox

    def _conversation(self, submission: Submission) -> Conversation:
        provider = None
        if self._wanted and submission is not self._truth.solution:
            whole = {module for module, names in self._wanted.items() if not names}
            sources = {name: source for name, source in submission.sources.items() if name not in whole}
            submission = replace(submission, sources=sources)
            provider = Provider(self._sandbox, self._truth.lent, self._wanted)
        exercise = self._job.exercise
        return Conversation(self._sandbox, submission, exercise.topic, exercise.probes, provider)

    def _loaded(self, graded: Graded) -> Conversation:
        """Load a submission, and find out why it does not load, if it does not."""
        while True:
            talk = self._conversation(graded.submission)
            if graded.problem:
                return talk
            try:
                talk.load()
            except CheckFailure as failure:
                module, reason = blocked_by(failure, self._job.earlier)
                if not module or not self._job.provided or module in self._wanted:
                    graded.problem = reason or str(failure)
                    return talk
                self._wanted[module] = set()
                talk.close()
                continue
            return talk

    def _provide(self, info: CheckInfo) -> None:
        """Provide what a prerequisite found wanting, from the next worker on."""
        module = next(module for module, slug in self._job.earlier.items() if slug == info.built_on)
        self._forget_ahead()  # it loaded without
        if self._wanted.get(module) != set():
            self._wanted.setdefault(module, set()).update(info.provides)

    def _provided(self, module: str) -> str:
        slug, names = self._job.earlier[module], ", ".join(sorted(self._wanted[module]))
        return f"not yours, since that does not work yet, but provided: {names or f'{module}.py'} of {slug}"


def _evidence(active: Active) -> Evidence:
    info = active.info
    names = info.provides or (info.task,)
    return Evidence(info.id, names, active.outcome == "failed", active.conversation.exchanges, info.terms, info.hidden)


def _not_reached(info: CheckInfo, reason: str) -> CheckResult:
    return CheckResult(
        id=info.id,
        task=info.task,
        title=info.title,
        hidden=info.hidden,
        prerequisite=bool(info.built_on),
        outcome="not_reached",
        points=0.0,
        max_points=info.points,
        message=reason,
    )
