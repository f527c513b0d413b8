"""Whoever sits at the desk: waits for saves and keys, orders what has to be judged, and shows what came of it."""

import platform
import threading
import time
from collections.abc import Callable
from functools import partial

import numpy as np

import dlgrade
from dlgrade.course import Course, Exercise, open_course
from dlgrade.desk import Desk
from dlgrade.errors import DlgradeError, UsageError
from dlgrade.grade import Settings, checks_of
from dlgrade.oracle import preload
from dlgrade.results import Result
from dlgrade.student import Submission
from dlgrade.truth import digests_of
from dlgrade.watch.bench import Bench, Job
from dlgrade.watch.folders import Folders, course_state
from dlgrade.watch.keyboard import INTERRUPT, Gone, Keyboard
from dlgrade.watch.picture import Picture, Stage, identity
from dlgrade.watch.route import Route
from dlgrade.watch.screen import Screen
from dlgrade.watch.uses import uses
from dlgrade.watch.view import View, body, foot, head

_TICK = 0.04  # seconds between two looks at the folders
_COURSE_TICK = 1.0  # seconds between two looks at the course's own files
_LONG = 1.0  # seconds of judging that are not waited for if the work has been saved again: to begin anew takes as long
_STARTING = "starting ..."
Hinting = Callable[[Desk, Exercise, str], str]


class Attendant:
    """A customer of the bench, who orders whatever was saved."""

    def __init__(self, route: Route, settings: Settings, *, screen: Screen, keyboard: Keyboard, hinting: Hinting):
        self._route, self._settings, self._hinting = route, settings, hinting
        self._screen, self._keyboard = screen, keyboard
        self._folders = Folders(route.desk)
        self._pictures: dict[str, Picture] = {}
        self._wanted = dict.fromkeys(route.targets, False)  # what to look at next -> whether to judge it all anew
        self._job: Job | None = None  # until its result is here
        self._unfinished: Job | None = None  # one of which a further stage is to be judged
        self._settled = True  # whether all that was judged has been thought about
        self._asked = time.perf_counter()
        self._announced: list[str] = []  # what is said until everything is judged again
        self._course, self._course_looked = course_state(self._route.desk.course), time.monotonic()
        self._preloaded = False
        self.view = View(keys=keyboard.there)

    @property
    def busy(self) -> bool:
        """Whether something that was saved is still to be judged."""
        return bool(self._wanted) or not self._settled

    def run(self, bench: Bench) -> None:
        """Watch until it is quit; UsageError if nothing can be judged as it was asked for."""
        self.view.status = _STARTING
        self._show(fleeting=True)
        while True:
            try:
                return bench.serve(self)
            except UsageError:
                raise
            except DlgradeError as error:
                self._forget_job()
                self.view.status = f"{error}; it is tried again at the next change"
                self._screen.begin()
                self._show()

    def order(self) -> Job | None:
        """Return what has to be judged next, and wait until there is something."""
        if self._job is not None:  # it was called off
            self._wanted = {self._job.exercise.slug: False, **self._wanted}
            self._forget_job()
            if not self._wait():  # a key may be the reason
                return None
        if self._unfinished is not None:
            if not self._outdated(self._unfinished):
                self._job, self._unfinished = self._unfinished, None
                return self._job
            self._wanted = {self._unfinished.exercise.slug: False, **self._wanted}
            self._forget_job()
        while (job := self._due()) is None:
            if not self._wanted and not self._settled:
                self._settle()
            if not self._wait():
                return None
        self._job, self._settled = job, False
        return job

    def prepare(self, exercise: Exercise) -> None:
        """Learn what the exercise's checks use, the first time."""
        picture = self._picture(exercise.slug)
        if picture.uses is None:
            picture.uses = uses(exercise, checks_of(exercise))

    def tasks(self) -> Stage:
        """Plan the latest job if it is new, and return the stage that it is in."""
        assert self._job is not None
        picture = self._picture(self._job.exercise.slug)
        if not picture.stages:
            self._screen.begin()
            self.view.news = list(self._announced)
            self.view.mode = "task" if self.view.mode == "help" else self.view.mode
            picture.begin(self._job.submission, anew=self._settings.provided)
        self.view.status = f"checking {_named(self._job.exercise.slug, picture.stages[0])} ..."
        self._show(fleeting=True)
        return picture.stages[0]

    def deliver(self, result: Result) -> None:
        """Take a result, show it, and record it when it is the whole truth."""
        assert self._job is not None
        job, self._job = self._job, None
        picture = self._picture(job.exercise.slug)
        stage, before = picture.stages[0], picture.shown
        picture.take(result)
        if picture.stages:
            self._unfinished = job
        if picture.shown is None or (picture.stages and picture.shown is before):
            return
        took = f"{time.perf_counter() - self._asked:.2f} s" if self._screen.live else ""
        self.view.status = f"checked {_named(job.exercise.slug, stage)}{f' in {took}' if took else ''}"
        if not picture.stages and self._settings.task is None:
            self.view.status += "".join(f"; {note}" for note in [self._route.desk.keep(picture.shown)] if note)
        if not self._unfinished and not self._wanted:
            self._settle()
        elif self._screen.live or job.exercise.slug == self._route.current:
            self._show()

    def regrets(self, seconds: float) -> bool:
        """Serve the keyboard meanwhile; whether it is to be quit, or what takes long has been saved again."""
        job = self._job
        try:
            keys = self._keyboard.peek(0)
            if {"q", INTERRUPT} & set(keys):
                return True
            for _ in keys:
                self._press(self._keyboard.read(0))
            if self._screen.resized():
                self._show()
        except Gone:
            return True
        return job is not None and seconds > _LONG and self._outdated(job)

    def _outdated(self, job: Job) -> bool:
        try:
            return identity(self._route.desk.submission(job.exercise)) != identity(job.submission)
        except (DlgradeError, OSError):
            return False  # it is away for a moment, or for longer: either can wait

    def _forget_job(self) -> None:
        for job in (self._job, self._unfinished):
            if job is not None:
                self._picture(job.exercise.slug).stages = []
        self._job = self._unfinished = None

    def _due(self) -> Job | None:
        """Return the first of what was saved that is not known already."""
        for slug in list(self._wanted):
            exercise = self._route.desk.course.exercise(slug)
            submission = self._folders.submission(exercise)
            if submission is None:
                continue
            picture, anew = self._picture(slug), self._wanted.pop(slug)
            if anew:
                self._pictures[slug] = picture = Picture(exercise, picture.uses)
            elif picture.shown is None and (result := self._kept(exercise, submission)) is not None:
                picture.known(submission, result)
                self._settled = False
                if slug == self._route.current:  # a session is started for it, so that the first save need not wait
                    return Job(self._route.desk.course, exercise, submission)
            if picture.judged != identity(submission):
                return Job(self._route.desk.course, exercise, submission)
        return None

    def _kept(self, exercise: Exercise, submission: Submission) -> Result | None:
        """Return the result that an earlier run has kept, if it is of this very work and judged as it would be now."""
        found, course = self._route.desk.progress(exercise), self._route.desk.course
        if found is None or found.faulty or found.faults or self._settings.task or self._settings.provided:
            return None
        digests = digests_of(course, exercise)
        same = (
            found.digests.submission == submission.digest
            and (found.digests.checks, found.digests.mistakes) == (digests.checks, digests.mistakes)
            and (found.key_id, found.draw) == (self._settings.key.id, self._settings.draw)
            and all(found.versions.get(name) == version for name, version in _versions(course).items())
            and not (submission.problem or submission.notes or found.notes)
        )
        return found if same else None

    def _wait(self) -> bool:
        """Wait for something to happen, a moment at most; return whether to go on."""
        key = self._keyboard.read(_TICK)
        if key == "q":
            return False
        if key:
            self._press(key)
        if self._keyboard.resumed or self._screen.resized():
            if self._keyboard.resumed:
                self._screen.begin_below()
            self._keyboard.resumed = False
            self._show()
        edited = self._folders.stirred()
        if edited is not None:
            self._asked = time.perf_counter()
            for exercise in edited:
                if self._route.edited(exercise, begun=self._folders.begun(exercise)):
                    self._wanted[exercise.slug] = self._wanted.get(exercise.slug, False)
            self._wanted |= {slug: False for slug in self._route.targets if slug not in self._wanted}
        if time.monotonic() - self._course_looked > _COURSE_TICK:
            self._look_at_the_course()
        return True

    def _look_at_the_course(self) -> None:
        """Open the course again if its files have changed, and judge everything by what they say now."""
        self._course_looked, before = time.monotonic(), self._course
        self._course = course_state(self._route.desk.course)
        if self._course == before:
            return
        try:
            self._route.reopen(open_course(self._route.desk.course.root))
        except DlgradeError as error:
            self.view.status = f"the course has changed, and cannot be used: {error}"
            self._show()
            return
        self._pictures, self._folders = {}, Folders(self._route.desk)
        self._wanted = dict.fromkeys(self._route.targets, True)
        self._announced = ["The course has changed: everything is checked again."]

    def _settle(self) -> None:
        """Think about where to go on, now that nothing is left to judge."""
        if self.view.status == _STARTING:
            self.view.status = "nothing has changed since the last check"
        self._settled, self._announced = True, []
        if self._route.desk.course.kit is None and not self._preloaded:  # a kit never asks PyTorch
            threading.Thread(target=preload, daemon=True).start()
            self._preloaded = True
        results = self.results
        if self._settings.task is None:
            self.view.news = self._route.settle(results)
            following = self._route.awaited
            if following is not None and self._folders.begun(following):
                self._route.edited(following, begun=True)
                self._wanted[following.slug] = False
        self._show()

    @property
    def results(self) -> dict[str, Result]:
        """What is known of each exercise that is watched."""
        return {slug: each.shown for slug, each in self._pictures.items() if each.shown is not None}

    def _picture(self, slug: str) -> Picture:
        if slug not in self._pictures:
            self._pictures[slug] = Picture(self._route.desk.course.exercise(slug))
        return self._pictures[slug]

    def _press(self, key: str) -> None:
        view = self.view
        if key in ("n", "h") and not view.task:
            view.status = "no task fails" if view.passed else "no task was judged: mend first what is said above"
        elif key == "n":
            view.go_on()
        elif key == "h":
            view.mode, view.hinted, view.hint = "task", view.task, self._hint(view.task)
        elif key in ("l", "?"):
            wanted = "list" if key == "l" else "help"
            view.mode = "task" if view.mode == wanted else wanted  # type: ignore[assignment]
        elif key == "r":
            self._wanted = dict.fromkeys(self._route.targets, True)
            self._asked = time.perf_counter()
            return
        else:
            return
        self._show()

    def _hint(self, task: str) -> str:
        exercise = self._route.desk.course.exercise(self._route.current)
        if task not in [each.name for each in exercise.tasks]:
            return f"this is judged by {task}, which this exercise uses: dlgrade watch {task}"
        try:
            return self._hinting(self._route.desk, exercise, task)
        except DlgradeError as error:
            return str(error)

    def _show(self, *, fleeting: bool = False) -> None:
        view, route = self.view, self._route
        picture = self._pictures.get(route.current)
        title = route.desk.course.exercise(route.current).title
        view.take(route.current, title, picture.shown if picture is not None else None)
        view.elsewhere = route.elsewhere(self.results)
        parts = (partial(part, view=view) for part in (head, body, foot))
        self._screen.show(*parts, fleeting=fleeting)


def _versions(course: Course) -> dict[str, str]:
    return {
        "dlgrade": dlgrade.__version__,
        "course": course.settings.version,
        "python": platform.python_version(),
        "numpy": np.__version__,
    }


def _named(slug: str, tasks: Stage) -> str:
    """Name what is judged: an exercise, or some of its tasks."""
    if tasks is None:
        return slug
    if not tasks:
        return "that it loads"
    first, *others = sorted(tasks)
    return first + (f" and {len(others)} more" if others else "")
