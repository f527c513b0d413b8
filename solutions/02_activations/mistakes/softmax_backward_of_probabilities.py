"""x holds the logits, not the probabilities: apply softmax to it first."""


def softmax_backward(dout, x, axis=-1):
    dout, x = _floating(dout), _floating(x)
    if dout.shape != x.shape:
        raise ValueError("dout has another shape than x")
    if not -x.ndim <= axis < x.ndim:
        raise ValueError(f"axis {axis} is out of range")
    return x * (dout - (x * dout).sum(axis=axis, keepdims=True))
