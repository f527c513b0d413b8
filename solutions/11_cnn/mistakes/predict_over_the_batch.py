"""The largest score is looked for over the batch: it is that of each example, along the last axis."""


def predict(model, x):
    return _outputs(model, x).argmax(axis=0)
