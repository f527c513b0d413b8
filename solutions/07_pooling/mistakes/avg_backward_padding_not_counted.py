"""Padding counts in the average, so it has a share: divide by kernel_h * kernel_w everywhere."""


def avg_pool2d_backward(dout, x, kernel, stride=None, padding=0):
    kernel, stride, padding = _checked(x, kernel, stride, padding)
    gradient = np.zeros_like(_padded(x, padding, 0))
    _check_upstream(dout, gradient, kernel, stride)
    inside = _padded(np.ones_like(x), padding, 0)
    share = dout / sum(inside[place] for place in _places(inside, kernel, stride))
    for place in _places(gradient, kernel, stride):
        gradient[place] += share
    return _cropped(gradient, x, padding)
