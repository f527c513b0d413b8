"""A shape (N, 1) against (N,) is broadcast to (N, N) in silence: compare the shapes first, and raise a ValueError that names target."""


def binary_cross_entropy_with_logits(logits, target):
    logits, target = _floating(logits), _floating(target)
    return (np.maximum(logits, 0) - logits * target + np.log1p(np.exp(-np.abs(logits)))).mean()
