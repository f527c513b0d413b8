"""Every piece gets the first one's bias: each has its own."""


def maxout(x, weight, bias):
    x, weight, bias = _floating(x), _floating(weight), _floating(bias)
    scores = _scores(x, weight, bias)
    return _scores(x, weight, 0 * bias + bias[:1]).max(axis=0)
