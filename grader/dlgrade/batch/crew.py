"""Grading processes on this machine: one submission at a time each, replaced when they die, ended when we do."""

import multiprocessing
import subprocess
import sys
import time
from collections import deque
from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from types import TracebackType
from typing import Generic, Self, TypeVar

from dlgrade.batch.order import Done, Order, Trouble, pack, read_answer
from dlgrade.errors import DlgradeError
from dlgrade.results import Result
from dlgrade.student import Submission

_TRIES = 2  # of a submission in which the grading process died: it may have been in another's way
_LOST_LIMIT = 3  # submissions lost before one was graded: then it is not they that are at fault
_PATIENCE = 1800.0  # seconds for one submission; every check has its own time limit, so this is the grader's fault
_LOOK_SECONDS = 1.0  # between looks at processes that say nothing
_COMMAND = (sys.executable, "-P", "-m", "dlgrade.batch.grader")
_END_SECONDS = 10.0  # for a process to end by itself
Unit = TypeVar("Unit", bound=Hashable)


@dataclass
class _Hand(Generic[Unit]):
    """One process, and the submission that it has in hand."""

    process: subprocess.Popen[bytes]
    pipe: Connection
    unit: Unit | None = None
    since: float = 0.0


class Crew(Generic[Unit]):
    """Processes that grade one exercise; closing it leaves none behind.

    read turns a unit of work into its submission when it is about to be graded, so that a class of any size fits.
    """

    def __init__(self, order: Order, jobs: int, read: Callable[[Unit], Submission], *, proved: bool = False):
        """Begin with nobody. proved: somebody was graded like this before, so that deaths are the submissions'."""
        self._order, self._jobs, self._read, self._proved = order, jobs, read, proved
        self._hands: list[_Hand[Unit]] = []
        self._lost: list[tuple[Unit, str]] = []  # before anything was graded: perhaps it is not they that are at fault
        self._done = 0

    def run(
        self,
        units: Iterator[Unit],
        on_result: Callable[[Unit, Result], None],
        on_lost: Callable[[Unit, str], None],
        *,
        at_most: int | None = None,
    ) -> None:
        """Grade all units; on_lost is told of those in which the grading process died again and again, and how.

        What is wrong with every submission alike, such as a course that cannot be read, is raised.
        """
        again: deque[Unit] = deque()
        tries: dict[Unit, int] = {}

        def following() -> Unit | None:
            return again.popleft() if again else next(units, None)

        self._fill(following, at_most or self._jobs)
        while working := [hand for hand in self._hands if hand.unit is not None]:
            ready = wait([hand.pipe for hand in working], timeout=_LOOK_SECONDS)
            for hand in working:
                unit = hand.unit
                assert unit is not None
                if hand.pipe in ready:
                    how = self._receive(hand, following, lambda result, unit=unit: on_result(unit, result))  # type: ignore[misc]
                elif time.monotonic() - hand.since > _PATIENCE:
                    how = f"it did not end within {_PATIENCE:,.0f} s"
                else:
                    continue
                if how:
                    self._dismiss(hand)
                    tries[unit] = tries.get(unit, 0) + 1
                    if tries[unit] < _TRIES:
                        again.append(unit)
                    else:
                        self._give_up(unit, how)
                if self._done or self._proved:
                    self._tell(on_lost)
            self._fill(following, at_most or self._jobs)
        self._tell(on_lost)

    def _receive(self, hand: _Hand[Unit], following: Callable[[], Unit | None], keep: Callable[[Result], None]) -> str:
        """Take an answer, give the process its next submission, and only then keep the result; or say how it died."""
        try:
            answer = read_answer(hand.pipe.recv_bytes())
        except (EOFError, OSError):
            return _end_of(hand.process)
        if isinstance(answer, Trouble):
            if error := answer.raised():
                raise error
            return f"the grading process failed ({answer.kind}: {answer.text})"
        assert isinstance(answer, Done)
        self._done += 1
        self._give(hand, following())
        keep(answer.result)
        return ""

    def _fill(self, following: Callable[[], Unit | None], jobs: int) -> None:
        """Give work to whoever has none, starting processes up to the number of jobs."""
        for hand in [hand for hand in self._hands if hand.unit is None]:
            self._give(hand, following())
        while len(self._hands) < jobs:
            unit = following()
            if unit is None:
                return
            self._give(self._hired(), unit)

    def _hired(self) -> _Hand[Unit]:
        ours, theirs = multiprocessing.Pipe()
        with theirs:
            command = [*_COMMAND, str(theirs.fileno())]
            process = subprocess.Popen(command, pass_fds=[theirs.fileno()], stdin=subprocess.DEVNULL)  # noqa: S603 - ours
        hand: _Hand[Unit] = _Hand(process, ours)
        self._hands.append(hand)
        _send(hand, pack(self._order))
        return hand

    def _give(self, hand: _Hand[Unit], unit: Unit | None) -> None:
        hand.unit, hand.since = unit, time.monotonic()
        if unit is not None:
            _send(hand, pack(self._read(unit)))

    def _dismiss(self, hand: _Hand[Unit]) -> None:
        self._hands.remove(hand)
        hand.pipe.close()
        hand.process.kill()
        hand.process.wait()

    def _give_up(self, unit: Unit, how: str) -> None:
        self._lost.append((unit, how))
        if not self._done and not self._proved and len(self._lost) >= _LOST_LIMIT:
            raise DlgradeError(
                f"grading processes die before anything is graded ({how}): `dlgrade doctor` may tell why"
            )

    def _tell(self, on_lost: Callable[[Unit, str], None]) -> None:
        while self._lost:
            on_lost(*self._lost.pop(0))

    def close(self) -> None:
        """End every process, those that are idle by themselves, so that they leave nothing behind."""
        for hand in self._hands:
            if hand.unit is None:
                _send(hand, b"")
            else:
                hand.process.terminate()
            hand.pipe.close()
        for hand in self._hands:
            try:
                hand.process.wait(_END_SECONDS)
            except subprocess.TimeoutExpired:
                hand.process.kill()
                hand.process.wait()
        self._hands = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _end_of(process: subprocess.Popen[bytes]) -> str:
    """Say how a process that has closed its pipe ended."""
    try:
        code = process.wait(_END_SECONDS)
    except subprocess.TimeoutExpired:
        return "the grading process stopped answering"
    return f"the grading process ended by signal {-code}" if code < 0 else f"it ended with code {code}"


def _send(hand: "_Hand[Unit]", content: bytes) -> None:
    """Send; that a process is gone shows when its answer is read."""
    try:
        hand.pipe.send_bytes(content)
    except OSError:
        return
