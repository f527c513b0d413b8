"""The cell state comes first: lstm_cell returns (h', c')."""


def lstm_cell(x, h, c, params):
    f, i, candidate, o = _gates(np.concatenate([h, x], axis=1), params)
    c_next = f * c + i * candidate
    return c_next, o * np.tanh(c_next)
