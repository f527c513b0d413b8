"""params gets new arrays: write into the old ones, which others hold."""


def train_step(model, x, y, lr):
    error = model.forward(x) - y
    model.backward(2 * error / error.size)
    for name, value in model.params.items():
        model.params[name] = value - lr * model.grads[name]
    return np.mean(error**2)
