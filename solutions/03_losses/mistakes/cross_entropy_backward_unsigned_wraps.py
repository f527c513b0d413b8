"""The negative of an unsigned 1 wraps around to 255: turn integers into floats first."""


def cross_entropy_backward(probabilities, one_hot):
    raw = one_hot
    probabilities, one_hot = _rows(probabilities, one_hot)
    return (-np.asarray(raw)).astype(one_hot.dtype) / np.where(one_hot > 0, probabilities, 1) / len(one_hot)
