"""This is tanh, which runs from -1 to 1; sigmoid runs from 0 to 1."""


def sigmoid(x):
    return np.tanh(_floating(x))
