"""Checks of recurrent networks: cells, layers and every gradient against PyTorch, what is kept, training, clipping."""

import numpy as np
import pytest

from dlgrade.compare import (
    assert_gradients,
    assert_keys,
    assert_matches,
    assert_no_warnings,
    assert_parameters,
    assert_rejects,
    assert_untouched,
    tolerance,
)

SIZE = (4, 3, 2, 5)  # steps, sequences, inputs, hidden
SIZES = [(1, 4, 3, 5), (2, 3, 5, 2), (7, 2, 4, 3), (3, 1, 2, 6), (5, 4, 1, 1), (1, 1, 1, 1)]
GATES = "fico"
STATES = {"RNN": ("h0",), "LSTM": ("h0", "c0")}
OUTPUTS = {"RNN": ("h_all", "h_last"), "LSTM": ("h_all", "h_last", "c_last")}
EXTREMES = np.array([1000.0, -1000, 1e30, -1e30])
EXCHANGE = (4, 3, 2, 5, 6, 3)  # of Seq2Seq: steps in, steps out, sequences, inputs, hidden, outputs
EXCHANGES = [(1, 1, 3, 2, 4, 5), (2, 7, 1, 3, 2, 4), (7, 2, 4, 1, 3, 2), (3, 3, 2, 4, 4, 4)]
LEARNT = ["314", "159", "265", "358", "979", "323"]


def _generator(rng):
    """Return a generator that may cross: the check's own would tell the inputs to come."""
    return np.random.default_rng(int(rng.integers(2**32)))


def _away_from_zero(rng, shape):
    """Draw numbers of either sign that are not small."""
    return rng.uniform(0.3, 0.9, size=shape) * rng.choice([-1.0, 1.0], size=shape)


def _extremes(rng):
    """Return five numbers, the last of them an ordinary one."""
    return np.append(rng.permutation(EXTREMES), 0.5)


def _params(rng, task, inputs, hidden):
    """Draw the parameters of a layer, such that its gates are half open."""
    if task == "RNN":
        shapes = {"w_x": (hidden, inputs), "w_h": (hidden, hidden), "b": (hidden,)}
    else:
        shapes = {f"W_{gate}": (hidden, hidden + inputs) for gate in GATES} | {f"b_{gate}": (hidden,) for gate in GATES}
    return {key: _away_from_zero(rng, shape) / np.sqrt(shape[-1]) ** (len(shape) - 1) for key, shape in shapes.items()}


def _several(value, names, what):
    """Return the arrays of a tuple, told apart."""
    fits = isinstance(value, tuple | list) and len(value) == len(names)
    assert fits, f"{what} should return {len(names)} arrays: {', '.join(names)}"
    return value


def _assert_each(value, expected, names, what, **more):
    for actual, wanted, name in zip(_several(value, names, what), expected, names, strict=True):
        assert_matches(actual, wanted, name=name, **more)


# rnn_cell


def _rnn_arguments(rng, size=(4, 3, 5)):
    count, inputs, hidden = size
    x, h = rng.normal(size=(count, inputs)), rng.normal(size=(count, hidden))
    return x, h, *_params(rng, "RNN", inputs, hidden).values()


@pytest.mark.points(1, task="rnn_cell")
def test_rnn_cell_of_the_docstring(student):
    """With x = 1, h = 0.5, w_x = 0.5, w_h = 2 and b = -1 the next state is tanh(0.5) = 0.462."""
    arguments = np.array([[1.0]]), np.array([[0.5]]), np.array([[0.5]]), np.array([[2.0]]), np.array([-1.0])
    assert_matches(student.rnn_cell(*arguments), np.tanh([[0.5]]), name="rnn_cell(...)")


@pytest.mark.points(2, task="rnn_cell")
def test_rnn_cell_is_its_formula(student, reference, rng):
    """rnn_cell(x, h, w_x, w_h, b) is tanh(x w_x^T + h w_h^T + b)."""
    arguments = _rnn_arguments(rng)
    assert_matches(student.rnn_cell(*arguments), reference.rnn_cell(*arguments), name="rnn_cell(...)")


@pytest.mark.points(1, task="rnn_cell")
def test_rnn_cell_keeps_float32(student, reference, rng):
    """float32 in gives float32 out, as exact as float32 is."""
    arguments = [value.astype(np.float32) for value in _rnn_arguments(rng)]
    expected = reference.rnn_cell(*arguments)
    assert_matches(student.rnn_cell(*arguments), expected, name="rnn_cell(...)", dtype=np.float32, terms=9)


@pytest.mark.points(1, task="rnn_cell")
def test_rnn_cell_of_extremes_is_right_and_silent(student, reference, rng):
    """Numbers like -1000 and 1e30 give -1 or 1, and no warning."""
    x, h, w_x, w_h, b = _rnn_arguments(rng, (5, 3, 5))
    x[:, 1] = _extremes(rng)
    call = student.rnn_cell.observe(x, h, w_x, w_h, b)
    assert_no_warnings(call)
    assert_matches(call.value, reference.rnn_cell(x, h, w_x, w_h, b), name="rnn_cell(...)")


@pytest.mark.points(1, task="rnn_cell")
def test_rnn_cell_leaves_its_arguments_alone(student, reference, rng):
    """The arguments are never modified, however they lie in memory."""
    arguments = [np.asfortranarray(np.repeat(value, 2, axis=0))[::2] for value in _rnn_arguments(rng)]
    call = student.rnn_cell.observe_frozen(*arguments)
    assert_untouched(call)
    assert_matches(call.value, reference.rnn_cell(*arguments), name="rnn_cell(...)")
    assert_untouched(student.rnn_cell.observe(*arguments))


@pytest.mark.points(1, task="rnn_cell")
@pytest.mark.hidden
def test_rnn_cell_of_any_size(student, reference, rng):
    """The next state is right for any number of sequences, inputs and hidden units, one of each included."""
    for _, *size in SIZES:
        arguments = _rnn_arguments(rng, size)
        assert_matches(student.rnn_cell(*arguments), reference.rnn_cell(*arguments), name="rnn_cell(...)")


# lstm_cell


def _lstm_arguments(rng, size=(4, 3, 5)):
    count, inputs, hidden = size
    x, (h, c) = rng.normal(size=(count, inputs)), rng.normal(size=(2, count, hidden))
    return x, h, c, _params(rng, "LSTM", inputs, hidden)


def _assert_cell(value, expected, **more):
    _assert_each(value, expected, ("h_next", "c_next"), "lstm_cell", **more)


@pytest.mark.points(1, task="lstm_cell")
def test_lstm_cell_of_the_docstring(student):
    """With x = 1, h = 0, c = 0.5, all W = (0, 1), b_i = -1 and no other bias: h' = 0.463 and c' = 0.746."""
    params = {f"W_{gate}": np.array([[0.0, 1]]) for gate in GATES} | {f"b_{gate}": np.zeros(1) for gate in GATES}
    params["b_i"] = np.array([-1.0])
    opened = 1 / (1 + np.exp(-1))
    c_next = opened * 0.5 + 0.5 * np.tanh(1)
    value = student.lstm_cell(np.array([[1.0]]), np.array([[0.0]]), np.array([[0.5]]), params)
    _assert_cell(value, ([[opened * np.tanh(c_next)]], [[c_next]]))


@pytest.mark.points(3, task="lstm_cell")
def test_lstm_cell_is_its_formulas(student, reference, rng):
    """lstm_cell(x, h, c, params) returns h' and c' as the six formulas say."""
    arguments = _lstm_arguments(rng)
    _assert_cell(student.lstm_cell(*arguments), reference.lstm_cell(*arguments))


@pytest.mark.points(1, task="lstm_cell")
def test_lstm_cell_finds_parameters_by_name(student, reference, rng):
    """params may come in any order: they are found by their keys."""
    *arguments, params = _lstm_arguments(rng)
    for keys in (sorted(params), sorted(params, reverse=True), list(params)[::-1]):
        ordered = {key: params[key] for key in keys}
        _assert_cell(student.lstm_cell(*arguments, ordered), reference.lstm_cell(*arguments, params))


@pytest.mark.points(1, task="lstm_cell")
def test_lstm_cell_keeps_float32(student, reference, rng):
    """float32 in gives float32 out, both times, as exact as float32 is."""
    *arrays, params = _lstm_arguments(rng)
    arguments = [
        *(value.astype(np.float32) for value in arrays),
        {key: value.astype(np.float32) for key, value in params.items()},
    ]
    _assert_cell(student.lstm_cell(*arguments), reference.lstm_cell(*arguments), dtype=np.float32, terms=9)


@pytest.mark.points(1, task="lstm_cell")
def test_lstm_cell_of_closed_and_open_gates_is_right_and_silent(student, reference, rng):
    """Gates that are quite open or quite closed, at numbers like -1000 and 1e30, are right, and no warning comes."""
    x, h, c, params = _lstm_arguments(rng, (5, 3, 5))
    for bias in ("b_f", "b_i", "b_c", "b_o"):
        params[bias] = _extremes(rng)
    spread = x.copy()
    spread[:, 1] = _extremes(rng)
    for inputs in (x, spread):
        call = student.lstm_cell.observe(inputs, h, c, params)
        assert_no_warnings(call)
        _assert_cell(call.value, reference.lstm_cell(inputs, h, c, params))


@pytest.mark.points(1, task="lstm_cell")
def test_lstm_cell_leaves_its_arguments_alone(student, reference, rng):
    """The arguments, params and its arrays too, are never modified, however they lie in memory."""
    *arrays, params = _lstm_arguments(rng)
    arguments = [
        *(np.asfortranarray(np.repeat(value, 2, axis=0))[::2] for value in arrays),
        {key: np.asfortranarray(value) for key, value in params.items()},
    ]
    call = student.lstm_cell.observe_frozen(*arguments)
    assert_untouched(call)
    _assert_cell(call.value, reference.lstm_cell(*arguments))
    assert_untouched(student.lstm_cell.observe(*arguments))


@pytest.mark.points(1, task="lstm_cell")
@pytest.mark.hidden
def test_lstm_cell_of_any_size(student, reference, rng):
    """h' and c' are right for any number of sequences, inputs and hidden units, one of each included."""
    for _, *size in SIZES:
        arguments = _lstm_arguments(rng, size)
        _assert_cell(student.lstm_cell(*arguments), reference.lstm_cell(*arguments))


# RNN and LSTM


class _Layer:
    """A new layer with parameters written into it, and what goes through it."""

    def __init__(self, student, reference, rng, task, size=SIZE):
        self._reference, self.task, (steps, count, inputs, hidden) = reference, task, size
        self.layer = getattr(student, task)(inputs, hidden, _generator(rng))
        self.params = _params(rng, task, inputs, hidden)
        self.layer.write_params(self.params)
        self.draw(rng, steps, count)

    def draw(self, rng, steps, count):
        """Draw a sequence, states, and an upstream gradient for every output."""
        inputs, hidden = self._inputs_and_hidden()
        states = rng.normal(size=(len(STATES[self.task]), count, hidden))
        self.arguments = (rng.normal(size=(steps, count, inputs)), *states)
        self.upstream = [rng.normal(size=(steps, count, hidden)), *rng.normal(size=states.shape)]

    def _inputs_and_hidden(self):
        if self.task == "RNN":
            return self.params["w_x"].shape[::-1]
        hidden, both = self.params["W_f"].shape
        return both - hidden, hidden

    def forward(self):
        """Run forward and judge every output."""
        self.judge_outputs(self.layer.forward(*self.arguments))

    def judge_outputs(self, value):
        expected = getattr(self._reference, self.task.lower())(*self.arguments, self.params)
        _assert_each(value, expected, OUTPUTS[self.task], f"{self.task}.forward")

    def gradients(self, *, wrt=None):
        """Return what autograd finds for the arguments and params."""
        joined = np.concatenate([value.ravel() for value in self.upstream])
        function = getattr(self._reference, f"{self.task.lower()}_joined")
        return function.backward(joined, *self.arguments, self.params, wrt=wrt)

    def run(self):
        """Run forward, unjudged, and backward; return what backward gave, by name."""
        self.layer.forward(*self.arguments)
        return self.backward()

    def backward(self):
        return self.named(self.layer.backward(*self.upstream))

    def named(self, value):
        names = ["dx", *(f"d{state}" for state in STATES[self.task])]
        return dict(zip(names, _several(value, names, f"{self.task}.backward"), strict=True))

    def judge(self, given, *, only=None):
        """Compare what backward returned with what autograd finds."""
        for place, name in enumerate(given):
            if only is None or name in only:
                assert_matches(given[name], self.gradients(wrt=[place]), name=name)

    def judge_params(self, keys=None):
        """Compare what backward left in grads with what autograd finds."""
        expected = self.gradients(wrt=[len(self.arguments)])
        assert_gradients(self.layer, {key: expected[key] for key in keys or expected})

    def judge_all(self, given):
        self.judge(given)
        self.judge_params()


def _assert_drawn(student, rng, make, keys):
    """Another generator gives other weights, an equal one equal weights."""
    seed = int(rng.integers(2**32))
    found = []
    for more in (1, 0, 0):
        student.fresh()
        found.append(make(np.random.default_rng(seed + more)).params)
    for key in keys:
        other, one, again = (params[key] for params in found)
        assert not np.array_equal(other, one), f"two generators give the same params[{key!r}]: draw it from rng"
        assert_matches(again, one, name=f"params[{key!r}] from an equal generator")


def _assert_latest(case, rng):
    """Run several passes, of other sizes and the same, and judge the last."""
    case.run()
    case.draw(rng, 6, 2)
    case.run()
    case.draw(rng, *SIZE[:2])
    case.forward()
    upstream = case.upstream
    case.upstream = [rng.normal(size=value.shape) for value in upstream]
    case.backward()
    case.upstream = upstream
    for _ in range(2):
        case.judge_all(case.backward())


def _assert_apart(first, second):
    """Run two layers in turn and judge both."""
    for case in (first, second):
        case.forward()
    results = [case.backward() for case in (first, second)]
    for case, given in zip((first, second), results, strict=True):
        case.judge_all(given)


def _assert_untouched_by(case):
    """Run both methods with arrays that cannot be written to and lie in memory in another order."""
    case.arguments = [np.asfortranarray(np.repeat(value, 2, axis=1))[:, ::2] for value in case.arguments]
    case.upstream = [np.asfortranarray(np.repeat(value, 2, axis=0))[::2] for value in case.upstream]
    for observe in ("observe_frozen", "observe"):
        call = getattr(case.layer.forward, observe)(*case.arguments)
        assert_untouched(call)
        case.judge_outputs(call.value)
        call = getattr(case.layer.backward, observe)(*case.upstream)
        assert_untouched(call)
    case.judge_all(case.named(call.value))


def _assert_silent(case, rng, biases):
    """Run both methods with some units driven to their ends."""
    for bias in biases:
        case.params[bias] = _extremes(rng)
    case.layer.write_params(case.params)
    call = case.layer.forward.observe(*case.arguments)
    assert_no_warnings(call)
    case.judge_outputs(call.value)
    call = case.layer.backward.observe(*case.upstream)
    assert_no_warnings(call)
    case.judge_all(case.named(call.value))


def _assert_misfits_rejected(case, states):
    """Call forward with shapes that do not fit."""
    steps, count, inputs, hidden = SIZE
    x, *fitting = case.arguments
    for shape in ((count, inputs), (steps, count, inputs + 1), (steps, count, 1), (steps, count, inputs, inputs)):
        assert_rejects(case.layer.forward.observe(np.ones(shape), *fitting), "x")
    for place, name in enumerate(states):
        for shape in ((hidden,), (1, hidden), (count + 1, hidden), (count, 1), (count, hidden + 1), (1, count, hidden)):
            given = [np.ones(shape) if other == place else state for other, state in enumerate(fitting)]
            assert_rejects(case.layer.forward.observe(x, *given), name)


# RNN


@pytest.mark.points(1, task="RNN")
def test_rnn_holds_three_arrays(student, rng):
    """params holds w_x (hidden, input), w_h (hidden, hidden) and b (hidden,), all float64."""
    for inputs, hidden in ((3, 5), (4, 1)):
        layer = student.RNN(inputs, hidden, _generator(rng))
        assert_parameters(layer, {"w_x": (hidden, inputs), "w_h": (hidden, hidden), "b": (hidden,)})


@pytest.mark.points(1, task="RNN")
def test_rnn_draws_from_its_generator(student, rng):
    """Another generator gives other weights, and an equal one the same weights, in a new process too."""
    _assert_drawn(student, rng, lambda generator: student.RNN(3, 5, generator), ["w_x", "w_h"])


@pytest.mark.points(2, task="RNN")
def test_rnn_forward_walks_through_the_sequence(student, reference, rng):
    """forward(x, h0) returns the state after each step, without h0, and the last state."""
    _Layer(student, reference, rng, "RNN").forward()


@pytest.mark.points(1, task="RNN")
@pytest.mark.needs("test_rnn_forward_walks_through_the_sequence")
def test_rnn_of_the_readme(student, reference, rng):
    """With w_x = 1, w_h = 0.5, b = 0 and x = 1, 0 the states are 0.762 and 0.363; dh_last = 1 gives dx 0.182, 0.868."""
    case = _Layer(student, reference, rng, "RNN", (2, 1, 1, 1))
    case.params = {"w_x": np.array([[1.0]]), "w_h": np.array([[0.5]]), "b": np.array([0.0])}
    case.layer.write_params(case.params)
    case.arguments = np.array([[[1.0]], [[0.0]]]), np.array([[0.0]])
    case.upstream = [np.zeros((2, 1, 1)), np.array([[1.0]])]
    case.forward()
    case.judge_all(case.backward())


@pytest.mark.points(1, task="RNN")
@pytest.mark.needs("test_rnn_forward_walks_through_the_sequence")
def test_rnn_forward_begins_anew(student, reference, rng):
    """Each forward begins with its h0 and uses what has been written into params, whatever came before."""
    case = _Layer(student, reference, rng, "RNN")
    case.forward()
    case.params = {key: _away_from_zero(rng, value.shape) for key, value in case.params.items()}
    case.layer.write_params(case.params)
    for steps, count in (SIZE[:2], (2, 5)):
        case.draw(rng, steps, count)
        case.forward()


@pytest.mark.points(2, task="RNN")
def test_rnn_backward_returns_dx(student, reference, rng):
    """backward(dh_all, dh_last) returns first the gradient with respect to x."""
    case = _Layer(student, reference, rng, "RNN")
    case.judge(case.run(), only=["dx"])


@pytest.mark.points(1, task="RNN")
def test_rnn_backward_returns_dh0(student, reference, rng):
    """backward(dh_all, dh_last) returns second the gradient with respect to h0."""
    case = _Layer(student, reference, rng, "RNN")
    case.judge(case.run(), only=["dh0"])


@pytest.mark.points(1, task="RNN")
@pytest.mark.parametrize("key", ["w_x", "w_h", "b"])
def test_rnn_backward_fills_grads(student, reference, rng, key):
    """backward sets the gradient of every parameter, summed over steps and sequences."""
    case = _Layer(student, reference, rng, "RNN")
    case.run()
    case.judge_params([key])
    assert_keys(case.layer.grads, case.params, name="grads")


@pytest.mark.points(1, task="RNN")
@pytest.mark.parametrize("only", ["dh_all", "dh_last"])
def test_rnn_backward_with_one_gradient_alone(student, reference, rng, only):
    """Where only dh_all or only dh_last is not 0, all gradients are right."""
    case = _Layer(student, reference, rng, "RNN")
    for place, name in enumerate(("dh_all", "dh_last")):
        case.upstream[place] *= name == only
    case.judge_all(case.run())


@pytest.mark.points(1, task="RNN")
@pytest.mark.needs("test_rnn_backward_returns_dx", "test_rnn_backward_fills_grads")
def test_rnn_backward_belongs_to_the_latest_forward(student, reference, rng):
    """backward is about the latest forward, however often it is called, and gradients do not add up over calls."""
    _assert_latest(_Layer(student, reference, rng, "RNN"), rng)


@pytest.mark.points(1, task="RNN")
@pytest.mark.needs("test_rnn_backward_returns_dx", "test_rnn_backward_fills_grads")
def test_rnn_shares_nothing_with_another(student, reference, rng):
    """Of two layers side by side each has its own params, steps and gradients."""
    _assert_apart(*[_Layer(student, reference, rng, "RNN") for _ in range(2)])


@pytest.mark.points(1, task="RNN")
@pytest.mark.needs("test_rnn_backward_returns_dx", "test_rnn_backward_fills_grads")
def test_rnn_leaves_its_arguments_alone(student, reference, rng):
    """forward and backward never modify their arguments, however these lie in memory."""
    _assert_untouched_by(_Layer(student, reference, rng, "RNN"))


@pytest.mark.points(1, task="RNN")
@pytest.mark.needs("test_rnn_cell_of_extremes_is_right_and_silent")
def test_rnn_of_saturated_units_is_right_and_silent(student, reference, rng):
    """Units that are driven to -1 or 1 give right outputs and gradients, and no warning."""
    _assert_silent(_Layer(student, reference, rng, "RNN"), rng, ["b"])


@pytest.mark.points(1, task="RNN")
def test_rnn_rejects_what_does_not_fit(student, reference, rng):
    """An x that is not (T, N, input), or an h0 that is not (N, hidden), is a ValueError: nothing is broadcast."""
    _assert_misfits_rejected(_Layer(student, reference, rng, "RNN"), ["h0"])


@pytest.mark.points(3, task="RNN")
@pytest.mark.hidden
@pytest.mark.needs("test_rnn_forward_walks_through_the_sequence")
def test_rnn_of_any_size(student, reference, rng):
    """Outputs and gradients are right for any number of steps, sequences, inputs and hidden units."""
    for size in SIZES:
        case = _Layer(student, reference, rng, "RNN", size)
        case.forward()
        case.judge_all(case.backward())


# LSTM


@pytest.mark.points(1, task="LSTM")
def test_lstm_holds_eight_arrays(student, rng):
    """params holds W_f, W_i, W_c, W_o (hidden, hidden + input) and b_f, b_i, b_c, b_o (hidden,), all float64."""
    for inputs, hidden in ((3, 5), (4, 1)):
        shapes = {f"W_{gate}": (hidden, hidden + inputs) for gate in GATES} | {f"b_{gate}": (hidden,) for gate in GATES}
        assert_parameters(student.LSTM(inputs, hidden, _generator(rng)), shapes)


@pytest.mark.points(1, task="LSTM")
def test_lstm_draws_from_its_generator(student, rng):
    """Another generator gives other weights, and an equal one the same weights, in a new process too."""
    _assert_drawn(student, rng, lambda generator: student.LSTM(3, 5, generator), [f"W_{gate}" for gate in GATES])


@pytest.mark.points(2, task="LSTM")
def test_lstm_forward_walks_through_the_sequence(student, reference, rng):
    """forward(x, h0, c0) returns the state after each step, without h0, the last state and the last cell state."""
    _Layer(student, reference, rng, "LSTM").forward()


@pytest.mark.points(1, task="LSTM")
@pytest.mark.needs("test_lstm_forward_walks_through_the_sequence")
def test_lstm_of_the_readme(student, reference, rng):
    """In the README's example the state is 0.463, the cell state 0.746; dh_last = 1 gives dx 0.343 and dc0 0.320."""
    case = _Layer(student, reference, rng, "LSTM", (1, 1, 1, 1))
    case.params = {f"W_{gate}": np.array([[0.0, 1]]) for gate in GATES} | {f"b_{gate}": np.zeros(1) for gate in GATES}
    case.params["b_i"] = np.array([-1.0])
    case.layer.write_params(case.params)
    case.arguments = np.array([[[1.0]]]), np.array([[0.0]]), np.array([[0.5]])
    case.upstream = [np.zeros((1, 1, 1)), np.array([[1.0]]), np.array([[0.0]])]
    case.forward()
    case.judge_all(case.backward())


@pytest.mark.points(1, task="LSTM")
@pytest.mark.needs("test_lstm_forward_walks_through_the_sequence")
def test_lstm_forward_begins_anew(student, reference, rng):
    """Each forward begins with its h0 and c0 and uses what has been written into params, whatever came before."""
    case = _Layer(student, reference, rng, "LSTM")
    case.forward()
    case.params = {key: _away_from_zero(rng, value.shape) for key, value in case.params.items()}
    case.layer.write_params(case.params)
    for steps, count in (SIZE[:2], (2, 5)):
        case.draw(rng, steps, count)
        case.forward()


@pytest.mark.points(2, task="LSTM")
def test_lstm_backward_returns_dx(student, reference, rng):
    """backward(dh_all, dh_last, dc_last) returns first the gradient with respect to x."""
    case = _Layer(student, reference, rng, "LSTM")
    case.judge(case.run(), only=["dx"])


@pytest.mark.points(1, task="LSTM")
@pytest.mark.parametrize("name", ["dh0", "dc0"])
def test_lstm_backward_returns_those_of_the_first_states(student, reference, rng, name):
    """backward(dh_all, dh_last, dc_last) returns second and third the gradients with respect to h0 and c0."""
    case = _Layer(student, reference, rng, "LSTM")
    case.judge(case.run(), only=[name])


@pytest.mark.points(1, task="LSTM")
@pytest.mark.parametrize("key", [f"{kind}_{gate}" for kind in "Wb" for gate in GATES])
def test_lstm_backward_fills_grads(student, reference, rng, key):
    """backward sets the gradient of every parameter, summed over steps and sequences."""
    case = _Layer(student, reference, rng, "LSTM")
    case.run()
    case.judge_params([key])
    assert_keys(case.layer.grads, case.params, name="grads")


@pytest.mark.points(1, task="LSTM")
@pytest.mark.parametrize("only", ["dh_all", "dh_last", "dc_last"])
def test_lstm_backward_with_one_gradient_alone(student, reference, rng, only):
    """Where only one of dh_all, dh_last and dc_last is not 0, all gradients are right."""
    case = _Layer(student, reference, rng, "LSTM")
    for place, name in enumerate(("dh_all", "dh_last", "dc_last")):
        case.upstream[place] *= name == only
    case.judge_all(case.run())


@pytest.mark.points(1, task="LSTM")
@pytest.mark.needs("test_lstm_backward_returns_dx", "test_lstm_backward_fills_grads")
def test_lstm_backward_belongs_to_the_latest_forward(student, reference, rng):
    """backward is about the latest forward, however often it is called, and gradients do not add up over calls."""
    _assert_latest(_Layer(student, reference, rng, "LSTM"), rng)


@pytest.mark.points(1, task="LSTM")
@pytest.mark.needs("test_lstm_backward_returns_dx", "test_lstm_backward_fills_grads")
def test_lstm_shares_nothing_with_another(student, reference, rng):
    """Of two layers side by side each has its own params, steps and gradients."""
    _assert_apart(*[_Layer(student, reference, rng, "LSTM") for _ in range(2)])


@pytest.mark.points(1, task="LSTM")
@pytest.mark.needs("test_lstm_backward_returns_dx", "test_lstm_backward_fills_grads")
def test_lstm_leaves_its_arguments_alone(student, reference, rng):
    """forward and backward never modify their arguments, however these lie in memory."""
    _assert_untouched_by(_Layer(student, reference, rng, "LSTM"))


@pytest.mark.points(1, task="LSTM")
@pytest.mark.needs("test_lstm_cell_of_closed_and_open_gates_is_right_and_silent")
def test_lstm_of_closed_and_open_gates_is_right_and_silent(student, reference, rng):
    """Gates that are quite open or quite closed give right outputs and gradients, and no warning."""
    _assert_silent(_Layer(student, reference, rng, "LSTM"), rng, [f"b_{gate}" for gate in GATES])


@pytest.mark.points(1, task="LSTM")
def test_lstm_rejects_what_does_not_fit(student, reference, rng):
    """An x that is not (T, N, input), or an h0 or c0 that is not (N, hidden), is a ValueError: nothing is broadcast."""
    _assert_misfits_rejected(_Layer(student, reference, rng, "LSTM"), ["h0", "c0"])


@pytest.mark.points(2, task="LSTM")
def test_lstm_does_as_torchs_does(student, reference, rng):
    """torch.nn.LSTM with the same weights, in its own order, gives the same outputs and the same dx, dh0 and dc0."""
    case = _Layer(student, reference, rng, "LSTM", (6, 2, 3, 4))
    weights = reference.to_torch_lstm(case.params)
    arguments = (*case.arguments, *(weights[f"{kind}_l0"] for kind in TORCH))
    expected = reference.torch_lstm(*arguments)
    _assert_each(case.layer.forward(*case.arguments), expected, OUTPUTS["LSTM"], "LSTM.forward")
    joined = np.concatenate([value.ravel() for value in case.upstream])
    for place, (name, actual) in enumerate(case.backward().items()):
        assert_matches(actual, reference.torch_lstm_joined.backward(joined, *arguments, wrt=[place]), name=name)


@pytest.mark.points(3, task="LSTM")
@pytest.mark.hidden
@pytest.mark.needs("test_lstm_forward_walks_through_the_sequence")
def test_lstm_of_any_size(student, reference, rng):
    """Outputs and gradients are right for any number of steps, sequences, inputs and hidden units."""
    for size in SIZES:
        case = _Layer(student, reference, rng, "LSTM", size)
        case.forward()
        case.judge_all(case.backward())


# to_torch_lstm

TORCH = ("weight_ih", "weight_hh", "bias_ih", "bias_hh")


def _assert_form(weights, inputs, hidden, dtype=np.float64):
    """Judge keys, shapes and dtypes; any finite number will do."""
    shapes = {
        "weight_ih_l0": (4 * hidden, inputs),
        "weight_hh_l0": (4 * hidden, hidden),
        "bias_ih_l0": (4 * hidden,),
        "bias_hh_l0": (4 * hidden,),
    }
    assert_keys(weights, shapes, name="to_torch_lstm(params)")
    for key, shape in shapes.items():
        assert_matches(weights[key], np.zeros(shape), name=key, dtype=dtype, scale=np.inf)


def _assert_weights(weights, reference, params, dtype=np.float64):
    """Judge the numbers, of the biases the sum."""
    hidden, both = params["W_f"].shape
    _assert_form(weights, both - hidden, hidden, dtype)
    expected = reference.to_torch_lstm(params)
    for key in ("weight_ih_l0", "weight_hh_l0"):
        assert_matches(weights[key], expected[key], name=key, dtype=dtype)
    total = weights["bias_ih_l0"] + weights["bias_hh_l0"]
    assert_matches(total, expected["bias_ih_l0"], name="bias_ih_l0 + bias_hh_l0", dtype=dtype)
    return weights["weight_ih_l0"], weights["weight_hh_l0"], total, np.zeros_like(total)


@pytest.mark.points(1, task="to_torch_lstm")
def test_torch_weights_have_torchs_shapes(student, rng):
    """The dict has four keys: weight_ih_l0 (4 hidden, input), weight_hh_l0 (4 hidden, hidden), and two biases."""
    _assert_form(student.to_torch_lstm(_params(rng, "LSTM", 3, 5)), 3, 5)


@pytest.mark.points(1, task="to_torch_lstm")
def test_torch_weights_of_the_docstring(student, reference):
    """With W_f = (1, 2), W_i = (3, 4), W_c = (5, 6), W_o = (7, 8), weight_ih_l0 is 4, 2, 6, 8: i, f, c~, o."""
    params = {f"W_{gate}": np.array([[place, place + 1.0]]) for gate, place in zip(GATES, (1, 3, 5, 7), strict=True)}
    params |= {f"b_{gate}": np.array([value]) for gate, value in zip(GATES, (10.0, 20, 30, 40), strict=True)}
    _assert_weights(student.to_torch_lstm(params), reference, params)


@pytest.mark.points(3, task="to_torch_lstm")
def test_torch_agrees(student, reference, rng):
    """torch.nn.LSTM, given your dict, does as the formulas of lstm_cell do, step by step."""
    case = _params(rng, "LSTM", 3, 5)
    weights = _assert_weights(student.to_torch_lstm(case), reference, case)
    arguments = rng.normal(size=(4, 2, 3)), *rng.normal(size=(2, 2, 5))
    expected = reference.lstm(*arguments, case)
    for name, actual, wanted in zip(OUTPUTS["LSTM"], reference.torch_lstm(*arguments, *weights), expected, strict=True):
        assert_matches(actual, wanted, name=f"{name} of torch.nn.LSTM with your weights")


@pytest.mark.points(1, task="to_torch_lstm")
def test_torch_weights_keep_float32(student, reference, rng):
    """float32 in gives float32 out, zeros included."""
    params = {key: value.astype(np.float32) for key, value in _params(rng, "LSTM", 3, 5).items()}
    _assert_weights(student.to_torch_lstm(params), reference, params, np.float32)


@pytest.mark.points(1, task="to_torch_lstm")
def test_torch_weights_leave_params_alone(student, reference, rng):
    """params and its arrays are never modified, may lie in memory in any order, and come in any order."""
    params = {key: np.asfortranarray(value) for key, value in reversed(_params(rng, "LSTM", 3, 5).items())}
    call = student.to_torch_lstm.observe_frozen(params)
    assert_untouched(call)
    _assert_weights(call.value, reference, params)
    assert_untouched(student.to_torch_lstm.observe(params))


@pytest.mark.points(1, task="to_torch_lstm")
@pytest.mark.hidden
def test_torch_weights_of_any_size(student, reference, rng):
    """The weights are right for any number of inputs and hidden units, as many of the one as of the other included."""
    for inputs, hidden in ((4, 4), (1, 3), (5, 1), (2, 6)):
        params = _params(rng, "LSTM", inputs, hidden)
        _assert_weights(student.to_torch_lstm(params), reference, params)


# Seq2Seq


def _seq2seq_shapes(inputs, hidden, outputs):
    shapes = {}
    for part, size in (("encoder", inputs), ("decoder", outputs)):
        shapes |= {f"{part}.W_{gate}": (hidden, hidden + size) for gate in GATES}
        shapes |= {f"{part}.b_{gate}": (hidden,) for gate in GATES}
    return shapes | {"readout.weight": (outputs, hidden), "readout.bias": (outputs,)}


class _Exchange:
    """A new Seq2Seq with parameters written into it, and what goes through it."""

    def __init__(self, student, reference, rng, size=EXCHANGE):
        self._reference, (steps_in, steps_out, count, *sizes) = reference, size
        self._sizes = sizes
        self.model = student.Seq2Seq(*sizes, _generator(rng))
        self.write(rng)
        self.draw(rng, steps_in, steps_out, count)

    def write(self, rng):
        """Draw other parameters and write them."""
        self.params = {
            key: _away_from_zero(rng, shape) / np.sqrt(shape[-1]) ** (len(shape) - 1)
            for key, shape in _seq2seq_shapes(*self._sizes).items()
        }
        self.model.write_params(self.params)

    def draw(self, rng, steps_in, steps_out, count):
        """Draw a source, a target and an upstream gradient."""
        inputs, _, outputs = self._sizes
        self.source = rng.normal(size=(steps_in, count, inputs))
        self.target_in, self.dout = rng.normal(size=(2, steps_out, count, outputs))

    def forward(self):
        self.judge_output(self.model.forward(self.source, self.target_in))

    def judge_output(self, value):
        expected = self._reference.seq2seq(self.source, self.target_in, self.params)
        assert_matches(value, expected, name="forward(source, target_in)")

    def run(self):
        """Run forward, unjudged, and backward."""
        self.model.forward(self.source, self.target_in)
        return self.backward()

    def backward(self):
        return self.named(self.model.backward(self.dout))

    def named(self, value):
        names = ["dsource", "dtarget_in"]
        return dict(zip(names, _several(value, names, "Seq2Seq.backward"), strict=True))

    def gradient(self, place):
        return self._reference.seq2seq.backward(self.dout, self.source, self.target_in, self.params, wrt=[place])

    def judge(self, given, *names):
        for place, name in enumerate(given):
            if name in names or not names:
                assert_matches(given[name], self.gradient(place), name=name)

    def judge_params(self, part=""):
        expected = self.gradient(2)
        assert_gradients(self.model, {key: value for key, value in expected.items() if key.startswith(part)})

    def judge_all(self, given):
        self.judge(given)
        self.judge_params()


@pytest.mark.points(1, task="Seq2Seq")
def test_seq2seq_holds_eighteen_arrays(student, rng):
    """params holds eight arrays of the encoder, eight of the decoder, readout.weight and readout.bias, all float64."""
    for sizes in ((5, 6, 3), (2, 1, 4)):
        assert_parameters(student.Seq2Seq(*sizes, _generator(rng)), _seq2seq_shapes(*sizes))


@pytest.mark.points(1, task="Seq2Seq")
@pytest.mark.needs("test_lstm_draws_from_its_generator")
def test_seq2seq_draws_from_its_generator(student, rng):
    """Another generator gives other weights, of every part, and an equal one the same weights, in a new process too."""
    keys = [key for key, shape in _seq2seq_shapes(5, 6, 3).items() if len(shape) == 2]
    _assert_drawn(student, rng, lambda generator: student.Seq2Seq(5, 6, 3, generator), keys)


@pytest.mark.points(3, task="Seq2Seq")
@pytest.mark.needs("test_lstm_forward_walks_through_the_sequence")
def test_seq2seq_forward_reads_then_writes(student, reference, rng):
    """The decoder begins with the encoder's last state and cell state, and its states go through the readout."""
    _Exchange(student, reference, rng).forward()


@pytest.mark.points(1, task="Seq2Seq")
@pytest.mark.needs("test_seq2seq_forward_reads_then_writes")
def test_seq2seq_forward_begins_anew(student, reference, rng):
    """Each forward begins with zeros and uses what has been written into params, whatever came before."""
    case = _Exchange(student, reference, rng)
    case.forward()
    case.write(rng)
    for sizes in (EXCHANGE[:3], (2, 5, 4)):
        case.draw(rng, *sizes)
        case.forward()


@pytest.mark.points(2, task="Seq2Seq")
@pytest.mark.needs("test_lstm_forward_walks_through_the_sequence", "test_lstm_backward_returns_dx")
@pytest.mark.needs("test_lstm_backward_returns_those_of_the_first_states")
def test_seq2seq_backward_returns_dsource(student, reference, rng):
    """backward(dout) returns first the gradient with respect to source, through the decoder's first states."""
    case = _Exchange(student, reference, rng)
    case.judge(case.run(), "dsource")


@pytest.mark.points(1, task="Seq2Seq")
@pytest.mark.needs("test_lstm_forward_walks_through_the_sequence", "test_lstm_backward_returns_dx")
def test_seq2seq_backward_returns_dtarget_in(student, reference, rng):
    """backward(dout) returns second the gradient with respect to target_in."""
    case = _Exchange(student, reference, rng)
    case.judge(case.run(), "dtarget_in")


@pytest.mark.points(1, task="Seq2Seq")
@pytest.mark.needs("test_lstm_forward_walks_through_the_sequence", "test_lstm_backward_fills_grads")
@pytest.mark.needs("test_lstm_backward_returns_those_of_the_first_states")
@pytest.mark.parametrize("part", ["encoder", "decoder", "readout"])
def test_seq2seq_backward_fills_grads(student, reference, rng, part):
    """backward sets the gradient of every parameter of encoder, decoder and readout, under its key."""
    case = _Exchange(student, reference, rng)
    case.run()
    case.judge_params(part)
    assert_keys(case.model.grads, case.params, name="grads")


@pytest.mark.points(1, task="Seq2Seq")
@pytest.mark.needs("test_seq2seq_backward_returns_dsource", "test_seq2seq_backward_fills_grads")
def test_seq2seq_backward_belongs_to_the_latest_forward(student, reference, rng):
    """backward is about the latest forward, however often it is called, and gradients do not add up over calls."""
    case = _Exchange(student, reference, rng)
    case.run()
    case.draw(rng, 2, 5, 3)
    case.run()
    case.draw(rng, 5, 2, 4)
    case.forward()
    dout = case.dout
    case.dout = rng.normal(size=dout.shape)
    case.backward()
    case.dout = dout
    for _ in range(2):
        case.judge_all(case.backward())


@pytest.mark.points(1, task="Seq2Seq")
@pytest.mark.needs("test_lstm_shares_nothing_with_another", "test_seq2seq_backward_fills_grads")
def test_seq2seq_shares_nothing_with_another(student, reference, rng):
    """Of two models side by side each has its own params, steps and gradients."""
    pair = [_Exchange(student, reference, rng) for _ in range(2)]
    _assert_apart(*pair)


@pytest.mark.points(1, task="Seq2Seq")
@pytest.mark.needs("test_lstm_leaves_its_arguments_alone", "test_seq2seq_backward_fills_grads")
def test_seq2seq_leaves_its_arguments_alone(student, reference, rng):
    """forward and backward never modify their arguments, however these lie in memory."""
    case = _Exchange(student, reference, rng)
    case.source, case.target_in, case.dout = (
        np.asfortranarray(np.repeat(value, 2, axis=1))[:, ::2] for value in (case.source, case.target_in, case.dout)
    )
    for observe in ("observe_frozen", "observe"):
        call = getattr(case.model.forward, observe)(case.source, case.target_in)
        assert_untouched(call)
        case.judge_output(call.value)
        call = getattr(case.model.backward, observe)(case.dout)
        assert_untouched(call)
    case.judge_all(case.named(call.value))


def _digits(strings):
    """Return source, target_in and the digits to write, for strings that are to be reversed."""
    digits = np.array([[int(digit) for digit in string] for string in strings]).T  # (steps, strings)
    backwards = np.ascontiguousarray(digits[::-1])
    source, late = np.eye(10)[digits], np.eye(10)[backwards]
    return source, np.concatenate([np.zeros((1, *late.shape[1:])), late[:-1]]), backwards


def _mean_loss(output, digits):
    """Return the softmax cross-entropy."""
    shifted = output - output.max(axis=2, keepdims=True)
    chosen = np.take_along_axis(shifted, digits[..., np.newaxis], axis=2)[..., 0]
    return float(np.mean(np.log(np.exp(shifted).sum(axis=2)) - chosen))


@pytest.mark.points(2, task="Seq2Seq")
@pytest.mark.needs("test_seq2seq_backward_fills_grads", "test_seq2seq_backward_belongs_to_the_latest_forward")
def test_seq2seq_trains_along_torchs_way(student, reference, rng):
    """Five steps of gradient descent follow PyTorch's, loss by loss and parameter by parameter."""
    model, params = student.Seq2Seq(10, 6, 10, _generator(rng)), {}
    for key, shape in _seq2seq_shapes(10, 6, 10).items():
        params[key] = rng.uniform(-0.5, 0.5, size=shape)
    model.write_params(params)
    data = _digits(["".join(str(digit) for digit in rng.integers(10, size=4)) for _ in range(5)])
    losses, places = student.probes.train(model, *data, 0.5, 5, True)
    expected_losses, expected = reference.train_seq2seq(*data, params, 0.5, 5)
    for step, place in enumerate(expected):
        loss, wanted = float(losses[step]), float(expected_losses[step])
        assert_matches(loss, wanted, name=f"loss of step {step + 1}")
        assert abs(loss - wanted) <= 1e-9 * abs(wanted), f"loss of step {step + 1}: expected {wanted!r}, got {loss!r}"
        for key, value in place.items():
            moved, wanted = places[step][key] - params[key], value - params[key]
            scale = 100 * float(np.abs(wanted).max())  # 1e-6 of the largest change
            assert_matches(moved, wanted, name=f"change of params[{key!r}] by step {step + 1}", scale=scale)


@pytest.mark.points(2, task="Seq2Seq")
@pytest.mark.needs("test_seq2seq_forward_reads_then_writes")
@pytest.mark.needs("test_lstm_backward_returns_dx", "test_lstm_backward_returns_those_of_the_first_states")
@pytest.mark.needs("test_lstm_backward_fills_grads")
def test_seq2seq_learns_to_reverse(student, rng):
    """A hundred steps of gradient descent teach it to reverse 314, 159, 265, 358, 979 and 323.

    The loss falls from 2.4 to 0.16, and from step 55 on every digit is right. Strings and first weights are always the
    same ones, with which the loss falls at every step, and rounding is not amplified: a change of 1e-10 stays below
    1e-8. So no correct program can fail by chance.
    """
    model, draw = student.Seq2Seq(10, 8, 10, _generator(rng)), np.random.default_rng(12)
    model.write_params({key: draw.uniform(-1, 1, size=shape) for key, shape in _seq2seq_shapes(10, 8, 10).items()})
    source, target_in, digits = _digits(LEARNT)
    first = _mean_loss(_output(model, source, target_in), digits)
    for _ in range(5):  # several calls, each of which has its own time limit
        student.probes.train(model, source, target_in, digits, 1.0, 20, False)
    output = _output(model, source, target_in)
    last, right = _mean_loss(output, digits), int(np.sum(output.argmax(axis=2) == digits))
    assert last < first / 4, f"the loss is {first:.3g} at first and {last:.3g} after 100 steps: it should fall to 0.16"
    assert right == digits.size, f"after 100 steps {right} of {digits.size} digits are right"


def _output(model, source, target_in):
    output = model.forward(source, target_in)
    assert_matches(output, np.zeros(target_in.shape), name="forward(source, target_in)", scale=np.inf)
    return output


@pytest.mark.points(3, task="Seq2Seq")
@pytest.mark.hidden
@pytest.mark.needs("test_lstm_of_any_size")
def test_seq2seq_of_any_size(student, reference, rng):
    """Output and gradients are right for any sizes, answers longer and shorter than the source included."""
    for size in EXCHANGES:
        case = _Exchange(student, reference, rng, size)
        case.forward()
        case.judge_all(case.backward())


# clip_gradient_norm


def _gradients(rng, length):
    """Draw gradients of several shapes, whose common norm is length; that of b is the smallest."""
    grads = {"W": rng.normal(size=(2, 3)), "b": rng.normal(size=3), "scale": rng.normal(size=(1, 2, 2))}
    shares = {"W": 0.6, "b": 0.16, "scale": np.sqrt(1 - 0.6**2 - 0.16**2)}
    return {key: value * (length * shares[key] / np.sqrt(np.sum(value**2))) for key, value in grads.items()}


def _assert_clipped(value, reference, grads, max_norm, **more):
    """Compare what came back with what is expected, key by key."""
    assert_keys(value, grads, name="what clip_gradient_norm returns")
    for key, expected in reference.clip_gradient_norm(grads, max_norm).items():
        more["dtype"] = grads[key].dtype
        assert_matches(value[key], expected, name=f"clip_gradient_norm(...)[{key!r}]", **more)


@pytest.mark.points(1, task="clip_gradient_norm")
def test_clip_of_the_docstring(student, reference):
    """Gradients (3, 0) and (4) have norm 5; clipped to 2 they are (1.2, 0) and (1.6)."""
    grads = {"w": np.array([3.0, 0]), "b": np.array([4.0])}
    _assert_clipped(student.clip_gradient_norm(grads, 2.0), reference, grads, 2.0)


@pytest.mark.points(2, task="clip_gradient_norm")
def test_long_gradients_are_scaled_to_max_norm(student, reference, rng):
    """Where the norm is above max_norm, all arrays, of whatever sign, are multiplied by max_norm / norm."""
    for length, max_norm in ((7.0, 2.0), (0.3, 0.05), (3.001, 3.0)):
        grads = _gradients(rng, length)
        negative = {key: -np.abs(value) for key, value in grads.items()}
        for given in (grads, negative):
            _assert_clipped(student.clip_gradient_norm(given, max_norm), reference, given, max_norm)


@pytest.mark.points(1, task="clip_gradient_norm")
def test_norm_is_common_to_all_arrays(student, reference, rng):
    """Each array may be short and all of them together too long; and a long one shortens the others, too."""
    grads = {str(place): _away_from_zero(rng, (3,)) for place in range(8)}
    assert all(np.linalg.norm(value) < 1.6 for value in grads.values())
    _assert_clipped(student.clip_gradient_norm(grads, 1.6), reference, grads, 1.6)
    grads["3"] *= 10
    _assert_clipped(student.clip_gradient_norm(grads, 5.0), reference, grads, 5.0)


@pytest.mark.points(1, task="clip_gradient_norm")
def test_short_gradients_stay(student, reference, rng):
    """Where the norm is max_norm or below, the arrays stay as they are: they are never lengthened."""
    for grads, max_norm in (
        (_gradients(rng, 0.7), 2.0),
        (_gradients(rng, 2.99), 3.0),
        ({"w": np.array([3.0, 0]), "b": np.array([4.0])}, 5.0),
        (_gradients(rng, 4.0), 1e9),
    ):
        _assert_clipped(student.clip_gradient_norm(grads, max_norm), reference, grads, max_norm)


@pytest.mark.points(1, task="clip_gradient_norm")
def test_zero_gradients_stay_zero(student, reference, rng):
    """Gradients of 0 stay 0 without a warning: all of them, one array, or an entry in each."""
    some = _gradients(rng, 7.0)
    some["b"][:] = some["W"][0, 1] = some["scale"][0, 1, 0] = 0
    for grads in ({"w": np.zeros((2, 3)), "b": np.zeros(3)}, some):
        call = student.clip_gradient_norm.observe(grads, 0.5)
        assert_no_warnings(call)
        _assert_clipped(call.value, reference, grads, 0.5)


@pytest.mark.points(1, task="clip_gradient_norm")
def test_exploded_gradients_are_clipped_in_silence(student, reference, rng):
    """Gradients of 1e200, or 1e25 in float32, whose squares are too large for their type, are clipped as others are."""
    for length, dtype in ((1e200, np.float64), (1e25, np.float32)):
        grads = {key: value.astype(dtype) for key, value in _gradients(rng, length).items()}
        call = student.clip_gradient_norm.observe(grads, 2.0)
        assert_no_warnings(call)
        _assert_clipped(call.value, reference, grads, 2.0, terms=13)


@pytest.mark.points(1, task="clip_gradient_norm")
def test_clip_keeps_float32(student, reference, rng):
    """float32 in gives float32 out, clipped or not, beside float64 arrays too."""
    grads = {key: value.astype(np.float32) for key, value in _gradients(rng, 7.0).items()}
    mixed = {**grads, "b": _gradients(rng, 1.0)["b"]}
    wide = tolerance(np.float32, 13) / tolerance(np.float64)  # the norm may have been taken in float32
    for max_norm in (2.0, 20.0):
        _assert_clipped(student.clip_gradient_norm(grads, max_norm), reference, grads, max_norm, terms=13)
        value = student.clip_gradient_norm(mixed, max_norm)
        assert_keys(value, mixed, name="what clip_gradient_norm returns")
        for key, expected in reference.clip_gradient_norm(mixed, max_norm).items():
            dtype = mixed[key].dtype
            scale = wide * float(np.abs(expected).max()) if dtype == np.float64 else 0.0
            name = f"clip_gradient_norm(...)[{key!r}]"
            assert_matches(value[key], expected, name=name, dtype=dtype, terms=13, scale=scale)


@pytest.mark.points(1, task="clip_gradient_norm")
def test_clip_returns_a_new_dict_and_leaves_its_arguments_alone(student, reference, rng):
    """What comes back is a dict of its own, clipped or not; grads and its arrays are never modified."""
    grads = {key: np.asfortranarray(value) for key, value in _gradients(rng, 7.0).items()}
    for max_norm in (2.0, 20.0):
        call = student.clip_gradient_norm.observe_frozen(grads, max_norm)
        assert_untouched(call)
        _assert_clipped(call.value, reference, grads, max_norm)
        assert_untouched(student.clip_gradient_norm.observe(grads, max_norm))
        new = student.probes.is_new(student.clip_gradient_norm, grads, max_norm)
        assert new is True, "clip_gradient_norm returns the dict that it was given: return a new one"


@pytest.mark.points(1, task="clip_gradient_norm")
def test_clip_rejects_a_norm_of_zero_or_below(student, rng):
    """A max_norm of 0 or below is a ValueError."""
    for max_norm in (-1.5, 0.0, 0):
        assert_rejects(student.clip_gradient_norm.observe(_gradients(rng, 7.0), max_norm), "max_norm")


@pytest.mark.points(1, task="clip_gradient_norm")
@pytest.mark.hidden
def test_clip_of_any_shapes(student, reference, rng):
    """The arrays are right for any number of keys and axes."""
    for shapes in ([(1,)], [(5,), (2, 1)], [(2, 3, 4, 2), (7,), (1, 1), (3, 3), (6,)]):
        grads = {f"{place}.weight": rng.normal(size=shape) for place, shape in enumerate(shapes)}
        grads["0.weight"] = -np.abs(grads["0.weight"])
        norm = float(np.sqrt(sum(np.sum(value**2) for value in grads.values())))
        for factor in (0.3, 0.9, 1.1):
            max_norm = norm * factor
            _assert_clipped(student.clip_gradient_norm(grads, max_norm), reference, grads, max_norm)
