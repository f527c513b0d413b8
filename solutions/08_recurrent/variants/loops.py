"""Sums, one number at a time; each sequence by itself."""


def _s(z):
    return 1 / (1 + math.exp(-z)) if z > -700 else 0.0


def _mixed(weight, row, bias):
    return [sum(w * v for w, v in zip(unit, row)) + b for unit, b in zip(weight, bias)]


def rnn_cell(x, h, w_x, w_h, b):
    kind = x.dtype
    x, h, w_x, w_h, b = (value.tolist() for value in (x, h, w_x, w_h, b))
    zero = [0.0] * len(b)
    rows = []
    for now, before in zip(x, h):
        z = [p + q for p, q in zip(_mixed(w_x, now, zero), _mixed(w_h, before, b))]
        rows.append([math.tanh(value) for value in z])
    return np.array(rows, dtype=kind)


def _steps(rows, params):
    """Return f, i, c~ and o of each row [h, x]."""
    lists = {key: value.tolist() for key, value in params.items()}
    f, i, c, o = ([_mixed(lists["W_" + gate], row, lists["b_" + gate]) for row in rows] for gate in "fico")
    for gate in (f, i, o):
        for row in gate:
            row[:] = [_s(z) for z in row]
    return f, i, [[math.tanh(z) for z in row] for row in c], o


def lstm_cell(x, h, c, params):
    rows = [list(before) + list(now) for now, before in zip(x.tolist(), h.tolist())]
    f, i, candidate, o = _steps(rows, params)
    c_next, h_next = [], []
    for n, row in enumerate(c.tolist()):
        c_next.append([f[n][j] * row[j] + i[n][j] * candidate[n][j] for j in range(len(row))])
        h_next.append([o[n][j] * math.tanh(c_next[n][j]) for j in range(len(row))])
    return np.array(h_next, dtype=x.dtype), np.array(c_next, dtype=x.dtype)


class RNN(RNN):
    def forward(self, x, h0):
        if x.ndim != 3 or x.shape[2] != self.params["w_x"].shape[1]:
            raise ValueError("x does not fit")
        if h0.shape != (x.shape[1], len(self.params["b"])):
            raise ValueError("h0 does not fit")
        self.x, self.h = x.copy(), [h0.copy()]
        for t in range(x.shape[0]):
            self.h.append(rnn_cell(x[t], self.h[t], self.params["w_x"], self.params["w_h"], self.params["b"]))
        return np.array(self.h[1:]), self.h[-1].copy()

    def backward(self, dh_all, dh_last):
        w_x, w_h = self.params["w_x"], self.params["w_h"]
        dw_x, dw_h, db = np.zeros_like(w_x), np.zeros_like(w_h), np.zeros(len(w_h))
        dx, dh = np.zeros(self.x.shape), np.array(dh_last)
        for t in range(len(self.x) - 1, -1, -1):
            before = np.zeros(dh.shape)
            for n in range(len(dh)):
                for j in range(len(w_h)):
                    dz = (dh[n, j] + dh_all[t, n, j]) * (1 - self.h[t + 1][n, j] * self.h[t + 1][n, j])
                    db[j] += dz
                    dw_x[j] += dz * self.x[t, n]
                    dw_h[j] += dz * self.h[t][n]
                    dx[t, n] += dz * w_x[j]
                    before[n] += dz * w_h[j]
            dh = before
        self.grads = {"w_x": dw_x, "w_h": dw_h, "b": db}
        return dx, dh


class LSTM(LSTM):
    def forward(self, x, h0, c0):
        hidden = len(self.params["b_f"])
        if x.ndim != 3 or x.shape[2] != self.params["W_f"].shape[1] - hidden:
            raise ValueError("x does not fit")
        for name, state in (("h0", h0), ("c0", c0)):
            if state.shape != (x.shape[1], hidden):
                raise ValueError(name + " does not fit")
        self.x, self.h, self.c, self.gates = x.copy(), [h0.copy()], [c0.copy()], []
        for t in range(len(x)):
            joined = np.concatenate([self.h[t], x[t]], axis=1)
            self.gates.append(_steps(joined.tolist(), self.params))
            h, c = lstm_cell(x[t], self.h[t], self.c[t], self.params)
            self.h.append(h)
            self.c.append(c)
        return np.array(self.h[1:]), self.h[-1].copy(), self.c[-1].copy()

    def backward(self, dh_all, dh_last, dc_last):
        hidden = dh_last.shape[1]
        grads = {key: np.zeros(value.shape) for key, value in self.params.items()}
        dx, dh, dc = np.zeros(self.x.shape), np.array(dh_last), np.array(dc_last)
        for t in range(len(self.x) - 1, -1, -1):
            f, i, candidate, o = self.gates[t]
            before = np.zeros(dh.shape)
            for n in range(len(dh)):
                joined = np.concatenate([self.h[t][n], self.x[t, n]])
                for j in range(hidden):
                    up, squashed = float(dh[n, j] + dh_all[t, n, j]), math.tanh(self.c[t + 1][n, j])
                    dc[n, j] += up * o[n][j] * (1 - squashed * squashed)
                    down, old = float(dc[n, j]), float(self.c[t][n, j])
                    slopes = {
                        "f": down * old * f[n][j] * (1 - f[n][j]),
                        "i": down * candidate[n][j] * i[n][j] * (1 - i[n][j]),
                        "c": down * i[n][j] * (1 - candidate[n][j] ** 2),
                        "o": up * squashed * o[n][j] * (1 - o[n][j]),
                    }
                    for gate, dz in slopes.items():
                        grads["b_" + gate][j] += dz
                        grads["W_" + gate][j] += dz * joined
                        back = dz * self.params["W_" + gate][j]
                        before[n] += back[:hidden]
                        dx[t, n] += back[hidden:]
                    dc[n, j] = down * f[n][j]
            dh = before
        self.grads = grads
        return dx, dh, dc


def to_torch_lstm(params):
    hidden, both = params["W_o"].shape
    kind = params["W_o"].dtype
    made = {
        "weight_ih_l0": np.zeros((4 * hidden, both - hidden), kind),
        "weight_hh_l0": np.zeros((4 * hidden, hidden), kind),
        "bias_ih_l0": np.zeros(4 * hidden, kind),
        "bias_hh_l0": np.zeros(4 * hidden, kind),
    }
    for place, gate in enumerate(("i", "f", "c", "o")):
        for j in range(hidden):
            made["weight_hh_l0"][place * hidden + j] = params["W_" + gate][j, :hidden]
            made["weight_ih_l0"][place * hidden + j] = params["W_" + gate][j, hidden:]
            made["bias_hh_l0"][place * hidden + j] = params["b_" + gate][j]
    return made


def clip_gradient_norm(grads, max_norm):
    if max_norm <= 0:
        raise ValueError("max_norm should be above 0")
    norm = math.hypot(*(value for gradient in grads.values() for value in gradient.ravel().tolist()))
    new = {}
    for key, gradient in grads.items():
        new[key] = gradient.copy()
        if norm > max_norm:
            for index in np.ndindex(gradient.shape):
                new[key][index] = float(gradient[index]) * (max_norm / norm)
    return new
