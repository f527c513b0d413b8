"""Only as many examples as fit into one piece are answered."""


def predict(model, x):
    return _outputs(model, x[:_PIECE]).argmax(axis=-1)
