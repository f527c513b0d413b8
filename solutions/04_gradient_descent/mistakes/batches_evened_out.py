"""array_split makes batches of about equal size: all have batch_size examples, and only the last fewer."""


def minibatches(n, batch_size, rng):
    return np.array_split(rng.permutation(n), -(-n // batch_size))
