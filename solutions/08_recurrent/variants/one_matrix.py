"""All gates in one product, weights as views of one array, all steps of a weight's gradient at once by einsum."""

_ORDER = "iofc"


def _logistic(z):
    small = np.exp(-np.abs(z))
    return np.where(z >= 0, np.ones_like(small), small) / (1 + small)


def rnn_cell(x, h, w_x, w_h, b):
    return np.tanh(np.concatenate([x, h], axis=1) @ np.concatenate([w_x, w_h], axis=1).T + b)


def _open(z):
    i, o, f, c = np.split(z, 4, axis=1)
    return _logistic(i), _logistic(o), _logistic(f), np.tanh(c)


def lstm_cell(x, h, c, params):
    weight = np.vstack([params["W_" + gate] for gate in _ORDER])
    bias = np.hstack([params["b_" + gate] for gate in _ORDER])
    i, o, f, candidate = _open(np.hstack([h, x]) @ weight.T + bias)
    c = c * f + candidate * i
    return np.tanh(c) * o, c


class RNN:
    def __init__(self, input_size, hidden_size, rng):
        self._all = rng.normal(size=(hidden_size, hidden_size + input_size + 1)) / (hidden_size + input_size)
        self._slopes, self._inputs = np.zeros_like(self._all), input_size

    def _views(self, array):
        return {"b": array[:, -1], "w_h": array[:, self._inputs : -1], "w_x": array[:, : self._inputs]}

    @property
    def params(self):
        return self._views(self._all)

    @property
    def grads(self):
        return self._views(self._slopes)

    def forward(self, x, h0):
        if x.ndim != 3 or x.shape[-1] != self._inputs:
            raise ValueError("x should have the axes (T, N, input_size)")
        if h0.shape != (x.shape[1], len(self._all)):
            raise ValueError("h0 should have the axes (N, hidden_size)")
        self._h = np.empty((len(x) + 1, *h0.shape))
        self._h[0] = h0
        self._x = np.concatenate([x, np.zeros((*x.shape[:2], len(self._all))), np.ones((*x.shape[:2], 1))], axis=2)
        for t in range(len(x)):
            self._x[t, :, self._inputs : -1] = self._h[t]
            self._h[t + 1] = np.tanh(self._x[t] @ self._all.T)
        return self._h[1:], self._h[-1]

    def backward(self, dh_all, dh_last):
        dz = np.array(dh_all)
        dz[-1] += dh_last
        dx = np.empty((*dz.shape[:2], self._all.shape[1]))
        for t in reversed(range(len(dz))):
            if t + 1 < len(dz):
                dz[t] += dx[t + 1][:, self._inputs : -1]
            dz[t] *= 1 - self._h[t + 1] ** 2
            dx[t] = dz[t] @ self._all
        self._slopes = np.einsum("tnh,tni->hi", dz, self._x)
        return dx[:, :, : self._inputs], dx[0][:, self._inputs : -1]


class LSTM:
    def __init__(self, input_size, hidden_size, rng):
        self._hidden = hidden_size
        self._weight = 0.3 * rng.normal(size=(4 * hidden_size, hidden_size + input_size))
        self._bias = np.zeros(4 * hidden_size)
        self._dweight, self._dbias = np.zeros_like(self._weight), np.zeros_like(self._bias)

    def _named(self, weight, bias):
        named = {}
        for place, gate in enumerate(_ORDER):
            rows = slice(place * self._hidden, (place + 1) * self._hidden)
            named["b_" + gate], named["W_" + gate] = bias[rows], weight[rows]
        return named

    params = property(lambda self: self._named(self._weight, self._bias))
    grads = property(lambda self: self._named(self._dweight, self._dbias))

    def forward(self, x, h0, c0):
        hidden, inputs = self._hidden, self._weight.shape[1] - self._hidden
        if x.ndim != 3 or x.shape[2] != inputs:
            raise ValueError(f"x is {x.shape}, not (T, N, {inputs})")
        if h0.shape != (x.shape[1], hidden):
            raise ValueError(f"h0 is {h0.shape}")
        if c0.shape != (x.shape[1], hidden):
            raise ValueError(f"c0 is {c0.shape}")
        fed = x @ self._weight[:, hidden:].T + self._bias
        self._x, self._h, self._c, self._open = x, [h0], [c0], []
        for t in range(len(x)):
            self._open.append(_open(fed[t] + self._h[-1] @ self._weight[:, :hidden].T))
            i, o, f, candidate = self._open[-1]
            self._c.append(f * self._c[-1] + i * candidate)
            self._h.append(np.tanh(self._c[-1]) * o)
        return np.stack(self._h[1:]), self._h[-1], self._c[-1]

    def backward(self, dh_all, dh_last, dc_last):
        hidden, steps = self._hidden, len(self._x)
        dz = np.empty((steps, len(dh_last), 4 * hidden))
        dh, dc = dh_last, dc_last
        for t in range(steps - 1, -1, -1):
            i, o, f, candidate = self._open[t]
            dh, squashed = dh + dh_all[t], np.tanh(self._c[t + 1])
            dc = dc + dh * o - dh * o * squashed * squashed
            dz[t] = np.hstack(
                [
                    dc * candidate * (i - i * i),
                    dh * squashed * (o - o * o),
                    dc * self._c[t] * (f - f * f),
                    dc * i - dc * i * candidate**2,
                ]
            )
            dh, dc = dz[t] @ self._weight[:, :hidden], dc * f
        joined = np.concatenate([np.stack(self._h[:-1]), self._x], axis=2)
        self._dweight, self._dbias = np.einsum("tnz,tnj->zj", dz, joined), np.einsum("tnz->z", dz)
        return dz @ self._weight[:, hidden:], dh, dc


def to_torch_lstm(params):
    hidden = params["b_c"].size
    stacked = np.vstack([np.column_stack([params["W_" + gate], params["b_" + gate]]) for gate in "ifco"])
    half = stacked[:, -1] / 2
    return {
        "bias_hh_l0": half,
        "bias_ih_l0": half,
        "weight_hh_l0": np.ascontiguousarray(stacked[:, :hidden]),
        "weight_ih_l0": np.ascontiguousarray(stacked[:, hidden:-1]),
    }


def clip_gradient_norm(grads, max_norm):
    if not max_norm > 0:
        raise ValueError(f"a max_norm of {max_norm} allows nothing")
    wide = {key: gradient.astype(np.longdouble) for key, gradient in grads.items()}
    unit = max(np.max(np.abs(gradient)) for gradient in wide.values())
    norm = unit * np.sqrt(sum(np.vdot(gradient / unit, gradient / unit) for gradient in wide.values())) if unit else 0
    if norm <= max_norm:
        return {key: gradient for key, gradient in grads.items()}
    return {key: (gradient / norm * max_norm).astype(grads[key].dtype) for key, gradient in wide.items()}
