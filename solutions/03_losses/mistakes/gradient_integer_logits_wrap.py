"""An unsigned integer minus a larger one wraps around to a huge number: turn integers into floats first."""


def softmax_cross_entropy_backward(logits, labels):
    _, labels = _checked(logits, labels)
    logits = np.asarray(logits)
    e = np.exp((logits - logits.max(axis=1, keepdims=True)).astype(logits.dtype if logits.dtype.kind == "f" else float))
    p = e / e.sum(axis=1, keepdims=True)
    p[np.arange(len(labels)), labels] -= 1
    return p / len(labels)
