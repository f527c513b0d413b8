"""predict returns rows with a 1 in them: it returns the class's number."""


def predict(model, x):
    logits = _outputs(model, x)
    return (logits == logits.max(axis=-1, keepdims=True)).astype(int)
