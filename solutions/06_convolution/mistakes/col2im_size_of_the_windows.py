"""The image ends where the last window does: shape says how large it is, also where pixels were left over."""

_whole = col2im


def col2im(cols, shape, kernel, stride, padding):
    image = _whole(cols, shape, kernel, stride, padding)
    lengths = [
        (size + 2 * p - k) // s * s + k
        for size, p, k, s in zip(shape[2:], _pair(padding), _pair(kernel), _pair(stride))
    ]
    return image[:, :, : lengths[0] - _pair(padding)[0], : lengths[1] - _pair(padding)[1]]
