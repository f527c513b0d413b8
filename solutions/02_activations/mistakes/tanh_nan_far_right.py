"""(exp(2x) - 1) / (exp(2x) + 1) is infinity over infinity for large x: np.tanh is not."""


def tanh(x):
    e = np.exp(2 * _floating(x))
    return (e - 1) / (e + 1)
