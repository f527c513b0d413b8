"""dout /= ... writes into the caller's gradient: divide into a new array."""


def avg_pool2d_backward(dout, x, kernel, stride=None, padding=0):
    kernel, stride, padding = _checked(x, kernel, stride, padding)
    gradient = np.zeros_like(_padded(x, padding, 0))
    _check_upstream(dout, gradient, kernel, stride)
    dout /= kernel[0] * kernel[1]
    share = dout
    for place in _places(gradient, kernel, stride):
        gradient[place] += share
    return _cropped(gradient, x, padding)
