"""With an even kernel "same" has its extra zero at the bottom and right, so the first (k - 1) // 2 rows and columns of
the padded dx are cut off.
"""

_right_side = conv2d_backward


def conv2d_backward(dout, x, weight, bias, stride=1, padding=0):
    dx, dweight, dbias = _right_side(dout, x, weight, bias, stride, padding)
    if padding == "same":
        framed = _framed(x, _margins(x, weight, stride, padding))
        top, left = (length // 2 for length in weight.shape[2:])
        dx = _right_side(dout, framed, weight, bias)[0][:, :, top : top + x.shape[2], left : left + x.shape[3]]
    return dx, dweight, dbias
