"""Only y log p is counted: the part of the zeros, (1 - y) log(1 - p), is missing."""


def binary_cross_entropy_with_logits(logits, target):
    logits, target = _pair(logits, target, "logits")
    return (target * np.logaddexp(0, -logits)).mean()
