"""rng.integers draws some examples twice and others never: draw a permutation."""


def train_test_split(x, y, fraction, rng):
    if len(x) != len(y):
        raise ValueError("y is not as long as x")
    size = round(len(x) * fraction)
    order = rng.integers(len(x), size=len(x))
    test, train = order[:size], order[size:]
    return x[train], x[test], y[train], y[test]
