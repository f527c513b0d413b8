"""The maximum runs over the units: it runs over the pieces, axis 0 of (pieces, batch, out)."""


def maxout(x, weight, bias):
    x, weight, bias = _floating(x), _floating(weight), _floating(bias)
    scores = _scores(x, weight, bias)
    return scores.max(axis=2)
