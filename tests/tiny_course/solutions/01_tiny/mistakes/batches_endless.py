"""The batches never end: stop when every number has been in one."""


def batches(n, batch_size, rng):
    while True:
        yield rng.permutation(n)[:batch_size]
