"""Examples that are left over after the last full piece are not answered."""


def predict(model, x):
    return _outputs(model, x[: max(1, len(x) // 100 * 100)] if len(x) > 100 else x).argmax(axis=-1)
