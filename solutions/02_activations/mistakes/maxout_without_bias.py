"""The bias is missing: each piece is x @ weight[k].T + bias[k]."""


def maxout(x, weight, bias):
    x, weight, bias = _floating(x), _floating(weight), _floating(bias)
    scores = _scores(x, weight, bias)
    return _scores(x, weight, 0 * bias).max(axis=0)
