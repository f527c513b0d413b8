"""Each batch is shuffled in itself, and always holds the same examples: shuffle all, then cut."""


def minibatches(n, batch_size, rng):
    order = np.arange(n)
    return [rng.permutation(order[start : start + batch_size]) for start in range(0, n, batch_size)]
