"""Curves as inline SVG that takes its colours from the page's style sheet."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

_WIDTH, _HEIGHT = 460, 300
_LEFT, _RIGHT, _TOP, _BOTTOM = 52, 12, 14, 44  # of the frame: room for labels
_POINTS_LIMIT = 300  # of a curve; more are averaged
_TICKS = 6  # along x, at most


@dataclass(frozen=True)
class Curve:
    """Points (x, y) under a name; `style` is a class of the style sheet, `marks` whether each point is marked."""

    name: str
    style: str
    points: Sequence[tuple[float, float]]
    marks: bool = False


def chart(title: str, description: str, curves: Sequence[Curve], *, x_name: str, log: bool, percent: bool) -> Markup:
    """Draw curves in one frame; the y axis is logarithmic, or goes from a round number up to 100 %."""
    curves = [each for each in curves if each.points]
    values = [y for each in curves for _, y in each.points]
    last = max((x for each in curves for x, _ in each.points), default=1.0)
    low, high, ticks = _log_axis(values) if log else _share_axis(values)

    def place(x: float, y: float) -> tuple[float, float]:
        across = x / last if last else 0.0
        span = math.log(max(y, low) / low) / math.log(high / low) if log else (y - low) / (high - low)
        return (
            _LEFT + across * (_WIDTH - _LEFT - _RIGHT),
            _HEIGHT - _BOTTOM - min(1.0, max(0.0, span)) * (_HEIGHT - _TOP - _BOTTOM),
        )

    parts = [Markup('<rect class="frame" x="{}" y="{}" width="{}" height="{}"/>').format(
        _LEFT, _TOP, _WIDTH - _LEFT - _RIGHT, _HEIGHT - _TOP - _BOTTOM
    )]  # fmt: skip
    for tick in ticks:
        _, y = place(0, tick)
        label = f"{100 * tick:g}%" if percent else f"{tick:g}"
        parts.append(
            Markup('<line class="grid" x1="{}" x2="{}" y1="{:.1f}" y2="{:.1f}"/>').format(_LEFT, _WIDTH - _RIGHT, y, y)
        )
        parts.append(Markup('<text x="{}" y="{:.1f}" text-anchor="end">{}</text>').format(_LEFT - 6, y + 4, label))
    step = max(1, math.ceil(last / _TICKS))
    for tick in range(0, math.floor(last) + 1, step):
        x, _ = place(tick, low)
        parts.append(
            Markup('<text x="{:.1f}" y="{}" text-anchor="middle">{}</text>').format(x, _HEIGHT - _BOTTOM + 18, tick)
        )
    parts.append(
        Markup('<text x="{}" y="{}" text-anchor="middle">{}</text>').format(
            (_LEFT + _WIDTH - _RIGHT) / 2, _HEIGHT - 6, x_name
        )
    )
    for each in curves:
        points = [place(x, y) for x, y in thinned(each.points)]
        line = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
        parts.append(Markup('<polyline class="curve {}" points="{}"/>').format(each.style, line))
        if each.marks:
            parts += [
                Markup('<circle class="mark {}" cx="{:.1f}" cy="{:.1f}" r="3.5"/>').format(each.style, x, y)
                for x, y in points
            ]
    return Markup('<svg viewBox="0 0 {} {}" role="img" aria-label="{}"><title>{}</title>{}</svg>').format(
        _WIDTH, _HEIGHT, f"{title}. {description}", title, Markup("").join(parts)
    )


def thinned(points: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """Return at most so many points as can be told apart, each the mean of its neighbours."""
    size = math.ceil(len(points) / _POINTS_LIMIT)
    if size <= 1:
        return list(points)
    groups = [points[start : start + size] for start in range(0, len(points), size)]
    return [(group[-1][0], sum(y for _, y in group) / len(group)) for group in groups]


def _log_axis(values: Sequence[float]) -> tuple[float, float, list[float]]:
    """Return the ends of a logarithmic axis, and round numbers along it."""
    positive = [each for each in values if each > 0] or [1.0]
    low, high = min(positive) / 1.1, max(positive) * 1.1
    powers = range(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1)
    inside: list[float] = []
    for digits in ((1, 2, 5), (1, 3), (1,)):
        steps = [float(f"{digit}e{power}") for power in powers for digit in digits]
        inside = [each for each in steps if low <= each <= high]
        if len(inside) <= _TICKS + 2:
            break
    return low, high, inside


def _share_axis(values: Sequence[float]) -> tuple[float, float, list[float]]:
    """Return the ends of an axis of shares that ends with 1, and round numbers along it."""
    least = min(values, default=0.0)
    step = next((each for each in (0.005, 0.01, 0.02, 0.05, 0.1) if (1 - least) / each <= _TICKS), 0.2)
    count = max(1, math.ceil((1 - least) / step - 1e-9))
    ticks = [1 - step * (count - place) for place in range(count + 1)]
    return ticks[0], 1.0, [max(0.0, round(each, 6)) for each in ticks]
