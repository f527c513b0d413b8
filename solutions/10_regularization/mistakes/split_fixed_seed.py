"""A generator made inside, with a fixed seed, makes the same split for every rng: draw from rng."""


def train_test_split(x, y, fraction, rng):
    if len(x) != len(y):
        raise ValueError("y is not as long as x")
    size = round(len(x) * fraction)
    order = np.random.default_rng(0).permutation(len(x))
    test, train = order[:size], order[size:]
    return x[train], x[test], y[train], y[test]
