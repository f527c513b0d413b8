"""What is left after the test examples are chosen is still in its old order: shuffle the training part, too."""


def train_test_split(x, y, fraction, rng):
    if len(x) != len(y):
        raise ValueError("y is not as long as x")
    size = round(len(x) * fraction)
    test = rng.choice(len(x), size, replace=False)
    train = np.setdiff1d(np.arange(len(x)), test)
    return x[train], x[test], y[train], y[test]
