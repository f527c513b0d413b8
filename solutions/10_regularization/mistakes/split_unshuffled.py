"""The examples are cut in the order that they came in, which is often sorted: draw an order from rng first."""


def train_test_split(x, y, fraction, rng):
    if len(x) != len(y):
        raise ValueError("y is not as long as x")
    size = round(len(x) * fraction)
    test, train = slice(len(x) - size, None), slice(len(x) - size)
    return x[train], x[test], y[train], y[test]
