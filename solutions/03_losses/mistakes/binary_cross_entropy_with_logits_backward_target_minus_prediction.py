"""The sign is wrong: it is prediction minus target, so that a step against the gradient comes nearer to the target."""


def binary_cross_entropy_with_logits_backward(logits, target):
    logits, target = _pair(logits, target, "logits")
    p = np.exp(-np.logaddexp(0, -logits))
    return (target - p) / logits.size
