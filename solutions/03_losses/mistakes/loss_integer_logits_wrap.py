"""An unsigned integer minus a larger one wraps around to a huge number: turn integers into floats first."""


def softmax_cross_entropy(logits, labels):
    _, labels = _checked(logits, labels)
    logits = np.asarray(logits)
    shifted = (logits - logits.max(axis=1, keepdims=True)).astype(logits.dtype if logits.dtype.kind == "f" else float)
    log_p = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    return -log_p[np.arange(len(labels)), labels].mean()
