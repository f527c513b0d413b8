"""Checks of the optimizers: fifty steps against torch.optim, judged update by update, and what a training loop needs.

Updates are compared, not parameters: against parameters of size 1 a fault of the small updates would not show. Those of
one array in one step are judged by the largest of them. Where they happen to cancel, a thousandth of the array's
largest update counts instead, and 1e-5 of its largest parameter, of which 1e-13 is 450 roundings. A new parameter is
rounded once, which gives its update an error of 1/2 of them, whichever way the update was computed.
"""

import numpy as np
import pytest

from dlgrade.compare import (
    Mismatch,
    assert_keys,
    assert_matches,
    assert_no_warnings,
    assert_rejects,
    assert_untouched,
    tolerance,
)
from dlgrade.errors import CheckFailure

STEPS = 50
_SHORTEST = "the docstring's example, two steps of one number, is the shortest way to see it happen"
SHAPES = {"0.weight": (2, 3), "0.bias": (3,), "scale": (1,)}
EXAMPLES = {  # the docstrings': settings, and the gradients of the first two steps from 1
    "SGD": ({"lr": 0.1, "momentum": 0.9}, (2.0, -1.0)),
    "Adagrad": ({"lr": 0.1}, (3.0, -4.0)),
    "Adadelta": ({"rho": 0.5, "eps": 0.02}, (0.4, -0.2)),
    "RMSprop": ({"lr": 0.1, "alpha": 0.75}, (2.0, -1.0)),
    "Adam": ({"lr": 0.1, "betas": (0.5, 0.75)}, (2.0, -4.0)),
    "AdamW": ({"lr": 0.1, "betas": (0.5, 0.75), "weight_decay": 0.5}, (2.0, -4.0)),
    "Adamax": ({"lr": 0.1, "betas": (0.5, 0.75)}, (2.0, -4.0)),
    "Nadam": ({"lr": 0.1, "betas": (0.5, 0.75)}, (2.0, -4.0)),
}
SETTINGS = {
    "SGD": [
        {"lr": 0.1, "momentum": 0.9},
        {"momentum": 0.8, "nesterov": True},
        {"weight_decay": 0.1},
        {"momentum": 0.7, "weight_decay": 0.2},
    ],
    "Adagrad": [{"lr": 0.1, "eps": 1e-2}],
    "Adadelta": [{"lr": 0.3}, {"rho": 0.6, "eps": 1e-2}],
    "RMSprop": [{"alpha": 0.6, "eps": 1e-2}, {"lr": 0.1, "momentum": 0.8}],
    "Adam": [{"lr": 0.1, "betas": (0.95, 0.8), "eps": 1e-2}, {"betas": (0.5, 0.7), "weight_decay": 0.1}],
    "AdamW": [{"betas": (0.95, 0.8), "eps": 1e-2}, {"lr": 0.1, "betas": (0.5, 0.7), "weight_decay": 0.3}],
    "Adamax": [{"lr": 0.1, "betas": (0.95, 0.8), "eps": 1e-2}],
    "Nadam": [{"lr": 0.1, "betas": (0.95, 0.8), "eps": 1e-2}, {"betas": (0.5, 0.7), "momentum_decay": 0.3}],
}
OTHERS = {  # everything other than by default
    "SGD": {"lr": 0.02, "momentum": 0.9, "nesterov": True, "weight_decay": 0.1},
    "Adagrad": {"lr": 0.05, "eps": 1e-3},
    "Adadelta": {"lr": 0.7, "rho": 0.8, "eps": 1e-4},
    "RMSprop": {"lr": 0.02, "alpha": 0.8, "eps": 1e-3, "momentum": 0.7},
    "Adam": {"lr": 0.02, "betas": (0.8, 0.9), "eps": 1e-3, "weight_decay": 0.1},
    "AdamW": {"lr": 0.02, "betas": (0.8, 0.9), "eps": 1e-3, "weight_decay": 0.1},
    "Adamax": {"lr": 0.02, "betas": (0.8, 0.9), "eps": 1e-3},
    "Nadam": {"lr": 0.02, "betas": (0.8, 0.9), "eps": 1e-3, "momentum_decay": 0.1},
}
FADING = {name: {"momentum": 0.9} if "momentum" in OTHERS[name] else {} for name in OTHERS}  # old gradients still move


def _each(points):
    """Parametrize a check over the optimizers, each a task of its own."""
    marked = [pytest.param(name, marks=pytest.mark.points(points, task=name)) for name in EXAMPLES]
    return pytest.mark.parametrize("name", marked)


def _each_setting():
    marked = [
        pytest.param(name, settings, marks=pytest.mark.points(1, task=name), id=f"{name}-{'-'.join(settings)}")
        for name, several in SETTINGS.items()
        for settings in several
    ]
    return pytest.mark.parametrize(("name", "settings"), marked)


def _start(rng, shapes=SHAPES):
    return {key: rng.normal(size=shape) for key, shape in shapes.items()}


def _gradients(rng, shapes=SHAPES, steps=STEPS):
    """Draw gradients of either sign from 1e-6 to 1, those of "scale" to 1e-4, every size as likely as any other."""
    drawn = {}
    for key, shape in shapes.items():
        size, largest = (steps, *shape), -4 if key == "scale" else 0  # beside small ones alone every eps shows
        drawn[key] = rng.choice([-1.0, 1.0], size=size) * 10 ** rng.uniform(-6, largest, size=size)
    return drawn


def _expected(reference, name, *arguments, **settings):
    return getattr(reference, name.lower())(*arguments, **settings)


def _said(name, settings):
    return f"{name}({', '.join(f'{key}={value}' for key, value in settings.items())})"


def _silent(call, on=""):
    """Return the value of a call that raised nothing and warned of nothing; a failure tells of `on`, not of a probe."""
    try:
        assert_no_warnings(call)
    except CheckFailure as failure:
        if not on:
            raise
        text, probe = str(failure), str(call.label)
        for inner, outer in ((probe, on), (f"{probe.partition('(')[0]} is not written", f"{on} is not written")):
            text = text.replace(inner, outer)
        raise CheckFailure(text, kind=failure.kind, hint=failure.hint or _SHORTEST) from None
    return call.value


def _walk(student, probe, name, *arguments):
    """Return what a probe gives that calls step again and again."""
    return _silent(getattr(student.probes, probe).observe(*arguments), f"{name}.step")


def _assert_steps(value, start, expected, title, moves=None):
    """Judge a training run by its updates, and name the first wrong step."""
    if not isinstance(value, dict) or value.keys() != start.keys():
        _complain(value, start, expected, title)
    judged = {}
    for key, places in expected.items():
        assert_matches(value[key][:0], places[:0], name=f"{key!r} after each step of {title}")  # its form alone
        moved = moves[key] if moves else np.zeros_like(places)
        judged[key] = _Updates(value[key], places, start[key], moved)
    first = min(updates.wrong for updates in judged.values())
    if first == len(next(iter(expected.values()))):
        return
    wrong = next(key for key, updates in judged.items() if updates.wrong == first)
    fine = [key for key, updates in judged.items() if updates.wrong > first and updates.expected[first].any()]
    try:
        judged[wrong].judge(first, f"{title}, step {first + 1}, update of {wrong!r}")
    except Mismatch as mismatch:
        hint = f"all is right before step {first + 1}: look at what one step keeps for the next" if first else None
        if fine:
            hint = f"in this step {fine[0]!r} is right: look for what differs between the two"
        raise Mismatch(str(mismatch), mismatch.difference, hint=hint) from None


class _Updates:
    """What one array is moved by in each step, on both sides, and which step is the first that is wrong."""

    def __init__(self, actual, expected, start, moves):
        with np.errstate(all="ignore"):  # what is judged may be infinite
            self.actual, self.expected = [_moved(places, start, moves) for places in (actual, expected)]
            errors = _largest(self.actual - self.expected)
        self._scale = max(1e-3 * np.abs(self.expected).max(), 1e-5 * np.abs(expected).max())
        fits = errors <= tolerance(np.float64) * np.maximum(_largest(self.expected), self._scale)  # of NaN it is false
        self.wrong = len(fits) if fits.all() else int(np.argmin(fits))

    def judge(self, step, name):
        assert_matches(self.actual[step], self.expected[step], name=name, scale=self._scale)


def _moved(places, start, moves):
    return places - np.concatenate([start[np.newaxis], (places + moves)[:-1]])


def _largest(updates):
    """Return the size of the largest entry in each step."""
    return np.abs(updates).max(axis=tuple(range(1, updates.ndim)))


def _complain(value, start, expected, title):
    """Say what is wrong with the form of what a step returned."""
    returned = f"what {title.partition('(')[0]}.step returns"
    for place in value if isinstance(value, list) else [value]:
        assert_keys(place, start, name=returned)
        for key, places in expected.items():
            form = np.ones_like(places[0])
            assert_matches(place[key], form, name=f"{key!r} in {returned}", dtype=start[key].dtype, scale=np.inf)
    pytest.fail(f"{returned} should be a dict of arrays, of the shapes and dtypes of params")


# the optimizers


@_each(1)
def test_example_of_the_docstring(student, reference, name):
    """The first two steps of one number are those of the docstring's example, with a second optimizer, too."""
    settings, gradients = EXAMPLES[name]
    start, grads = {"w": np.array([1.0])}, {"w": np.array(gradients)[:, np.newaxis]}
    expected = _expected(reference, name, start, grads, **settings)
    for title in (_said(name, settings), f"a second {_said(name, settings)}"):
        optimizer, now, places = getattr(student, name)(**settings), start, []
        for gradient in grads["w"]:
            now = _silent(optimizer.step.observe(now, {"w": gradient}))
            assert_keys(now, ["w"], name=f"what {name}.step returns")
            assert_matches(now["w"], np.ones(1), name=f"'w' in what {name}.step returns", scale=np.inf)
            places.append(now["w"])
        _assert_steps({"w": np.stack(places)}, start, expected, title)


@_each(2)
def test_steps_with_the_defaults(student, reference, rng, name):
    """Fifty steps with the defaults follow PyTorch's, update by update."""
    start, grads = _start(rng), _gradients(rng)
    value = _walk(student, "take_steps", name, getattr(student, name)(), start, grads)
    _assert_steps(value, start, _expected(reference, name, start, grads), f"{name}()")


@_each_setting()
def test_steps_with_other_settings(student, reference, rng, name, settings):
    """Fifty steps with other settings follow PyTorch's, update by update."""
    start, grads = _start(rng), _gradients(rng)
    value = _walk(student, "take_steps", name, getattr(student, name)(**settings), start, grads)
    _assert_steps(value, start, _expected(reference, name, start, grads, **settings), _said(name, settings))


@_each(1)
def test_zero_gradients(student, reference, rng, name):
    """Gradients of 0 are right and without a warning, in some steps, in some entries or all the time."""
    start, grads, settings = _start(rng), _gradients(rng, steps=12), FADING[name]
    grads["0.weight"][:3] = grads["0.weight"][6:8] = 0
    grads["0.bias"][:, 1] = grads["0.bias"][4] = 0
    grads["scale"][:] = 0
    value = _walk(student, "take_steps", name, getattr(student, name)(**settings), start, grads)
    _assert_steps(value, start, _expected(reference, name, start, grads, **settings), _said(name, settings))


@_each(1)
def test_step_leaves_its_arguments_alone(student, rng, name):
    """step changes neither params nor grads, not for a moment."""
    for way, settings in (
        ("observe", OTHERS[name]),
        ("observe_frozen", OTHERS[name]),
        ("observe_frozen", FADING[name]),
    ):
        optimizer = getattr(student, name)(**settings)
        for _ in range(2):
            assert_untouched(getattr(optimizer.step, way)(_start(rng), _start(rng)))


@_each(1)
def test_arrays_belong_to_the_caller(student, reference, rng, name):
    """Between steps, callers may refill their gradient arrays and move their parameters."""
    start, grads, settings = _start(rng), _gradients(rng, steps=10), FADING[name]
    moves = {key: rng.normal(size=values.shape) for key, values in grads.items()}
    value = _walk(student, "train_in_place", name, getattr(student, name)(**settings), start, grads, moves)
    _assert_steps(value, start, _expected(reference, name, start, grads, moves, **settings), name, moves)


@_each(1)
def test_optimizers_share_nothing(student, reference, rng, name):
    """Two optimizers that take turns share nothing, neither what they remember nor their settings."""
    settings = [OTHERS[name], FADING[name]]
    starts, grads = [_start(rng) for _ in settings], [_gradients(rng, steps=10) for _ in settings]
    optimizers = [getattr(student, name)(**chosen) for chosen in settings]
    values = _walk(student, "take_turns", name, optimizers, starts, grads)
    assert isinstance(values, list), "step should return a dict of arrays"
    for value, start, slopes, chosen in zip(values, starts, grads, settings, strict=True):
        _assert_steps(value, start, _expected(reference, name, start, slopes, **chosen), _said(name, chosen))


@_each(1)
def test_keys_in_any_order(student, reference, rng, name):
    """The keys of params and of grads may come in another order at each step."""
    shapes = {"a": (4,), "b": (4,), "c": (4,)}
    start, grads = _start(rng, shapes), _gradients(rng, shapes, steps=10)
    orders = [[[str(key) for key in rng.permutation(list(shapes))] for _ in range(2)] for _ in range(10)]
    optimizer = getattr(student, name)(**OTHERS[name])
    value = _walk(student, "take_steps", name, optimizer, start, grads, orders)
    _assert_steps(value, start, _expected(reference, name, start, grads, **OTHERS[name]), name)


@_each(1)
def test_dtypes_are_kept(student, reference, rng, name):
    """float32 and float64 arrays side by side stay what they are."""
    start, grads = _start(rng), _gradients(rng, steps=8)
    for arrays in (start, grads):
        arrays["0.weight"] = arrays["0.weight"].astype(np.float32)
    value = _walk(student, "take_steps", name, getattr(student, name)(**OTHERS[name]), start, grads)
    expected = _expected(reference, name, start, grads, **OTHERS[name])
    if not isinstance(value, dict) or value.keys() != start.keys():
        _complain(value, start, expected, name)
    singles = value["0.weight"], expected["0.weight"]
    assert_matches(*singles, name="'0.weight' after each step", dtype=np.float32, terms=8)
    _assert_steps(*({key: arrays[key] for key in ("0.bias", "scale")} for arrays in (value, start, expected)), name)


@_each(2)
@pytest.mark.hidden
def test_steps_with_any_settings(student, reference, rng, name):
    """Fifty steps follow PyTorch's with any settings, given by position, and for arrays of any shape."""
    shapes = {"w": (2, 1, 5), "b": (7,), "bias": (1, 4)}
    start, grads, settings = _start(rng, shapes), _gradients(rng, shapes), _drawn(rng, OTHERS[name])
    value = _walk(student, "take_steps", name, getattr(student, name)(*settings.values()), start, grads)
    _assert_steps(value, start, _expected(reference, name, start, grads, **settings), name)


def _drawn(rng, settings):
    """Draw other settings, in the order of the signature."""
    draws = {
        "lr": lambda: float(10 ** rng.uniform(-3, -1)),
        "eps": lambda: float(10 ** rng.uniform(-6, -2)),
        "betas": lambda: tuple(float(beta) for beta in rng.uniform(0.4, 0.95, size=2)),
        "nesterov": lambda: True,
        "momentum_decay": lambda: float(rng.uniform(0.01, 0.5)),
    }
    return {key: draws.get(key, lambda: float(rng.uniform(0.3, 0.9)))() for key in settings}


@pytest.mark.points(1, task="SGD")
def test_nesterov_needs_momentum(student):
    """Nesterov without momentum is a ValueError."""
    assert_rejects(student.SGD.observe(nesterov=True), "nesterov")
    assert_rejects(student.SGD.observe(0.1, 0.0, True, 0.1), "nesterov")


# the schedules


def _assert_rates(student, reference, name, lr, count, *settings):
    """Judge a schedule from step 0 on, and name the first wrong step."""
    values = _silent(student.probes.rates.observe(getattr(student, name), lr, count, *settings), name)
    said = ", ".join(str(setting) for setting in settings)
    for step, (value, rate) in enumerate(zip(values, getattr(reference, name)(lr, count, *settings), strict=True)):
        assert_matches(value, rate, name=f"{name}({lr:.6g}, {step}, {said})", scale=lr)


def _assert_rate(student, name, arguments, expected):
    assert_matches(_silent(getattr(student, name).observe(*arguments)), expected, name=f"{name}{arguments}", scale=0.1)


@pytest.mark.points(1, task="step_decay")
def test_step_decay_goes_down_in_stairs(student):
    """With size 2 and gamma 0.5 the rates are 0.1, 0.1, 0.05, 0.05, 0.025, 0.025: the last step of a stair included."""
    for step, rate in enumerate((0.1, 0.1, 0.05, 0.05, 0.025, 0.025)):
        _assert_rate(student, "step_decay", (0.1, step, 2, 0.5), rate)


@pytest.mark.points(1, task="step_decay")
@pytest.mark.hidden
def test_step_decay_of_any_size(student, reference, rng):
    """The rates are right for every size of the stairs, that of a single step too, and every gamma."""
    for size in (1, 3, 10):
        lr, gamma = float(rng.uniform(0.01, 1)), float(rng.uniform(0.2, 0.8))
        _assert_rates(student, reference, "step_decay", lr, 32, size, gamma)


@pytest.mark.points(1, task="cosine")
def test_cosine_goes_from_lr_to_zero(student):
    """In 4 steps the rates are 0.1, 0.0854, 0.05, 0.0146 and 0: all of it first, half of it halfway, 0 at the end."""
    for step, rate in enumerate((0.1, 0.05 + 0.05 / 2**0.5, 0.05, 0.05 - 0.05 / 2**0.5, 0.0)):
        _assert_rate(student, "cosine", (0.1, step, 4), rate)


@pytest.mark.points(1, task="cosine")
@pytest.mark.hidden
def test_cosine_of_any_length(student, reference, rng):
    """The rates are right for every number of steps, a single one too."""
    for total in (1, 7, 30):
        _assert_rates(student, reference, "cosine", float(rng.uniform(0.01, 1)), total + 1, total)


@pytest.mark.points(1, task="warmup")
def test_warmup_grows_and_stays(student):
    """In 4 steps the rate grows to 0.1 by 0.025 each, the first not being 0, and stays there."""
    rates = {0: 0.025, 1: 0.05, 2: 0.075, 3: 0.1, 4: 0.1, 5: 0.1, 1000: 0.1}
    calls = [student.warmup.observe(0.1, step, 4) for step in rates]  # all: one rate is wrong for many a reason
    for (step, rate), call in zip(rates.items(), calls, strict=True):
        assert_matches(_silent(call), rate, name=f"warmup(0.1, {step}, 4)", scale=0.1)


@pytest.mark.points(1, task="warmup")
@pytest.mark.hidden
def test_warmup_of_any_length(student, reference, rng):
    """The rates are right for every number of steps, a single one too."""
    for steps in (1, 3, 12):
        _assert_rates(student, reference, "warmup", float(rng.uniform(0.01, 1)), 20, steps)
