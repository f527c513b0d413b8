"""x @ weight takes the weights as (in, out): they are (out, in), so it is weight @ x."""

_right = path_gradient


def path_gradient(x, weights, y):
    w1, w2, w3 = weights
    return _right(x, [np.transpose(w1), np.transpose(w2), w3], y)
