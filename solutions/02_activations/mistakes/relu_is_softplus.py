"""log(1 + exp(x)) is softplus, a smooth form of relu: take the larger of x and 0."""


def relu(x):
    return np.logaddexp(0, _floating(x))
