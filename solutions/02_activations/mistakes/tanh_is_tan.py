"""np.tan is the tangent of an angle: the hyperbolic one is np.tanh."""


def tanh(x):
    return np.tan(_floating(x))
