"""The same work on a dask.distributed cluster: its machines need dlgrade and Python, and share no folder with this one.

Each task is a few submissions with the order and the exercise's files; it is run by a grading process of its own, so
that a cluster's worker never loads a student's code, or pytest. The key travels with the order: the cluster is trusted.
"""

import atexit
import hashlib
import itertools
import pkgutil
import shutil
import tempfile
import zlib
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import Any, Generic, Self

import msgspec

from dlgrade.batch.crew import Crew, Unit
from dlgrade.batch.order import Done, Order, Trouble, engine, pack, read_answer, read_order, read_submission
from dlgrade.course import SETTINGS_NAME, Course, Exercise
from dlgrade.errors import DlgradeError, UsageError
from dlgrade.protocol import one_line
from dlgrade.results import Result
from dlgrade.student import Submission

_CHUNK = 8  # submissions in a task: enough to be worth starting a process for, few to lose
_AHEAD = 2  # tasks under way for each thread of the cluster, so that none waits and memory stays flat
_CONNECT_SECONDS = 10.0
_VERSION = "dlgrade:__version__"  # what Python's own pkgutil finds where dlgrade is installed
INSTALL = "pip install 'dlgrade[cluster]'"


class Cluster(Generic[Unit]):
    """A cluster's workers as graders of one exercise."""

    def __init__(self, address: str, course: Course, order: Order, read: Callable[[Unit], Submission]):
        try:
            from distributed import Client
        except ImportError:
            raise UsageError(f"--dask needs dask.distributed: {INSTALL}") from None
        self._read = read
        self._order = pack(order)
        self._files = _packed(course, course.exercise(order.exercise))
        try:
            self._client = Client(address, timeout=_CONNECT_SECONDS, set_as_default=False)
        except (OSError, TimeoutError, ValueError, TypeError) as error:  # TypeError: tls without its settings
            raise UsageError(f"{address}: no dask scheduler answers there: {error}") from None

    def run(
        self,
        units: Iterator[Unit],
        on_result: Callable[[Unit, Result], None],
        on_lost: Callable[[Unit, str], None],
        *,
        at_most: int | None = None,
    ) -> None:
        """Grade all units; a worker that goes is replaced by another, as dask does, and costs its tasks' time only."""
        from distributed import as_completed
        from distributed.scheduler import KilledWorker

        chunks: Iterator[list[Unit]] = _chunks(units, 1 if at_most else _CHUNK)
        tasks: dict[Any, list[Unit]] = {}
        done = as_completed(loop=self._client.loop)
        capacity = self._capacity()
        for chunk in itertools.islice(chunks, at_most or capacity):
            self._send(chunk, tasks, done)
        for task in done:
            chunk = tasks.pop(task)
            try:
                answers = task.result()
            except KilledWorker as error:
                if len(chunk) == 1:
                    on_lost(chunk[0], f"the cluster's worker died: {error}")
                else:  # find out which one it is, by itself
                    for unit in chunk:
                        self._send([unit], tasks, done)
            except ModuleNotFoundError as error:
                raise UsageError(f"the cluster's workers lack something: {error}: install dlgrade there") from None
            except DlgradeError:
                raise
            except Exception as error:  # the scheduler is gone, a worker's disk is full: whatever dask passes on
                reason = one_line(str(error).strip().split("\n")[0])
                raise DlgradeError(
                    f"the cluster cannot go on ({type(error).__name__}: {reason}); nothing graded before is lost: mend "
                    "that, and run it again"
                ) from None
            else:
                self._keep(chunk, answers, on_result, on_lost)
            following = next(chunks, None)
            if following is not None:
                self._send(following, tasks, done)

    def _capacity(self) -> int:
        try:
            self._client.wait_for_workers(1, timeout=_CONNECT_SECONDS)
        except TimeoutError:
            raise UsageError("the dask scheduler has no workers: start some with `dask worker ADDRESS`") from None
        self._see_to_dlgrade()
        return int(sum(self._client.nthreads().values())) * _AHEAD

    def _see_to_dlgrade(self) -> None:
        """See to it that scheduler and workers have dlgrade: a task would fail in the one, and end the others."""
        lacking = ["the scheduler"] * (not self._has_dlgrade())
        found = self._client.run(pkgutil.resolve_name, _VERSION, on_error="return")
        lacking += sorted(name for name, version in found.items() if isinstance(version, ImportError))
        if lacking:
            raise UsageError(f"the cluster lacks dlgrade on {', '.join(lacking)}: install it there, as it is here")

    def _has_dlgrade(self) -> bool:
        try:
            self._client.run_on_scheduler(pkgutil.resolve_name, _VERSION)
        except ImportError:
            return False
        return True

    def _send(self, chunk: list[Unit], tasks: dict[Any, list[Unit]], done: Any) -> None:
        submissions = [pack(self._read(unit)) for unit in chunk]
        task = self._client.submit(grade_there, self._order, self._files, submissions, pure=False)
        tasks[task] = chunk
        done.add(task)

    @staticmethod
    def _keep(
        chunk: list[Unit],
        answers: list[tuple[bytes, str]],
        on_result: Callable[[Unit, Result], None],
        on_lost: Callable[[Unit, str], None],
    ) -> None:
        for unit, (content, how) in zip(chunk, answers, strict=True):
            if how:
                on_lost(unit, how)
                continue
            answer = read_answer(content)
            if isinstance(answer, Trouble):
                raise answer.raised() or DlgradeError(answer.text)
            on_result(unit, answer.result)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._client.close()


def grade_there(order: bytes, files: bytes, submissions: list[bytes]) -> list[tuple[bytes, str]]:
    """Grade some submissions on the machine that this runs on: an answer for each, or how it was lost.

    What is wrong with all of them alike is each one's answer.
    """
    asked = read_order(order)
    if asked.engine != engine():
        raise UsageError("a machine of the cluster has another dlgrade than this one: install the same on all")
    root = _unpacked(files)
    here = msgspec.structs.replace(asked, course=str(root), answers=str(root / "answers"))
    answers: list[tuple[bytes, str]] = [(b"", "it was not graded")] * len(submissions)

    def keep(place: int, result: Result) -> None:
        answers[place] = pack(Done(result)), ""

    def lose(place: int, how: str) -> None:
        answers[place] = b"", how

    try:
        with Crew[int](here, 1, lambda place: read_submission(submissions[place]), proved=True) as crew:
            crew.run(iter(range(len(submissions))), keep, lose)
    except DlgradeError as error:
        return [(pack(Trouble(type(error).__name__, str(error))), "")] * len(submissions)
    return answers


def _packed(course: Course, exercise: Exercise) -> bytes:
    """Return the files that grading one exercise takes: its folder, the other solutions, the references, settings."""
    root = course.root
    wanted = [root / "solutions" / SETTINGS_NAME, *sorted(course.reference.glob("*.py"))]
    wanted += [each.solution for each in course.exercises]
    wanted += [path for path in sorted(exercise.folder.rglob("*")) if path.suffix in (".py", ".toml")]
    files = {str(path.relative_to(root)): path.read_bytes() for path in wanted}
    return zlib.compress(msgspec.msgpack.encode(files))


@cache
def _unpacked(files: bytes) -> Path:
    """Write these files into a folder of this process's own, once, and take it away when the process ends."""
    root = Path(tempfile.mkdtemp(prefix=f"dlgrade-{hashlib.sha256(files).hexdigest()[:8]}-"))
    atexit.register(shutil.rmtree, root, ignore_errors=True)
    for name, content in msgspec.msgpack.decode(zlib.decompress(files), type=dict[str, bytes]).items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return root


def _chunks(units: Iterator[Unit], size: int) -> Iterator[list[Unit]]:
    while chunk := list(itertools.islice(units, size)):
        yield chunk
