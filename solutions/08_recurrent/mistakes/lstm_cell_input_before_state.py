"""Input and state are joined as [x, h]: W acts on [h, x], the state first."""


def lstm_cell(x, h, c, params):
    f, i, candidate, o = _gates(np.concatenate([x, h], axis=1), params)
    c_next = f * c + i * candidate
    return o * np.tanh(c_next), c_next
