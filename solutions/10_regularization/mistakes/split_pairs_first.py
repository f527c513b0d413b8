"""The training pair comes first and then the test pair: the order is x_train, x_test, y_train, y_test."""


def train_test_split(x, y, fraction, rng):
    if len(x) != len(y):
        raise ValueError("y is not as long as x")
    size = round(len(x) * fraction)
    order = rng.permutation(len(x))
    test, train = order[:size], order[size:]
    return x[train], y[train], x[test], y[test]
