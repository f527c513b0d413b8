"""The accuracy is in percent: it lies between 0 and 1."""


def evaluate(model, x, labels):
    logits = _outputs(model, x)
    return float(softmax_cross_entropy(logits, labels)), 100 * _accuracy(logits, labels)
