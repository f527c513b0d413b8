"""The logits go through a softmax before softmax_cross_entropy, which has its own."""


def evaluate(model, x, labels):
    logits = _outputs(model, x)
    return float(softmax_cross_entropy(Softmax().forward(logits), labels)), _accuracy(logits, labels)
