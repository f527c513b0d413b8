"""Only arrays of four axes are taken: x.reshape(len(x), -1) and dout.reshape(x.shape) take any number."""


def flatten(x):
    batch, channels, height, width = x.shape
    return x.reshape(batch, channels * height * width)


def flatten_backward(dout, x):
    batch, channels, height, width = x.shape
    _check_shape(dout, (batch, channels * height * width))
    return dout.reshape(batch, channels, height, width)
