"""predict returns the place of the smallest score."""


def predict(model, x):
    return _outputs(model, x).argmin(axis=-1)
