"""A batch is a list: make it an integer array, which takes rows out of data."""


def minibatches(n, batch_size, rng):
    order = rng.permutation(n)
    return [order[start : start + batch_size].tolist() for start in range(0, n, batch_size)]
