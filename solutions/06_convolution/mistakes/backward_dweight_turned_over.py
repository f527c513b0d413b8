"""dweight comes out turned over: only the kernels of dx are turned, dweight is laid down as the weight is."""

_as_it_is = conv2d_backward


def conv2d_backward(dout, x, weight, bias, stride=1, padding=0):
    dx, dweight, dbias = _as_it_is(dout, x, weight, bias, stride, padding)
    return dx, dweight[..., ::-1, ::-1], dbias
