"""dweight is (in_channels, out_channels, ...): it has the shape of weight, the output channels first."""

_in_order = conv2d_backward


def conv2d_backward(dout, x, weight, bias, stride=1, padding=0):
    dx, dweight, dbias = _in_order(dout, x, weight, bias, stride, padding)
    return dx, dweight.swapaxes(0, 1), dbias
