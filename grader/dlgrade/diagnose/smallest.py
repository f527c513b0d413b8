"""Look for the smallest input that still fails: short axes, small whole numbers, single entries."""

import itertools
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from dlgrade.compare import Mismatch, assert_matches
from dlgrade.diagnose.candidates import LIMIT, State, arrays, candidates, in_words, same
from dlgrade.diagnose.questions import Source
from dlgrade.diagnose.subjects import OfFunction, OfLayer, Path, Subject, at, joined, path_to
from dlgrade.errors import CheckFailure, DlgradeError
from dlgrade.oracle import Reference
from dlgrade.protocol import Opaque
from dlgrade.student import Asking, ProcessEnded, Student, TimedOut

Array = npt.NDArray[Any]
_TRIES = 48  # inputs tried; each costs a call and, the first time, an answer of the reference
_LAYER_TRIES = 24  # the same for layers, of which each costs several calls
_LOOKED_AT = 90  # inputs, with those that the reference refuses
_LARGEST = 1 << 16  # entries of a wrong answer that is asked for again


@dataclass(frozen=True)
class Smallest:
    """A small input and what came of it."""

    call: str
    outcome: str

    def __str__(self) -> str:
        return f"smallest input that still fails: {self.call}\n{self.outcome}"


def shrink(
    student: Student, reference: Reference, asking: Asking, origin: Source | None, wrong: Mismatch
) -> Smallest | None:
    """Return the smallest input, of those that are tried, on which the submission is wrong in the same aspect, or None.

    Both sides must be given the same arrays, or a simpler input of one would not be the other's; and what was wrong
    must be wrong again when it is asked anew.
    """
    difference = wrong.difference
    large = isinstance(difference.actual, np.ndarray) and difference.actual.size > _LARGEST
    if origin is None or large or difference.aspect in ("type", "dtype"):
        return None
    life = student.life(asking)
    subject: Subject = OfLayer(student, life) if life else OfFunction(student, asking)
    if life is None and asking.on != "submission":
        return None
    start = _comparable(subject.state(origin.asked), forward_only=life is not None and origin.asked.upstream is None)
    if start is None:
        return None
    try:
        with student.off_the_record():
            path = path_to(subject, start, difference)
    except CheckFailure:
        return None
    if path is None:
        return None
    found = _first_failing(student, reference, subject, start, path, origin, wrong)
    return None if found is None else _told(subject, path, *found)


def _comparable(state: State, *, forward_only: bool) -> State | None:
    """Return a state that can be made simpler on both sides alike; None if they were given different arrays.

    What one side alone is given may be made of the rest: a simpler form of that would contradict it.
    """
    mine, theirs = list(arrays(state.mine)), list(arrays(state.theirs))
    fixed = tuple(array for array in theirs if not any(same(array, other) for other in mine))
    if fixed and not any(isinstance(value, Opaque) for value in state.mine):
        return None
    given = arrays(state.mine[:-1]) if state.joined or forward_only else arrays(state.mine)
    if not all(any(same(array, other) for other in theirs) for array in given):
        return None
    return replace(state, fixed=fixed) if mine else None


def _first_failing(
    student: Student,
    reference: Reference,
    subject: Subject,
    start: State,
    path: Path,
    origin: Source,
    wrong: Mismatch,
) -> tuple[State, Mismatch] | None:
    difference, asked = wrong.difference, origin.asked
    index = difference.index if difference.aspect != "shape" else ()
    tries = 0
    special = next(arrays(start.mine[-1]), None) if start.joined else asked.upstream
    for candidate in itertools.islice(candidates(start, special, index, difference.expected.shape), _LOOKED_AT):
        questions, upstream = candidate.theirs
        upstream = joined(candidate.mine[-1]) if candidate.joined else upstream
        try:
            keywords = {name: value for name, value in asked.keywords.items() if name not in start.options}
            keywords |= candidate.options
            expected = origin.of(reference.answer(asked.name, upstream, questions, keywords, asked.wrt))
            tries += 1
            with student.off_the_record():
                actual = at(subject, candidate, path)
            assert_matches(actual, expected, name=difference.name, dtype=difference.actual.dtype)
        except Mismatch as failed:
            if failed.difference.aspect == difference.aspect:
                return candidate, failed
        except (TimedOut, ProcessEnded):  # another may end likewise, and take as long
            return None
        except (CheckFailure, DlgradeError, ValueError, IndexError, KeyError, TypeError, RuntimeError):
            pass
        if tries >= (_LAYER_TRIES if isinstance(subject, OfLayer) else _TRIES):
            break
    return None


def _told(subject: Subject, path: Path, state: State, failed: Mismatch) -> Smallest:
    """Write a small input and what came of it."""
    call, difference = subject.words(state, path, _text), failed.difference
    expected, actual = _text(difference.expected), _text(difference.actual)
    if max(difference.expected.size, np.asarray(difference.actual).size) > LIMIT or expected == actual:
        return Smallest(call, str(failed))
    name = "" if path[0] == "value" else f"{difference.name}: "
    return Smallest(call, f"{name}expected {expected}, got {actual}")


def _text(value: Any) -> str:
    if isinstance(value, np.ndarray):
        words = in_words(value)
        return words or np.array2string(value, precision=4, separator=", ", suppress_small=True).replace("\n", "")
    if isinstance(value, np.random.Generator):
        return "rng"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key!r}: {_text(item)}" for key, item in value.items()) + "}"
    return f"{value:.4g}" if isinstance(value, float) else str(value)
