"""The bias's shape is not checked: one that is not (pieces, out) is broadcast in silence."""


def maxout(x, weight, bias):
    x, weight, bias = _floating(x), _floating(weight), np.atleast_2d(_floating(bias))
    full = np.broadcast_to(bias, weight.shape[:2]) if weight.ndim == 3 else bias
    return _scores(x, weight, full).max(axis=0)
