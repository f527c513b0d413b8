"""The mean counts the entries of all channels: it is that of one channel's positions."""


def activation_maximization(model, layer, unit, x0, lr, steps):
    below, training = model.layers[: layer + 1], model.training
    model.eval()
    x = x0
    for _ in range(steps):
        out = x
        for each in below:
            out = each.forward(out)
        slope = np.zeros_like(out)
        slope[:, unit] = 1 / np.prod(out.shape[1:])
        for each in reversed(below):
            slope = each.backward(slope)
        x = x + lr * slope
    if training:
        model.train()
    return x
