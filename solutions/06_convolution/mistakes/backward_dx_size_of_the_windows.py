"""dx ends where the last window does: it has the shape of x, with zeros where no window was."""

_whole = conv2d_backward


def conv2d_backward(dout, x, weight, bias, stride=1, padding=0):
    dx, dweight, dbias = _whole(dout, x, weight, bias, stride, padding)
    margins, reach = _margins(x, weight, stride, padding), []
    for places, length, step, (before, _) in zip(dout.shape[2:], weight.shape[2:], _pair(stride), margins):
        reach.append((places - 1) * step + length - before)
    return dx[:, :, : reach[0], : reach[1]], dweight, dbias
