"""exp overflows for large logits: subtract the largest logit of each row first."""


def softmax_cross_entropy(logits, labels):
    logits, labels = _checked(logits, labels)
    log_sum = np.log(np.exp(logits).sum(axis=1))
    return (log_sum - logits[np.arange(len(labels)), labels]).mean()
