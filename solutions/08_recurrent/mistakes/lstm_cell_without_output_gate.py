"""The output gate is missing: h' = o * tanh(c')."""


def lstm_cell(x, h, c, params):
    f, i, candidate, o = _gates(np.concatenate([h, x], axis=1), params)
    c_next = f * c + i * candidate
    return np.tanh(c_next), c_next
