"""h' is made of the old cell state: it is o * tanh(c'), of the new one."""


def lstm_cell(x, h, c, params):
    f, i, candidate, o = _gates(np.concatenate([h, x], axis=1), params)
    c_next = f * c + i * candidate
    return o * np.tanh(c), c_next
