"""Simpler forms of what a check asked: axes of length 1 or 2, small whole numbers, a single entry that is not zero.

All are made from the check's own arrays, and none from what came of another: which are tried, and in which order, is
decided before the first is, so that answers to them can be stored.
"""

import itertools
import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]
LIMIT = 24  # entries that are read at most; a larger example helps nobody
_SMALL = 8.0  # entries below this keep apart better when doubled before rounding
_COMPACT = 6  # entries; a larger array of one number, or with one entry, is said in a few words
_WORDS = 6  # what reading such words counts as
_OPTIONS, _UNROUNDED, _ELSEWHERE = 2, 4, 6  # numbers: by so many more to read come those with options, and so on


@dataclass(frozen=True)
class State:
    """All that decides both answers: what the submission is given, and what the reference is asked.

    sizes:   whole numbers that a layer is made with, which follow the lengths of the arrays
    options: keywords that both are given, such as a stride
    joined:  whether the reference is given the gradients of a layer's outputs as one vector
    fixed:   arrays that the reference alone is given, being part of an object that the submission got
    """

    mine: Any
    theirs: Any
    sizes: Any = ()
    options: Mapping[str, Any] = field(default_factory=dict)
    fixed: tuple[Array, ...] = ()
    joined: bool = False

    def mapped(self, change: Callable[[Array], Array]) -> "State":
        """Return the same with every array changed that is not fixed."""

        def changed(array: Array) -> Array:
            return array if any(same(array, each) for each in self.fixed) else change(array)

        return replace(self, mine=mapped(self.mine, changed), theirs=mapped(self.theirs, changed))

    @property
    def weight(self) -> int:
        """How many numbers there are to read."""
        return sum(_weight(array) for array in arrays(self.mine))


def candidates(state: State, upstream: Any, index: tuple[int, ...], shape: tuple[int, ...]) -> Iterator[State]:
    """Yield simpler states, the simplest first.

    upstream: the gradient that is passed back, or None
    index:    where the value was most wrong
    shape:    of that value
    """
    axes = _Axes.of(state)
    starts = {length: place for length, place in zip(shape, index, strict=False) if place}
    plain, full = _Form(0, True, {}, plain=True), _Form(_OPTIONS, True, {})
    forms = [plain, full] if state.options else [full]
    forms += [_Form(_UNROUNDED, False, {})]
    forms += [_Form(_ELSEWHERE, True, starts), _Form(_ELSEWHERE, False, starts)] if starts else []
    plans = [(axes.weight(kept), kept) for kept in _ladder(axes.lengths)]
    limit = min(LIMIT, state.weight)
    ordered = [(weight + form.penalty, kept, form) for weight, kept in plans if weight <= limit for form in forms]
    singles = [each for each in _single(state, upstream) if each.weight <= limit]
    for weight, kept, form in sorted(ordered, key=lambda plan: plan[0]):
        while singles and singles[0].weight < weight:
            yield singles.pop(0)
        yield from (each for each in axes.cut(kept, form) if weight < state.weight or not _equal(each, state))
    yield from singles


@dataclass(frozen=True)
class _Form:
    """How axes are cut: whether to whole numbers, which places are kept, and whether options are left out.

    penalty: by how many numbers more to read it comes later
    """

    penalty: int
    whole: bool
    starts: Mapping[int, int]
    plain: bool = False


@dataclass(frozen=True)
class _Axes:
    """The lengths that can be shortened; axes of one length are one axis, as checks give each a length of its own.

    Only examples are told from other axes of their length: they are the first axis of the first array. Their key is
    the length's negative.
    """

    state: State
    examples: int

    @classmethod
    def of(cls, state: State) -> "_Axes":
        """Find the lengths of a state."""
        first = next((array for array in arrays(state.mine) if array.ndim > 1), None)
        return cls(state, first.shape[0] if first is not None else 0)

    @property
    def lengths(self) -> list[int]:
        """The keys of lengths above 1."""
        return sorted({key for array in self._every for key in self.keys(array) if abs(key) > 1})

    @cached_property
    def _every(self) -> list[Array]:
        return list(arrays([self.state.mine, self.state.theirs]))

    @cached_property
    def _read(self) -> list[list[int]]:
        """The keys of each array that is read."""
        return [self.keys(array) for array in arrays(self.state.mine)]

    def keys(self, array: Array) -> list[int]:
        """Return the key of each axis."""
        return [-size if axis == 0 and size == self.examples else size for axis, size in enumerate(array.shape)]

    def weight(self, kept: Mapping[int, int]) -> int:
        """Return how many numbers there are to read if so much is kept."""
        return sum(math.prod(kept.get(key, 1) for key in keys) for keys in self._read)

    def cut(self, kept: Mapping[int, int], form: _Form) -> Iterator[State]:
        """Yield the state with so much of each axis kept, if it is one that the check could have asked."""

        def shortened(array: Array) -> Array:
            windows = []
            for key, size in zip(self.keys(array), array.shape, strict=True):
                length = kept.get(key, size)
                start = min(form.starts.get(size, 0), size - length)
                windows.append(slice(start, start + length))
            return array[tuple(windows)]

        sizes = resized(self.state.sizes, kept)
        cut = replace(self.state.mapped(shortened), sizes=sizes)
        after = arrays([cut.mine, cut.theirs])
        if not all(_alike(before, each) for before, each in zip(self._every, after, strict=True)):
            return
        found = cut.mapped(_whole) if form.whole else cut
        found = replace(found, options={}) if form.plain else found
        if _has_size(found.mine, kept):
            yield replace(found, mine=resized(found.mine, kept), theirs=resized(found.theirs, kept))
        yield found


def _equal(state: State, other: State) -> bool:
    return all(same(left, right) for left, right in zip(arrays(state.mine), arrays(other.mine), strict=True))


def _has_size(value: Any, lengths: Mapping[int, int]) -> bool:
    """Whether an argument is a number that is a length, such as a kernel's size."""
    if isinstance(value, list | tuple):
        return any(_has_size(item, lengths) for item in value)
    return type(value) is int and lengths.get(value, value) != value


def _ladder(lengths: list[int]) -> Iterator[dict[int, int]]:
    """Yield what is kept of each length: 1 or 2 of all, of all but one, of all but two.

    A length that is the sum of two others may be of axes laid side by side, and is then kept as these are.
    """
    sums = {key: pair for key in lengths for pair in itertools.combinations(lengths, 2) if sum(pair) == key}
    seen: set[tuple[int, ...]] = set()
    for free in (0, 1, 2):
        for few in (1, 2):
            for others in itertools.combinations(lengths, free):
                for kept in itertools.product((1, 2, 0), repeat=free):
                    chosen = dict.fromkeys(lengths, few) | dict(zip(others, kept, strict=True))
                    keeping = {key: min(keep or abs(key), abs(key)) for key, keep in chosen.items()}
                    for each in (keeping, keeping | {key: keeping[a] + keeping[b] for key, (a, b) in sums.items()}):
                        if tuple(each.values()) not in seen:
                            seen.add(tuple(each.values()))
                            yield each


def _single(state: State, upstream: Any) -> Iterator[State]:
    """Yield states of the same shapes: ones, and with one entry of one array alone."""
    special = upstream if isinstance(upstream, np.ndarray) else next(arrays(state.mine), None)
    if special is None or any(array.dtype.kind != "f" or _is_share(array) for array in arrays(state.mine)):
        return
    yield state.mapped(np.ones_like)
    for place in dict.fromkeys((0, special.size // 2, special.size - 1)):

        def alone(array: Array, place: int = place) -> Array:
            if not same(array, special):
                return np.ones_like(array)
            found = np.zeros(array.shape, array.dtype)
            found.flat[place] = 1
            return found

        if special.size:
            yield state.mapped(alone)


def _whole(array: Array) -> Array:
    """Round to whole numbers, small ones after doubling; only zeros become zero, and shares stay shares."""
    if array.dtype.kind != "f" or np.array_equal(array, np.round(array)):
        return array
    rounded = np.round(array * 2 if np.max(np.abs(array), initial=0) < _SMALL else array)
    found = np.where((rounded == 0) & (array != 0), np.sign(array), rounded).astype(array.dtype)
    return found if _alike(array, found) else array


def _is_share(array: Array) -> bool:
    return bool(array.dtype.kind == "f" and array.min(initial=0.0) >= 0 and array.max(initial=0.0) <= 1)


def _alike(before: Array, after: Array) -> bool:
    """Whether a simpler array is still one of probabilities, or of one-hot rows, if the first one was."""
    if not _is_share(before):
        return True
    whole = before.ndim > 0 and bool(np.allclose(before.sum(axis=-1), 1))
    return bool(after.max(initial=0.0) <= 1) and (not whole or bool(np.allclose(after.sum(axis=-1), 1)))


def _weight(array: Array) -> int:
    return _WORDS if in_words(array) else array.size


def in_words(array: Array) -> str:
    """Return a large array of one number, or with a single entry that is not zero, in words; empty if it is neither."""
    if array.size <= _COMPACT or array.dtype.kind not in "fiu":
        return ""
    first = array.flat[0]
    if np.all(array == first):
        return f"{'zeros' if not first else 'ones' if first == 1 else f'all {first:g}'} {array.shape}"
    places = np.argwhere(array)
    if len(places) == 1:
        at = ", ".join(str(int(place)) for place in places[0])
        return f"zeros {array.shape} but for {array[tuple(places[0])]:g} at [{at}]"
    return ""


def arrays(value: Any) -> Iterator[Array]:
    """Yield every array in nested lists, tuples and dicts."""
    if isinstance(value, np.ndarray):
        yield value
    elif isinstance(value, list | tuple):
        for item in value:
            yield from arrays(item)
    elif isinstance(value, dict):
        for item in value.values():
            yield from arrays(item)


def mapped(value: Any, change: Callable[[Array], Array]) -> Any:
    """Return nested lists, tuples and dicts with every array changed."""
    if isinstance(value, list | tuple):
        return type(value)(mapped(item, change) for item in value)
    if isinstance(value, dict):
        return {key: mapped(item, change) for key, item in value.items()}
    return np.asarray(change(value)) if isinstance(value, np.ndarray) else value  # NumPy makes numbers of 0-d arrays


def resized(value: Any, lengths: Mapping[int, int]) -> Any:
    """Return the sizes of a layer with those that are lengths replaced."""
    if isinstance(value, list | tuple):
        return type(value)(resized(item, lengths) for item in value)
    if isinstance(value, dict):
        return {key: resized(item, lengths) for key, item in value.items()}
    return lengths.get(value, value) if type(value) is int else value


def same(left: Array, right: Array) -> bool:
    """Whether two arrays hold the same."""
    return left.shape == right.shape and left.dtype == right.dtype and left.tobytes() == right.tobytes()
