"""The candidate goes through a sigmoid, which cannot lower the cell state: c~ = tanh(...)."""


def _gates(joined, params):
    f, i, c, o = (joined @ params[f"W_{gate}"].T + params[f"b_{gate}"] for gate in "fico")
    return _sigmoid(f), _sigmoid(i), _sigmoid(c), _sigmoid(o)


def lstm_cell(x, h, c, params):
    f, i, candidate, o = _gates(np.concatenate([h, x], axis=1), params)
    c_next = f * c + i * candidate
    return o * np.tanh(c_next), c_next
