"""p - y is the gradient with respect to the logits already: multiplying by p (1 - p) applies sigmoid's slope a second time."""


def binary_cross_entropy_with_logits_backward(logits, target):
    logits, target = _pair(logits, target, "logits")
    p = np.exp(-np.logaddexp(0, -logits))
    return (p - target) * p * (1 - p) / logits.size
