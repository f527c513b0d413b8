"""The target is subtracted from the logits: turn them into probabilities first, by sigmoid."""


def binary_cross_entropy_with_logits_backward(logits, target):
    logits, target = _pair(logits, target, "logits")
    return (logits - target) / logits.size
