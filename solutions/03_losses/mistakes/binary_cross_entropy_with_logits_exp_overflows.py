"""exp overflows for a very negative logit: use exp(-|x|), which is at most 1."""


def binary_cross_entropy_with_logits(logits, target):
    logits, target = _pair(logits, target, "logits")
    return ((1 - target) * logits + np.log(1 + np.exp(-logits))).mean()
