"""Find out which check someone means: by its id, its function's name with or without `test_`, or its task."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from dlgrade.course import Exercise, nearest
from dlgrade.desk import Desk
from dlgrade.errors import UsageError
from dlgrade.grade import checks_of

_PREFIX = "test_"
_DEFINED = re.compile(rf"^def ({_PREFIX}\w+)\(", re.MULTILINE)


@dataclass(frozen=True)
class Wanted:
    """The checks that one name stands for, in their file's order."""

    exercise: Exercise
    ids: tuple[str, ...]


def wanted(desk: Desk, place: Path, name: str, exercise: str | None = None) -> Wanted:
    """Return the checks that a name stands for; UsageError with the nearest name, or with the exercises that have it.

    exercise: where to look; else where someone stands, then among what is begun, then everywhere
    """
    here = desk.here(place)
    if exercise is not None:
        pools = [[desk.course.exercise(exercise)]]
    else:
        begun = [each for each in desk.course.exercises if not desk.untouched(each)]
        pools = [[here] if here else [], begun, desk.course.exercises]
    for pool in pools:
        having = [each for each in pool if _function(each, name) or _is_task(each, name)]
        if len(having) > 1:
            slugs = " and ".join(each.slug for each in having)
            raise UsageError(f"{name!r} is in {slugs}: say which, with --exercise {having[0].number}")
        if having:
            return _checks(having[0], name)
    every = [known for each in pools[-1] for known in _known(each)]
    where = f"{pools[-1][0].slug} has" if exercise is not None else "there is"
    raise UsageError(f"{where} no check {name!r}{nearest(name.removeprefix(_PREFIX), list(dict.fromkeys(every)))}")


def clashing(exercises: Sequence[Exercise], exercise: Exercise) -> frozenset[str]:
    """Return the names of an exercise's functions of checks that another exercise has as well."""
    others = {name for each in exercises if each.slug != exercise.slug for name in _functions(each)}
    return frozenset(others.intersection(_functions(exercise)))


def _checks(exercise: Exercise, name: str) -> Wanted:
    infos, function = checks_of(exercise), _function(exercise, name)
    if not function:
        return Wanted(exercise, tuple(info.id for info in infos if info.task == name))
    ids = [info.id for info in infos if info.name == function]
    chosen = function + name[len(name.partition("[")[0]) :]
    if "[" not in name:
        return Wanted(exercise, tuple(ids))
    if chosen not in ids:
        raise UsageError(f"{exercise.slug} has no check {name!r}{nearest(chosen, ids)}")
    return Wanted(exercise, (chosen,))


def _function(exercise: Exercise, name: str) -> str:
    """Return the function that a name is of, if there is one."""
    base, functions = name.partition("[")[0], _functions(exercise)
    return next((each for each in (base, _PREFIX + base) if each in functions), "")


def _is_task(exercise: Exercise, name: str) -> bool:
    return any(task.name == name for task in exercise.tasks)


def _known(exercise: Exercise) -> list[str]:
    return [*(name.removeprefix(_PREFIX) for name in _functions(exercise)), *(task.name for task in exercise.tasks)]


def _functions(exercise: Exercise) -> list[str]:
    """Return the names of the functions of checks, without parsing what may be of every exercise."""
    return _DEFINED.findall(exercise.checks.read_text("utf-8")) if exercise.checks.exists() else []
