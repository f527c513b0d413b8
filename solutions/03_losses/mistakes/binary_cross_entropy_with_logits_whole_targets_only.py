"""A target between 0 and 1 is taken for 0: weigh log p with y and log(1 - p) with 1 - y."""


def binary_cross_entropy_with_logits(logits, target):
    logits, target = _pair(logits, target, "logits")
    target = target == 1
    return (np.maximum(logits, 0) - logits * target + np.log1p(np.exp(-np.abs(logits)))).mean()
