"""This is relu: below 0 elu is alpha (exp(x) - 1), not 0."""


def elu(x, alpha=1.0):
    if alpha <= 0:
        raise ValueError("alpha is not above 0")
    return relu(x)
