"""Say in which part of an array the wrong entries are: some places along an axis, an edge, all but the border."""

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

FEWEST = 3  # wrong entries, and right ones, that a statement about where they are is made from
_SIDES = ("top", "bottom", "left", "right")
Mask = npt.NDArray[np.bool_]


def regions(wrong: Mask, either: Mask) -> Iterator[str]:
    """Yield sentences that hold for every entry: what they call wrong is wrong, and all the rest is right.

    wrong:  which entries are
    either: entries that say nothing, being 0 on both sides
    """
    if (wrong & ~either).sum() < FEWEST or (~wrong & ~either).sum() < FEWEST:
        return
    for axis in range(wrong.ndim):
        yield from _along(axis, wrong, either)
    if wrong.ndim > 1:
        yield from _framed(wrong, either)


def _along(axis: int, wrong: Mask, either: Mask) -> Iterator[str]:
    """Say which places along an axis are wrong, each as a whole, the others right as a whole."""
    others = tuple(each for each in range(wrong.ndim) if each != axis)
    said: Mask = np.asarray(~either.all(axis=others))  # places that say something
    bad: Mask = np.asarray((wrong | either).all(axis=others) & said)
    good: Mask = np.asarray((~wrong | either).all(axis=others) & said)
    if not np.array_equal(bad | good, said) or said.sum() < FEWEST or not bad.any() or not good.any():
        return
    places, right = np.flatnonzero(bad), np.flatnonzero(good)
    last = len(bad) - 1
    if len(places) == 1:
        if min((wrong & ~either).sum(), (~wrong & ~either).sum()) >= FEWEST:
            yield f"only the {_named(int(places[0]), last)} place along axis {axis} is wrong"
    elif len(right) == 1:
        yield f"only the {_named(int(right[0]), last)} place along axis {axis} is right"
    elif right[-1] < places[0]:
        yield f"along axis {axis} the first {places[0]} places are right, and all from place {places[0]} on are wrong"
    elif places[-1] < right[0]:
        yield f"along axis {axis} the first {right[0]} places are wrong, and all from place {right[0]} on are right"


def _named(place: int, last: int) -> str:
    return {0: "first", last: "last"}.get(place, _ordinal(place + 1))


def _ordinal(number: int) -> str:
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th") if number % 100 not in (11, 12, 13) else "th"
    return f"{number}{ending}"


def _framed(wrong: Mask, either: Mask) -> Iterator[str]:
    """Say at which edges of every image rows and columns are wrong, the rest being right; or the other way round."""
    height, width = wrong.shape[-2:]
    if min(height, width) < FEWEST:
        return
    leading = tuple(range(wrong.ndim - 2))
    bad: Mask = np.asarray((wrong & ~either).any(axis=leading))
    silent: Mask = np.asarray(either.all(axis=leading))
    if not np.array_equal(bad | silent, (wrong | either).all(axis=leading)):
        return  # images differ in where they are wrong
    good = ~bad & ~silent
    inside = _box(good)
    if inside is not None and (bad | silent)[_outside(bad.shape, inside)].all():
        top, bottom, left, right = inside
        counts = (top, height - bottom, left, width - right)
        sides = [_at(side, count) for side, count in zip(_SIDES, counts, strict=True) if count]
        narrow = 2 * (bottom - top) >= height and 2 * (right - left) >= width
        if len(sides) > 1 and narrow:  # one edge is a place along an axis, and half of an image is none
            yield f"only rows and columns at the edges are wrong ({'; '.join(sides)}); the rest is right"
    inner = _box(bad)
    framed = inner is not None and min(inner[0], inner[2]) > 0 and inner[1] < height and inner[3] < width
    if inner is not None and framed and good.any() and (good | silent)[_outside(bad.shape, inner)].all():
        yield "only the interior is wrong: the rows and columns at the edges are right"


def _at(side: str, count: int) -> str:
    return {
        "top": f"{count:d} at the top",
        "bottom": f"{count:d} at the bottom",
        "left": f"{count:d} at the left",
        "right": f"{count:d} at the right",
    }[side]


def _box(mask: Mask) -> tuple[int, int, int, int] | None:
    """Return top, bottom, left and right of the rectangle that a mask fills; None if it fills none."""
    rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    if not rows.size:
        return None
    box = int(rows[0]), int(rows[-1]) + 1, int(columns[0]), int(columns[-1]) + 1
    return box if mask[box[0] : box[1], box[2] : box[3]].all() else None


def _outside(shape: tuple[int, ...], box: tuple[int, int, int, int]) -> Mask:
    found = np.ones(shape, bool)
    found[box[0] : box[1], box[2] : box[3]] = False
    return found
