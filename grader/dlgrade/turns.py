"""Do one thing to several exercises, a few at a time, in processes of their own."""

import multiprocessing
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from typing import TypeVar

from dlgrade.course import Course, Exercise, open_course
from dlgrade.grade import Settings

_Made = TypeVar("_Made")


def each_in_turn(
    task: Callable[[Course, Exercise, Settings], _Made],
    course: Course,
    exercises: Sequence[Exercise],
    settings: Settings,
    *,
    jobs: int = 1,
) -> Iterator[_Made]:
    """Do a task to several exercises, `jobs` of them at a time; yield what comes of it, in their order.

    task: a function of a module, or a partial of one: other processes must find it by name
    """
    if min(jobs, len(exercises)) < 2:
        yield from (task(course, each, settings) for each in exercises)
        return
    processes = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(jobs, mp_context=processes, initializer=_leave_interrupts_to_the_parent) as pool:
        try:
            work = partial(_elsewhere, task, course.root, settings)
            begun = {each.slug: pool.submit(work, each.slug) for each in reversed(exercises)}  # the last take longest
            yield from (begun[each.slug].result() for each in exercises)
        except BaseException:
            for process in list((pool._processes or {}).values()):
                process.terminate()
            raise


def _elsewhere(task: Callable[[Course, Exercise, Settings], _Made], root: Path, settings: Settings, slug: str) -> _Made:
    """Run in another process."""
    course = open_course(root)
    return task(course, course.exercise(slug), settings)


def _leave_interrupts_to_the_parent() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
