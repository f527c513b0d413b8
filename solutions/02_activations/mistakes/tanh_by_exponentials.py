"""exp(x) and exp(-x) overflow, and infinity over infinity is NaN: np.tanh does not."""


def tanh(x):
    x = _floating(x)
    return (np.exp(x) - np.exp(-x)) / (np.exp(x) + np.exp(-x))
