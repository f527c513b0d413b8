"""np.random.shuffle draws from NumPy's global generator: draw from rng."""


def minibatches(n, batch_size, rng):
    order = np.arange(n)
    np.random.shuffle(order)
    return [order[start : start + batch_size] for start in range(0, n, batch_size)]
