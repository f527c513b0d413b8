"""One largest score is looked for in all examples together."""


def predict(model, x):
    return _outputs(model, x).argmax()
