"""Where submissions are judged one after another: one sandbox and one session of checks stay warm between saves."""

import _thread
import signal
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol, Self

from dlgrade.course import Course, Exercise
from dlgrade.grade import Settings, grade_each
from dlgrade.results import Result
from dlgrade.sandbox import Sandbox
from dlgrade.student import Submission
from dlgrade.watch.picture import Stage

_PATIENCE = 0.3  # seconds of judging before anybody looks whether it is still wanted; most is done by then
_TICK = 0.1  # seconds between two such looks
_ARRIVAL = 1.0  # seconds in which an interrupt that was sent has arrived


@dataclass(frozen=True)
class Job:
    """One submission to judge."""

    course: Course
    exercise: Exercise
    submission: Submission


class Customer(Protocol):
    """Who wants submissions judged."""

    def order(self) -> Job | None:
        """Return the next job, as soon as there is one; None to end."""

    def prepare(self, exercise: Exercise) -> None:
        """Get ready for jobs of an exercise; no checks run meanwhile, so that others may be collected."""

    def tasks(self) -> Stage:
        """Return what the latest job is judged by."""

    def deliver(self, result: Result) -> None:
        """Take the result of the latest job."""

    def regrets(self, seconds: float) -> bool:
        """Whether the latest job, judged for so long now, is no longer wanted; another thread asks, and nobody else."""


class Bench:
    """Judges what is ordered; a context, which leaves no process behind.

    Jobs are fed into one running session of checks as long as they are of one exercise: to start a session takes
    longer than to judge a task.
    """

    def __init__(self, settings: Settings, sandbox: Callable[[Course], Sandbox]):
        self._settings, self._open = settings, sandbox
        self._sandbox: Sandbox | None = None
        self._tasks = _Tasks()
        self._watchdog: _Watchdog | None = None
        self._following: Job | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_reason: object) -> None:
        self.close()

    def close(self) -> None:
        """End every process; what is judged next starts new ones."""
        if self._sandbox is not None:
            self._sandbox.close()
            self._sandbox = None

    def serve(self, customer: Customer) -> None:
        """Judge until nothing more is ordered; DlgradeError if the checks or this machine are at fault."""
        job = customer.order()
        while job is not None:
            try:
                job = self._session(job, customer)
            except KeyboardInterrupt:
                if not self._called_off():
                    raise
                self.close()  # in the middle of a request: what came next would not be what was asked
                job = customer.order()
            except BaseException:
                self._called_off()
                self.close()
                raise

    def _session(self, first: Job, customer: Customer) -> Job | None:
        """Judge jobs as long as they are of one exercise, and return the first that is not."""

        def submissions() -> Iterator[Submission]:
            job: Job | None = first
            while job is not None and job.exercise is first.exercise:
                self._tasks.chosen = customer.tasks()
                self._watchdog = _Watchdog(customer.regrets)
                yield job.submission
                job = customer.order()
            self._following = job

        def delivered(result: Result) -> None:
            self._called_off()
            customer.deliver(result)

        self._following = None
        customer.prepare(first.exercise)
        if self._sandbox is None:
            self._sandbox = self._open(first.course)
        grade_each(
            first.course,
            first.exercise,
            submissions(),
            self._settings,
            delivered,
            sandbox=self._sandbox,
            tasks=self._tasks,
        )
        return self._following

    def _called_off(self) -> bool:
        """Stop looking whether a job is still wanted, and return whether it was not."""
        watchdog, self._watchdog = self._watchdog, None
        return watchdog is not None and watchdog.stop()


class _Tasks(Mapping[str, frozenset[str]]):
    """The tasks of the job in hand, as a session asks for them: by the student's name, of whom there is one."""

    chosen: Stage = None

    def __getitem__(self, student: str) -> frozenset[str]:
        if self.chosen is None:
            raise KeyError(student)
        return self.chosen

    def __iter__(self) -> Iterator[str]:
        return iter([""])

    def __len__(self) -> int:
        return 1


class _Watchdog:
    """Interrupts the main thread, as Ctrl-C does, once what it judges is no longer wanted."""

    def __init__(self, regrets: Callable[[float], bool]):
        self._regrets = regrets
        self._over, self._lock, self._barked = threading.Event(), threading.Lock(), False
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()

    def stop(self) -> bool:
        """Return whether it has interrupted anything; from now on it does not."""
        try:
            with self._lock:
                self._over.set()
            self._thread.join()
            if self._barked:
                time.sleep(_ARRIVAL)  # if the interrupt is still on its way
        except KeyboardInterrupt:
            if not self._barked:
                raise
        return self._barked

    def _look(self) -> None:
        started, wait = time.monotonic(), _PATIENCE
        while not self._over.wait(wait):
            wait = _TICK
            if self._regrets(time.monotonic() - started):
                with self._lock:
                    if not self._over.is_set():
                        self._barked = True
                        _interrupt()
                return


def _interrupt() -> None:
    """Interrupt the main thread, also where it waits for a worker's answer, if the system can do that."""
    main = threading.main_thread().ident
    if hasattr(signal, "pthread_kill") and main is not None:
        signal.pthread_kill(main, signal.SIGINT)
    else:
        _thread.interrupt_main()
