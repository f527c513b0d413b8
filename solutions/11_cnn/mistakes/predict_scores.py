"""predict returns the scores: it returns the place of the largest one, for each example."""


def predict(model, x):
    return _outputs(model, x)
