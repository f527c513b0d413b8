"""dout changes for the caller too: scale a new array, or leave dout alone."""

_untouched = conv2d_backward


def conv2d_backward(dout, x, weight, bias, stride=1, padding=0):
    gradients = _untouched(dout, x, weight, bias, stride, padding)
    dout *= 0
    return gradients
