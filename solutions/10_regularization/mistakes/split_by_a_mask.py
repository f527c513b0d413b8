"""A mask picks examples in their old order: index with the shuffled places themselves."""


def train_test_split(x, y, fraction, rng):
    if len(x) != len(y):
        raise ValueError("y is not as long as x")
    size = round(len(x) * fraction)
    test = np.zeros(len(x), dtype=bool)
    test[rng.permutation(len(x))[:size]] = True
    train = ~test
    return x[train], x[test], y[train], y[test]
