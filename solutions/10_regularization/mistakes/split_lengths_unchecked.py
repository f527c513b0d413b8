"""An x and a y of unequal lengths are cut as if they fitted: compare their lengths and raise a ValueError that names y."""


def train_test_split(x, y, fraction, rng):
    size = round(len(x) * fraction)
    order = rng.permutation(len(x))
    test, train = order[:size], order[size:]
    return x[train], x[test], y[train], y[test]
