"""The tanh of the cell state is missing: h' = o * tanh(c')."""


def lstm_cell(x, h, c, params):
    f, i, candidate, o = _gates(np.concatenate([h, x], axis=1), params)
    c_next = f * c + i * candidate
    return o * c_next, c_next
