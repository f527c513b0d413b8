"""The gradients come as dweight, dbias, dx: return them in the order of the arguments, dx, dweight, dbias."""

_in_order = conv2d_backward


def conv2d_backward(dout, x, weight, bias, stride=1, padding=0):
    dx, dweight, dbias = _in_order(dout, x, weight, bias, stride, padding)
    return dweight, dbias, dx
