"""Classes come as floats: they are whole numbers."""


def predict(model, x):
    return _outputs(model, x).argmax(axis=-1).astype(np.float64)
