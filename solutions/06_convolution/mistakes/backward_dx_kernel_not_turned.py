"""dx is dout convolved with the kernels as they are: going backwards each is turned over."""

_turned = conv2d_backward


def conv2d_backward(dout, x, weight, bias, stride=1, padding=0):
    dx, dweight, dbias = _turned(dout, x, weight, bias, stride, padding)
    return _turned(dout, x, weight[..., ::-1, ::-1], bias, stride, padding)[0], dweight, dbias
