"""dout / p is the gradient with respect to the probabilities: go on through softmax to the logits."""


def log_softmax_backward(dout, x, axis=-1):
    dout, x = _pair(dout, x)
    p = softmax(x, axis)
    return dout / p
