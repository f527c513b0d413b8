"""evaluate leaves the model in evaluation mode: restore the mode that it found."""


def evaluate(model, x, labels):
    model.eval()
    logits = _outputs(model, x)
    return float(softmax_cross_entropy(logits, labels)), _accuracy(logits, labels)
