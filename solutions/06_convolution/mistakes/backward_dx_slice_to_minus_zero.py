"""dx[p:-p] is empty where p is 0, since -0 is 0: end the slice at p + size."""

_cut = conv2d_backward


def conv2d_backward(dout, x, weight, bias, stride=1, padding=0):
    _, dweight, dbias = _cut(dout, x, weight, bias, stride, padding)
    margins = _margins(x, weight, stride, padding)
    framed = _cut(dout, _framed(x, margins), weight, bias, stride, 0)[0]
    (top, bottom), (left, right) = margins
    return framed[:, :, top:-bottom, left:-right], dweight, dbias
