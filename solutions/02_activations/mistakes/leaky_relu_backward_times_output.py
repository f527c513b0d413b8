"""dout is multiplied by leaky_relu(x): multiply by its slope, 1 or negative_slope."""


def leaky_relu_backward(dout, x, negative_slope=0.01):
    dout, x = _pair(dout, x)
    slope = x.dtype.type(negative_slope)
    return dout * np.where(x > 0, x, slope * x)
