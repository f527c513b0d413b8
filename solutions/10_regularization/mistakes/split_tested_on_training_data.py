"""The training part holds the test examples, too: take them out."""


def train_test_split(x, y, fraction, rng):
    if len(x) != len(y):
        raise ValueError("y is not as long as x")
    size = round(len(x) * fraction)
    train = rng.permutation(len(x))
    test = train[:size]
    return x[train], x[test], y[train], y[test]
