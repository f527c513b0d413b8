"""Each row is a distribution of its own: sum along axis 1."""


def softmax(x):
    powers = np.exp(x - x.max(axis=0, keepdims=True))
    return powers / powers.sum(axis=0, keepdims=True)
