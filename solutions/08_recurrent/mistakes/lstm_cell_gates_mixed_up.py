"""Forget and input gate have changed places: f keeps the old cell state, i lets the candidate in."""


def lstm_cell(x, h, c, params):
    f, i, candidate, o = _gates(np.concatenate([h, x], axis=1), params)
    c_next = i * c + f * candidate
    return o * np.tanh(c_next), c_next
