"""To begin at a random place is not to shuffle: neighbours stay neighbours."""


def train_test_split(x, y, fraction, rng):
    if len(x) != len(y):
        raise ValueError("y is not as long as x")
    size = round(len(x) * fraction)
    order = np.roll(np.arange(len(x)), rng.integers(len(x)))
    test, train = order[:size], order[size:]
    return x[train], x[test], y[train], y[test]
