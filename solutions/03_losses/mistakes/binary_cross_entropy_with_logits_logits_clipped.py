"""The logits are clipped, so that a very wrong answer costs too little: a logit of -1000 for target 1 costs 1000."""


def binary_cross_entropy_with_logits(logits, target):
    logits, target = _pair(logits, target, "logits")
    logits = np.clip(logits, -500, 500)
    return (np.maximum(logits, 0) - logits * target + np.log1p(np.exp(-np.abs(logits)))).mean()
