"""The order is always 0, 1, 2, ...: draw it from rng."""


def minibatches(n, batch_size, rng):
    order = np.arange(n)
    return [order[start : start + batch_size] for start in range(0, n, batch_size)]
