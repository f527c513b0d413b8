"""log2 measures in bits: the loss is in nats, with the natural logarithm."""


def softmax_cross_entropy(logits, labels):
    logits, labels = _checked(logits, labels)
    shifted = logits - logits.max(axis=1, keepdims=True)
    log_p = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    return -log_p[np.arange(len(labels)), labels].mean() / np.log(2)
