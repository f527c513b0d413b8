"""h[...] = writes the new state into the caller's array: make a new one."""

_right = rnn_cell


def rnn_cell(x, h, w_x, w_h, b):
    h[...] = _right(x, h, w_x, w_h, b)
    return h.copy()
