"""evaluate ends with model.train(), also for a model that was in evaluation mode: restore the mode it found."""


def evaluate(model, x, labels):
    logits = _outputs(model, x)
    model.train()
    return float(softmax_cross_entropy(logits, labels)), _accuracy(logits, labels)
