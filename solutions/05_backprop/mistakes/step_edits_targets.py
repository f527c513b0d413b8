"""y -= ... writes into the caller's y: make a new array."""


def train_step(model, x, y, lr):
    output, y = model.forward(x), np.asarray(y, dtype=np.float64)
    if y.shape != output.shape:
        raise ValueError(f"y has shape {y.shape}")
    y -= output
    model.backward(-y / len(y))
    for key, array in model.params.items():
        array -= lr * model.grads[key]
    return np.sum(y**2) / 2 / len(y)
