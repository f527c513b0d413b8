"""The cell state is returned after the tanh: c' goes on as it is, only what h' shows of it is squashed."""


def lstm_cell(x, h, c, params):
    f, i, candidate, o = _gates(np.concatenate([h, x], axis=1), params)
    c_next = np.tanh(f * c + i * candidate)
    return o * c_next, c_next
