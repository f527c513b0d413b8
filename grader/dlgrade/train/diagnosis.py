"""What to say of a training that goes wrong: a loss that is no number, one that does not fall, one that takes hours."""

import math
from collections.abc import Sequence

from dlgrade.train.network import Profile
from dlgrade.train.record import Run

_SHOWN = 5  # losses before the end
_FAR = 1e4  # a parameter of this size was thrown there: trained ones are around 1
_GOOD = 0.95  # training accuracy from which on the loss may waver
_DAY, _HOUR, _MINUTE = 86_400, 3600, 60  # seconds


def why_not_finite(
    where: str,
    loss: float,
    before: Sequence[float],
    symptoms: dict[str, list[tuple[str, float]]],
    warnings: Sequence[str],
    lr: float | None,
) -> str:
    """Tell that a loss is nan or infinite, where that began and what is largest."""
    lines = [f"the loss is {loss:g} in {where}: training stopped, and what was kept before stays"]
    if before:
        lines.append(f"the losses before it: {', '.join(f'{each:.3g}' for each in before[-_SHOWN:])}")
    for kind, word in (("params", "the parameter"), ("outputs", "the output of layer"), ("grads", "the gradient of")):
        pairs = symptoms.get(kind, [])
        broken = [(place, name) for place, (name, size) in enumerate(pairs) if not math.isfinite(size)]
        if broken:
            place, name = broken[0]
            which = f"{place}, {name}," if kind == "outputs" else name
            lines.append(f"{word} {which} is the first that is not finite")
            break
    far = len(before) > 1 and before[-1] > 2 * before[0]
    for kind, word in (("params", "parameter"), ("grads", "gradient")):
        sizes = [pair for pair in symptoms.get(kind, []) if math.isfinite(pair[1])]
        if sizes:
            name, size = max(sizes, key=lambda pair: pair[1])
            lines.append(f"the largest finite {word} is in {name}: {size:.3g}")
            far = far or (kind == "params" and size > _FAR)
        far = far or (kind == "params" and len(sizes) < len(symptoms.get(kind, [])))
    if warnings:
        lines.append(f"NumPy warned: {warnings[0]}")
    smaller = f"--lr {lr / 10:g}" if lr is not None else "a smaller --lr"
    lines.append(
        f"hint: the steps lead too far: try {smaller}; dlgrade check optimizers shows whether they are right"
        if far
        else f"hint: dlgrade check losses shows whether large scores overflow; if it passes, try {smaller}"
    )
    return "\n".join(lines)


def not_falling(run: Run, number: int) -> str:
    """Tell that an epoch did not lower the loss; empty if it did, or if there is little left to lower."""
    epoch = run.epochs[number]
    if epoch.accuracy >= _GOOD:
        return ""
    chunks = [each.loss for each in run.chunks if each.epoch == number]
    before = run.epochs[number - 1].loss if number else chunks[0] if len(chunks) > 1 else math.inf
    after = epoch.loss if number else chunks[-1]
    if after < before:
        return ""
    since = f"after {before:.4g} in the epoch before" if number else f"after {before:.4g} at its beginning"
    return (
        f"the loss does not fall: {after:.4g} in epoch {number + 1}, {since}; if that goes on, dlgrade check backprop "
        "convolution or optimizers shows whether a gradient is wrong, and --lr takes shorter or longer steps"
    )


def slow(profile: Profile, projected: float, epochs: int, images: int) -> str:
    """Tell how long a run would take, and which layers take it."""
    each = _seconds(profile.seconds / profile.images)
    lines = [
        f"this would take {duration(projected)}: an image takes {each}, and there are {epochs} x {images:,} of them",
        f"  {'layer':<16}{'forward':>9}{'backward':>10}  of the time",
    ]
    rows = [
        (f"{place} {name}", forward, backward)
        for place, (name, forward, backward) in enumerate(
            zip(profile.names, profile.forward, profile.backward, strict=True)
        )
    ]
    rows += [("loss", profile.loss, 0.0), ("optimizer", profile.step, 0.0)]
    total = profile.seconds or 1.0
    for name, forward, backward in rows:
        if forward + backward >= 0.01 * total:
            times = f"{_seconds(forward):>9}{_seconds(backward):>10}"
            lines.append(f"  {name[:15]:<16}{times}  {(forward + backward) / total:>6.0%}")
    lines += [
        f"(seconds for {profile.images} images)",
        "hint: turn Python loops over pixels into array operations, take fewer images with --images 500,",
        "or say --anyway: it can be interrupted and resumed at any time",
    ]
    return "\n".join(lines)


def duration(seconds: float) -> str:
    """Return a duration in words, rounded."""
    seconds = round(seconds)
    if seconds < _MINUTE:
        return f"{seconds:.0f} s"
    if seconds < _HOUR:
        return f"{seconds // _MINUTE:.0f} min {seconds % _MINUTE:02.0f} s"
    if seconds < 2 * _DAY:
        return f"{seconds // _HOUR:.0f} h {seconds % _HOUR // _MINUTE:02.0f} min"
    return f"{seconds / _DAY:.0f} days"


def _seconds(seconds: float) -> str:
    return f"{seconds * 1000:.2g} ms" if seconds < 0.1 else f"{seconds:.2g} s"
