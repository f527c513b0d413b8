"""There is a single step: take `steps` of them."""


def activation_maximization(model, layer, unit, x0, lr, steps):
    below, training = model.layers[: layer + 1], model.training
    model.eval()
    x = x0
    for _ in range(min(steps, 1)):
        out = x
        for each in below:
            out = each.forward(out)
        slope = np.zeros_like(out)
        slope[:, unit] = 1 / np.prod(out.shape[2:])
        for each in reversed(below):
            slope = each.backward(slope)
        x = x + lr * slope
    if training:
        model.train()
    return x
