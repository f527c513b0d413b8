"""p - y is the gradient with respect to the logits already: multiplying by p (1 - p) applies softmax's slope a second time."""


def softmax_cross_entropy_backward(logits, labels):
    logits, labels = _checked(logits, labels)
    e = np.exp(logits - logits.max(axis=1, keepdims=True))
    p = e / e.sum(axis=1, keepdims=True)
    gradient = p.copy()
    gradient[np.arange(len(labels)), labels] -= 1
    return gradient * p * (1 - p) / len(labels)
