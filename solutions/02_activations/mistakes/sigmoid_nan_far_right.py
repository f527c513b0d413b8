"""exp(x) / (1 + exp(x)) is infinity over infinity for large x: use that form for negative x only."""


def sigmoid(x):
    e = np.exp(_floating(x))
    return e / (1 + e)
