"""Drawings as inline SVG that take their colours from the page's style sheet."""

from collections.abc import Sequence

from markupsafe import Markup

_WIDTH, _HEIGHT = 300, 150
_LEFT, _RIGHT, _TOP, _BOTTOM = 8, 8, 18, 22  # around the bars: room for labels
_GAP = 3
_BAR = (100, 10)  # of a share: units wide and high


def histogram(
    name: str, title: str, description: str, counts: Sequence[int], marks: Sequence[tuple[float, str]]
) -> Markup:
    """Draw how many there are in each tenth of a scale from 0 to 100 %, and marks at shares of it.

    name: an id of the page's own, from which those of the parts are made
    """
    most = max([*counts, 1])
    wide, high = (_WIDTH - _LEFT - _RIGHT) / len(counts), _HEIGHT - _TOP - _BOTTOM
    ground = _HEIGHT - _BOTTOM
    bars, labels = [], []
    for place, count in enumerate(counts):
        x, tall = _LEFT + place * wide, high * count / most
        if count:
            bars.append(
                Markup('<rect class="bar" x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}"/>').format(
                    x + _GAP / 2, ground - tall, wide - _GAP, tall
                )
            )
            labels.append(_text(x + wide / 2, ground - tall - 4, "middle", f"{count:,}"))
    labels.append(_text(_LEFT, _HEIGHT - 6, "start", "0"))
    labels.append(_text(_WIDTH / 2, _HEIGHT - 6, "middle", "50"))
    labels.append(_text(_WIDTH - _RIGHT, _HEIGHT - 6, "end", "100 %"))
    lines = [_line("axis", _LEFT, ground, _WIDTH - _RIGHT, ground)]
    for at, style in marks:
        x = _LEFT + at * (_WIDTH - _LEFT - _RIGHT)
        lines.append(_line(style, x, _TOP, x, ground))
    return Markup(
        '<svg viewBox="0 0 {} {}" role="img" aria-labelledby="{name}-t {name}-d"><title id="{name}-t">{title}</title>'
        '<desc id="{name}-d">{description}</desc>{parts}</svg>'
    ).format(
        _WIDTH,
        _HEIGHT,
        name=name,
        title=title,
        description=description,
        parts=Markup("").join([*bars, *lines, *labels]),
    )


def _text(x: float, y: float, anchor: str, text: str) -> Markup:
    return Markup('<text x="{:.1f}" y="{:.1f}" text-anchor="{}">{}</text>').format(x, y, anchor, text)


def _line(style: str, x: float, y: float, to_x: float, to_y: float) -> Markup:
    return Markup('<line class="{}" x1="{:.1f}" y1="{:.1f}" x2="{:.1f}" y2="{:.1f}"/>').format(style, x, y, to_x, to_y)


def bar(share: float) -> Markup:
    """Draw a share of a whole; the number stands beside it, so that it says nothing to a screen reader."""
    wide, high = _BAR
    return Markup(
        '<svg class="share" viewBox="0 0 {w} {h}" aria-hidden="true" preserveAspectRatio="none">'
        '<rect class="rest" width="{w}" height="{h}"/><rect class="bar" width="{part:.1f}" height="{h}"/></svg>'
    ).format(w=wide, h=high, part=wide * min(1.0, max(0.0, share)))
