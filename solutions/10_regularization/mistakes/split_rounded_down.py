"""int cuts off what is behind the point: round it."""


def train_test_split(x, y, fraction, rng):
    if len(x) != len(y):
        raise ValueError("y is not as long as x")
    size = int(len(x) * fraction)
    order = rng.permutation(len(x))
    test, train = order[:size], order[size:]
    return x[train], x[test], y[train], y[test]
