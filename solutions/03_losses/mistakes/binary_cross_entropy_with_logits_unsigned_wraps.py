"""The negative of an unsigned integer wraps around to a large number: turn integers into floats first."""


def binary_cross_entropy_with_logits(logits, target):
    raw = np.asarray(logits)
    logits, target = _pair(logits, target, "logits")
    soft = np.logaddexp(0, (-raw).astype(logits.dtype))
    return ((1 - target) * logits + soft).mean()
