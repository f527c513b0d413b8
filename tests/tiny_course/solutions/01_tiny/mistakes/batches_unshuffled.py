"""The order is always 0, 1, 2, ...: draw it from rng."""


def batches(n, batch_size, rng):
    for start in range(0, n, batch_size):
        yield np.arange(start, min(start + batch_size, n))
