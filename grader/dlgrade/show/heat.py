"""Pictures of a difference: expected, actual and what lies between them, in a terminal and as a PNG file."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from rich.console import Console
from rich.style import Style
from rich.text import Text

from dlgrade import pictures

NAMES = ("expected", "actual", "difference")
SHADES = " .:-=+*#%@"  # the least entry to the largest, where there are no colours
_NO_NUMBER = "?"
_VIOLET = (200, 0, 200)  # of what is no number
_GAP = 2  # columns between panels
_PANEL_LIMIT = 32  # columns of one panel
_TERMINAL_LIMIT = 4  # times that a pixel is enlarged
_PNG_SIDE = 320  # pixels of a panel's longer side, or a little less
_PNG_GAP = 8  # pixels
Panels = tuple[npt.NDArray[np.float64], npt.NDArray[np.float64], npt.NDArray[np.float64]]


def panels(actual: npt.NDArray[np.generic], expected: npt.NDArray[np.generic]) -> Panels:
    """Return the three tables that are drawn, of two (height, width)."""
    wanted, got = np.asarray(expected, np.float64), np.asarray(actual, np.float64)
    with np.errstate(all="ignore"):  # what is wrong may be huge, or no number
        return wanted, got, got - wanted


def png(tables: Panels) -> bytes:
    """Return the three panels side by side as a PNG file, enlarged."""
    height, width = tables[0].shape
    factor = max(_PNG_SIDE // max(height, width), 1)
    sheets = [np.kron(sheet, np.ones((factor, factor, 1), np.uint8)) for sheet in _coloured(tables)]
    gap = np.full((height * factor, _PNG_GAP, 3), 128, np.uint8)  # white is 0
    return pictures.png(np.concatenate([sheets[0], gap, sheets[1], gap, sheets[2]], axis=1))


def lines(screen: Console, tables: Panels, room: int) -> list[Text]:
    """Return the three panels as lines for a terminal, in colours or in shades, with their names above."""
    coloured = screen.color_system is not None and not screen.no_color and not screen.options.ascii_only
    limit = min((room - 2 * _GAP) // 3, _PANEL_LIMIT)
    small = [_shrunk(table, limit) for table in tables]
    width = small[0].shape[1]
    times = max(min(limit // max(width, 1), _TERMINAL_LIMIT), 1)
    if coloured:
        grown = [np.repeat(np.repeat(table, times, 0), times, 1) for table in small]
        drawn = [_half_blocks(sheet) for sheet in _coloured((grown[0], grown[1], grown[2]))]
    else:
        grown = [np.repeat(np.repeat(table, max(times // 2, 1), 0), max(times, 1), 1) for table in small]
        drawn = [[Text(line) for line in lines] for lines in _shaded((grown[0], grown[1], grown[2]))]
    panel = max(width * times, *(len(name) for name in NAMES))
    above = Text((" " * _GAP).join(name.ljust(panel) for name in NAMES).rstrip(), style="dim")
    found = [above]
    for row in zip(*drawn, strict=True):
        line = Text()
        for place, part in enumerate(row):
            line.append_text(part).append(" " * (panel - len(part) + _GAP) * (place < len(row) - 1))
        found.append(line)
    return found


def legend(tables: Panels) -> str:
    """Say which numbers the ends of the scale stand for."""
    low, high = _range(tables[:2])
    worst = _largest(tables[2:])
    return f"expected and actual from {low:.4g} to {high:.4g}; differences up to {worst:.4g}"


def _coloured(tables: Panels) -> list[npt.NDArray[np.uint8]]:
    """Return colours (height, width, 3): the first two on one scale, greys where nothing is negative."""
    low, high = _range(tables[:2])
    found = []
    for place, table in enumerate(tables):
        finite = np.where(np.isfinite(table), table, 0.0)
        if place < 2 and low >= 0:
            greys = pictures.greys(finite, low=low, high=high)
            colours = np.repeat(greys[..., None], 3, axis=2)
        else:
            colours = pictures.signed(finite, largest=_largest(tables[:2]) if place < 2 else _largest(tables[2:]))
        colours[~np.isfinite(table)] = _VIOLET
        found.append(colours)
    return found


def _half_blocks(sheet: npt.NDArray[np.uint8]) -> list[Text]:
    """Draw two rows of pixels in each line: the upper one as a half block, the lower one as its background."""
    found = []
    for row in range(0, len(sheet), 2):
        line = Text()
        for column in range(sheet.shape[1]):
            upper = _rgb(sheet[row, column])
            lower = f" on {_rgb(sheet[row + 1, column])}" if row + 1 < len(sheet) else ""
            line.append("▀", Style.parse(upper + lower))
        found.append(line)
    return found


def _rgb(pixel: npt.NDArray[np.uint8]) -> str:
    red, green, blue = (int(part) for part in pixel)
    return f"#{red:02x}{green:02x}{blue:02x}"


def _shaded(tables: Panels) -> list[list[str]]:
    """Return lines of shades: values from the least to the largest, differences by their size."""
    low, high = _range(tables[:2])
    sizes = np.abs(tables[2])
    return [_shades(tables[0], low, high), _shades(tables[1], low, high), _shades(sizes, 0.0, _largest([sizes]))]


def _shades(table: npt.NDArray[np.float64], low: float, high: float) -> list[str]:
    share = (np.where(np.isfinite(table), table, low) - low) / (high - low or 1.0)
    places = np.rint(np.clip(share, 0, 1) * (len(SHADES) - 1)).astype(int)
    fine = np.isfinite(table)
    return [
        "".join(SHADES[place] if ok else _NO_NUMBER for place, ok in zip(*row, strict=True))
        for row in zip(places, fine, strict=True)
    ]


def _shrunk(table: npt.NDArray[np.float64], limit: int) -> npt.NDArray[np.float64]:
    """Make a table fit by keeping, of each square of its entries, the one farthest from 0: no fault may vanish."""
    times = -(-max(table.shape[1], 1) // max(limit, 1))
    if times == 1:
        return table
    height, width = (-(-length // times) for length in table.shape)
    padded = np.zeros((height * times, width * times))
    padded[: table.shape[0], : table.shape[1]] = table
    squares = padded.reshape(height, times, width, times).swapaxes(1, 2).reshape(height, width, -1)
    farthest = np.argmax(np.where(np.isnan(squares), np.inf, np.abs(squares)), axis=2)
    return np.take_along_axis(squares, farthest[..., None], axis=2)[..., 0]


def _range(tables: Sequence[npt.NDArray[np.float64]]) -> tuple[float, float]:
    every = np.concatenate([table[np.isfinite(table)] for table in tables])
    return (float(every.min()), float(every.max())) if every.size else (0.0, 0.0)


def _largest(tables: Sequence[npt.NDArray[np.float64]]) -> float:
    low, high = _range(tables)
    return max(abs(low), abs(high))
