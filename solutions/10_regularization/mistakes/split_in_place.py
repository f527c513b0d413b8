"""The caller's x and y are shuffled themselves: index with an order, which makes new arrays."""


def train_test_split(x, y, fraction, rng):
    if len(x) != len(y):
        raise ValueError("y is not as long as x")
    size = round(len(x) * fraction)
    order = rng.permutation(len(x))
    x[...], y[...] = x[order], y[order]
    test, train = slice(size), slice(size, None)
    return x[train], x[test], y[train], y[test]
