"""This is tanh, which runs from -1 to 1: the network squashes with sigmoid, from 0 to 1."""


def network(x, layers):
    for weight, bias in layers:
        x = np.tanh(dense(x, weight, bias))
    return x
