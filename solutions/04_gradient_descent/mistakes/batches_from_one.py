"""Examples are counted from 0 to n - 1, and not from 1 to n."""


def minibatches(n, batch_size, rng):
    order = rng.permutation(n) + 1
    return [order[start : start + batch_size] for start in range(0, n, batch_size)]
