"""dout is divided by the number of windows: a share is 1 / (kernel_h * kernel_w), however many there are."""


def avg_pool2d_backward(dout, x, kernel, stride=None, padding=0):
    kernel, stride, padding = _checked(x, kernel, stride, padding)
    gradient = np.zeros_like(_padded(x, padding, 0))
    _check_upstream(dout, gradient, kernel, stride)
    share = dout / (dout.shape[2] * dout.shape[3])
    for place in _places(gradient, kernel, stride):
        gradient[place] += share
    return _cropped(gradient, x, padding)
