"""x and y become float64: labels are integers and stay so."""


def train_test_split(x, y, fraction, rng):
    if len(x) != len(y):
        raise ValueError("y is not as long as x")
    size = round(len(x) * fraction)
    x, y, order = x.astype(float), y.astype(float), rng.permutation(len(x))
    test, train = order[:size], order[size:]
    return x[train], x[test], y[train], y[test]
