"""Only the order of the batches is drawn, and neighbours stay together: shuffle the examples, then cut."""


def minibatches(n, batch_size, rng):
    full = n - n % batch_size
    blocks = rng.permutation(np.arange(full).reshape(-1, batch_size))
    return [*blocks, *([np.arange(full, n)] if full < n else [])]
