"""Only h' is returned: the next step needs the cell state, too, return (h', c')."""


def lstm_cell(x, h, c, params):
    f, i, candidate, o = _gates(np.concatenate([h, x], axis=1), params)
    c_next = f * c + i * candidate
    return o * np.tanh(c_next)
