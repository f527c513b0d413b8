"""1 - f serves as the input gate, as in coupled gates: this cell has an input gate i of its own."""


def lstm_cell(x, h, c, params):
    f, i, candidate, o = _gates(np.concatenate([h, x], axis=1), params)
    c_next = f * c + (1 - f) * candidate
    return o * np.tanh(c_next), c_next
