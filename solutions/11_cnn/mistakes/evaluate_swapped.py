"""The accuracy comes first: evaluate returns (loss, accuracy)."""


def evaluate(model, x, labels):
    logits = _outputs(model, x)
    return _accuracy(logits, labels), float(softmax_cross_entropy(logits, labels))
