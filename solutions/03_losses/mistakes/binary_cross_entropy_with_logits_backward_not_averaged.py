"""The gradient is not divided by the number of elements: the loss is a mean, and so is its gradient."""


def binary_cross_entropy_with_logits_backward(logits, target):
    logits, target = _pair(logits, target, "logits")
    p = np.exp(-np.logaddexp(0, -logits))
    return p - target
