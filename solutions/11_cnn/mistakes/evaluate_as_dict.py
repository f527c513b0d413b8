"""evaluate returns a dict: it returns two floats, (loss, accuracy)."""


def evaluate(model, x, labels):
    logits = _outputs(model, x)
    return {"loss": float(softmax_cross_entropy(logits, labels)), "accuracy": _accuracy(logits, labels)}
