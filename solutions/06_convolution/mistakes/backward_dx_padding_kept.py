"""dx has the shape of the padded image: cut the padding off."""

_cut = conv2d_backward


def conv2d_backward(dout, x, weight, bias, stride=1, padding=0):
    _, dweight, dbias = _cut(dout, x, weight, bias, stride, padding)
    framed = _framed(x, _margins(x, weight, stride, padding))
    return _cut(dout, framed, weight, bias, stride, 0)[0], dweight, dbias
