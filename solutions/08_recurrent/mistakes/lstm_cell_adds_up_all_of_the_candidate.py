"""The input gate is not applied: the cell state gets i * c~, not all of c~."""


def lstm_cell(x, h, c, params):
    f, i, candidate, o = _gates(np.concatenate([h, x], axis=1), params)
    c_next = f * c + candidate
    return o * np.tanh(c_next), c_next
