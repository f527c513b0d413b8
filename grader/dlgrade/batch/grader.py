"""A grading process: one exercise, one submission after another, until its pipe ends."""

import contextlib
import gc
import signal
import sys
from collections.abc import Iterator
from multiprocessing.connection import Connection

from dlgrade.batch.order import Done, Trouble, pack, read_order, read_submission
from dlgrade.errors import DlgradeError
from dlgrade.grade import grade_each
from dlgrade.results import Result
from dlgrade.student import Submission

_GONE = (EOFError, BrokenPipeError, ConnectionResetError)  # the parent, and with it whoever wants the results
_GARBAGE = 50_000  # objects between collections, as for the command itself


def main(pipe: Connection) -> None:
    """Take an order, then submissions, and answer each with its result; an empty message ends it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's, who then says what we are to do
    signal.signal(signal.SIGTERM, _stop)
    gc.set_threshold(_GARBAGE)
    with contextlib.suppress(*_GONE, KeyboardInterrupt), pipe:
        try:
            order = read_order(pipe.recv_bytes())
            course = order.opened()
            exercise = course.exercise(order.exercise)
            grade_each(course, exercise, _incoming(pipe), order.settings(), lambda result: _answer(pipe, result))
        except _GONE:
            raise
        except DlgradeError as error:
            pipe.send_bytes(pack(Trouble(type(error).__name__, str(error))))
        except Exception as error:  # to the parent, who can say it to somebody
            pipe.send_bytes(pack(Trouble(type(error).__name__, str(error)[:500])))


def _stop(_signal: int, _frame: object) -> None:
    """End as on Ctrl-C: with nothing left behind."""
    raise KeyboardInterrupt


def _incoming(pipe: Connection) -> Iterator[Submission]:
    while content := pipe.recv_bytes():
        yield read_submission(content)


def _answer(pipe: Connection, result: Result) -> None:
    pipe.send_bytes(pack(Done(result)))


if __name__ == "__main__":
    main(Connection(int(sys.argv[1])))
