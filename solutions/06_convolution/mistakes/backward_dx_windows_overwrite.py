"""dx keeps what the last window said: windows overlap, so add with +=."""

_added_up = conv2d_backward


def conv2d_backward(dout, x, weight, bias, stride=1, padding=0):
    _, dweight, dbias = _added_up(dout, x, weight, bias, stride, padding)
    margins, (kh, kw), (sh, sw) = _margins(x, weight, stride, padding), weight.shape[2:], _pair(stride)
    dx = np.zeros_like(_framed(x, margins))
    for i, j in np.ndindex(*dout.shape[2:]):
        window = dout[:, :, i, j] @ weight.reshape(len(weight), -1)
        dx[:, :, i * sh : i * sh + kh, j * sw : j * sw + kw] = window.reshape(len(x), -1, kh, kw)
    return _without_frame(dx, margins), dweight, dbias
