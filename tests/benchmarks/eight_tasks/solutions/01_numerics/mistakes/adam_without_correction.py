"""Divide both moments by 1 - beta**step before they are used."""


def adam_step(weight, gradient, mean, square, step):
    mean = 0.9 * mean + 0.1 * gradient
    square = 0.999 * square + 0.001 * gradient**2
    return weight - 0.001 * mean / (np.sqrt(square) + 1e-8), mean, square
