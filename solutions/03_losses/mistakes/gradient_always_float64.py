"""The gradient is always float64: keep the dtype of floating logits."""


def softmax_cross_entropy_backward(logits, labels):
    logits, labels = _checked(logits, labels)
    p = np.exp(logits - logits.max(axis=1, keepdims=True)).astype(np.float64)
    p /= p.sum(axis=1, keepdims=True)
    p[np.arange(len(labels)), labels] -= 1
    return p / len(labels)
