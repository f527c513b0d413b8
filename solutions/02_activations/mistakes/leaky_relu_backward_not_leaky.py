"""This is relu's gradient: where x is negative, dout is multiplied by negative_slope, not by 0."""


def leaky_relu_backward(dout, x, negative_slope=0.01):
    return relu_backward(dout, x)
