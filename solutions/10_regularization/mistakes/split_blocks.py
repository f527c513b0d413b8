"""Each part is shuffled, but the test part is always the end of the data: shuffle before you cut."""


def train_test_split(x, y, fraction, rng):
    if len(x) != len(y):
        raise ValueError("y is not as long as x")
    size = round(len(x) * fraction)
    train = rng.permutation(len(x) - size)
    test = len(x) - size + rng.permutation(size)
    return x[train], x[test], y[train], y[test]
