"""fraction is taken for the share of the training part: it is that of the test part."""


def train_test_split(x, y, fraction, rng):
    if len(x) != len(y):
        raise ValueError("y is not as long as x")
    size = round(len(x) * fraction)
    order = rng.permutation(len(x))
    test, train = order[size:], order[:size]
    return x[train], x[test], y[train], y[test]
