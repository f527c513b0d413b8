"""The forget gate is not applied: of the old cell state f * c is kept."""


def lstm_cell(x, h, c, params):
    f, i, candidate, o = _gates(np.concatenate([h, x], axis=1), params)
    c_next = c + i * candidate
    return o * np.tanh(c_next), c_next
