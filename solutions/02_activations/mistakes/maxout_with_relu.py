"""A relu follows: maxout is an activation by itself, and its output may be negative."""


def maxout(x, weight, bias):
    x, weight, bias = _floating(x), _floating(weight), _floating(bias)
    scores = _scores(x, weight, bias)
    return np.maximum(scores.max(axis=0), 0)
