"""The gates go through tanh and may be negative: a gate opens from 0 to 1, which is the sigmoid."""


def _gates(joined, params):
    f, i, c, o = (joined @ params[f"W_{gate}"].T + params[f"b_{gate}"] for gate in "fico")
    return np.tanh(f), np.tanh(i), np.tanh(c), np.tanh(o)


def lstm_cell(x, h, c, params):
    f, i, candidate, o = _gates(np.concatenate([h, x], axis=1), params)
    c_next = f * c + i * candidate
    return o * np.tanh(c_next), c_next
