"""Each step is an object that knows its way back; Seq2Seq holds its arrays itself; sigmoid by clipping."""


def _squash(z):
    return 1 / (1 + np.exp(-np.clip(z, -60, 500)))


def lstm_cell(x, h, c, params):
    step = _Step(x, h, c, params)
    return step.h, step.c


class _Step:
    def __init__(self, x, h, c, params):
        hidden = h.shape[1]
        z = {}
        for gate in "oicf":
            weight = params["W_" + gate]
            z[gate] = h @ weight[:, :hidden].T + x @ weight[:, hidden:].T + params["b_" + gate]
        self.gates = {gate: np.tanh(value) if gate == "c" else _squash(value) for gate, value in z.items()}
        self.before = x, h, c
        self.c = self.gates["f"] * c + self.gates["i"] * self.gates["c"]
        self.h = self.gates["o"] * np.tanh(self.c)

    def back(self, dh, dc, params, grads):
        (x, h, c), gates = self.before, self.gates
        dc = dc + dh * gates["o"] / np.cosh(np.clip(self.c, -300, 300)) ** 2
        dgates = {"f": dc * c, "i": dc * gates["c"], "c": dc * gates["i"], "o": dh * np.tanh(self.c)}
        dx, dh = np.zeros_like(x), np.zeros_like(h)
        for gate, dgate in dgates.items():
            slope = 1 - gates[gate] ** 2 if gate == "c" else gates[gate] * (1 - gates[gate])
            dz = dgate * slope
            grads["W_" + gate] = grads["W_" + gate] + np.hstack([dz.T @ h, dz.T @ x])
            grads["b_" + gate] = grads["b_" + gate] + np.ones(len(dz)) @ dz
            dh += dz @ params["W_" + gate][:, : h.shape[1]]
            dx += dz @ params["W_" + gate][:, h.shape[1] :]
        return dx, dh, dc * gates["f"]


class _Walk:
    """A pass through one LSTM, whoever holds its arrays."""

    def __init__(self, params, x, h, c):
        self.params, self.steps = params, []
        for x_t in x:
            self.steps.append(_Step(x_t, h, c, params))
            h, c = self.steps[-1].h, self.steps[-1].c
        self.h_all = np.array([step.h for step in self.steps])
        self.last = h, c

    def back(self, dh_all, dh, dc):
        grads = {key: np.zeros(value.shape) for key, value in self.params.items()}
        dx = []
        for step, dh_t in zip(self.steps[::-1], dh_all[::-1]):
            dx_t, dh, dc = step.back(dh + dh_t, dc, self.params, grads)
            dx.insert(0, dx_t)
        return grads, np.array(dx), dh, dc


class LSTM(LSTM):
    def forward(self, x, h0, c0):
        hidden, both = self.params["W_o"].shape
        _check_shapes(x, both - hidden, hidden, h0=h0, c0=c0)
        self._walk = _Walk(self.params, x, h0, c0)
        return [self._walk.h_all, *self._walk.last]

    def backward(self, dh_all, dh_last, dc_last):
        self.grads, *back = self._walk.back(dh_all, dh_last, dc_last)
        return back


class RNN(RNN):
    def backward(self, dh_all, dh_last):
        """Every loss of a step by itself, back from that step: slow, and the same."""
        steps = len(dh_all)
        totals = {key: np.zeros(value.shape) for key, value in self.params.items()}
        dx, dh0 = np.zeros_like(self._x), np.zeros_like(dh_last)
        for end in range(steps):
            dh = dh_all[end] + dh_last if end == steps - 1 else dh_all[end]
            for t in range(end, -1, -1):
                dz = dh - dh * self._states[t + 1] * self._states[t + 1]
                totals["w_x"] += np.einsum("nh,ni->hi", dz, self._x[t])
                totals["w_h"] += np.einsum("nh,ng->hg", dz, self._states[t])
                totals["b"] += np.einsum("nh->h", dz)
                dx[t] += np.einsum("nh,hi->ni", dz, self.params["w_x"])
                dh = np.einsum("nh,hg->ng", dz, self.params["w_h"])
            dh0 += dh
        self.grads = totals
        return dx, dh0


class Seq2Seq:
    def __init__(self, input_size, hidden_size, output_size, rng):
        self._arrays = {}
        for part, size in (("encoder", input_size), ("decoder", output_size)):
            for gate in "fico":
                self._arrays[f"{part}.W_{gate}"] = rng.uniform(-0.4, 0.4, (hidden_size, hidden_size + size))
                self._arrays[f"{part}.b_{gate}"] = np.ones(hidden_size) if gate == "f" else np.zeros(hidden_size)
        self._arrays["readout.weight"] = rng.standard_normal((output_size, hidden_size))
        self._arrays["readout.bias"] = np.zeros(output_size)
        self._slopes = {}

    @property
    def params(self):
        return dict(reversed(self._arrays.items()))

    @property
    def grads(self):
        return dict(self._slopes)

    def _part(self, name):
        return {key.split(".")[1]: value for key, value in self._arrays.items() if key.startswith(name)}

    def forward(self, source, target_in):
        begin = np.zeros((source.shape[1], self._arrays["readout.weight"].shape[1]))
        self._read = _Walk(self._part("encoder"), source, begin, begin)
        self._write = _Walk(self._part("decoder"), target_in, *self._read.last)
        return (
            np.einsum("tnh,oh->tno", self._write.h_all, self._arrays["readout.weight"]) + self._arrays["readout.bias"]
        )

    def backward(self, dout):
        flat = dout.reshape(-1, dout.shape[2])
        slopes = {"readout.weight": flat.T @ self._write.h_all.reshape(len(flat), -1), "readout.bias": sum(flat)}
        dh_all = np.einsum("tno,oh->tnh", dout, self._arrays["readout.weight"])
        written, dtarget_in, dh, dc = self._write.back(dh_all, 0, 0)
        read, dsource, _, _ = self._read.back(0 * self._read.h_all, dh, dc)
        for part, grads in (("decoder", written), ("encoder", read)):
            slopes |= {f"{part}.{key}": value for key, value in grads.items()}
        self._slopes = slopes
        return dsource, dtarget_in


def to_torch_lstm(params):
    hidden = len(params["b_f"])
    ih, hh = (
        np.block([[params["W_" + gate][:, part]] for gate in "ifco"]) for part in (slice(hidden, None), slice(hidden))
    )
    bias = np.block([params["b_" + gate] for gate in "ifco"])
    return dict(weight_ih_l0=ih, weight_hh_l0=hh, bias_ih_l0=bias - bias, bias_hh_l0=bias)
