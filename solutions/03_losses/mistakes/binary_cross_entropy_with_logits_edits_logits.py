"""logits *= target writes into the caller's array: multiply into a new one."""


def binary_cross_entropy_with_logits(logits, target):
    logits, target = _pair(logits, target, "logits")
    soft = np.logaddexp(0, logits)
    logits *= target
    return (soft - logits).mean()
