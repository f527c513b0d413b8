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
    parts = [
        Markup('<line class="axis" x1="{}" x2="{}" y1="{}" y2="{}"/>').format(_LEFT, _WIDTH - _RIGHT, ground, ground)
    ]
    for place, count in enumerate(counts):
        x, tall = _LEFT + place * wide, high * count / most
        if count:
            parts.append(Markup('<rect class="bar" x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}"/>').format(
                x + _GAP / 2, ground - tall, wide - _GAP, tall
            ))  # fmt: skip
            parts.append(Markup('<text x="{:.1f}" y="{:.1f}" text-anchor="middle">{}</text>').format(
                x + wide / 2, ground - tall - 4, count
            ))  # fmt: skip
    for at, anchor, label in ((_LEFT, "start", "0"), (_WIDTH / 2, "middle", "50"), (_WIDTH - _RIGHT, "end", "100 %")):
        parts.append(
            Markup('<text x="{:.1f}" y="{}" text-anchor="{}">{}</text>').format(at, _HEIGHT - 6, anchor, label)
        )
    for at, style in marks:
        x = _LEFT + at * (_WIDTH - _LEFT - _RIGHT)
        parts.append(
            Markup('<line class="{}" x1="{:.1f}" x2="{:.1f}" y1="{}" y2="{}"/>').format(style, x, x, _TOP, ground)
        )
    return Markup(
        '<svg viewBox="0 0 {} {}" role="img" aria-labelledby="{name}-t {name}-d"><title id="{name}-t">{title}</title>'
        '<desc id="{name}-d">{description}</desc>{parts}</svg>'
    ).format(_WIDTH, _HEIGHT, name=name, title=title, description=description, parts=Markup("").join(parts))


def bar(share: float) -> Markup:
    """Draw a share of a whole; the number stands beside it, so that it says nothing to a screen reader."""
    wide, high = _BAR
    return Markup(
        '<svg class="share" viewBox="0 0 {w} {h}" aria-hidden="true" preserveAspectRatio="none">'
        '<rect class="rest" width="{w}" height="{h}"/><rect class="bar" width="{part:.1f}" height="{h}"/></svg>'
    ).format(w=wide, h=high, part=wide * min(1.0, max(0.0, share)))
