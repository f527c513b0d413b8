"""order[:-size] is empty where size is 0: cut from the front."""


def train_test_split(x, y, fraction, rng):
    if len(x) != len(y):
        raise ValueError("y is not as long as x")
    size = round(len(x) * fraction)
    order = rng.permutation(len(x))
    train, test = order[:-size], order[-size:]
    return x[train], x[test], y[train], y[test]
