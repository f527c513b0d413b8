"""x and y are shuffled by two orders, so that labels go to other examples: draw one order and use it for both."""


def train_test_split(x, y, fraction, rng):
    if len(x) != len(y):
        raise ValueError("y is not as long as x")
    size = round(len(x) * fraction)
    order, other = rng.permutation(len(x)), rng.permutation(len(x))
    return x[order[size:]], x[order[:size]], y[other[size:]], y[other[:size]]
