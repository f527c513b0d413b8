"""c *= f writes into the caller's cell state: make a new array."""


def lstm_cell(x, h, c, params):
    f, i, candidate, o = _gates(np.concatenate([h, x], axis=1), params)
    c *= f
    c_next = c + i * candidate
    return o * np.tanh(c_next), c_next
