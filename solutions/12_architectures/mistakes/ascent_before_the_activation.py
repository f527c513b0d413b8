"""For an activation the output before it is taken: `layer` says whose output it is."""


def activation_maximization(model, layer, unit, x0, lr, steps):
    below, training = model.layers[: layer + 1], model.training
    if not below[-1].params:
        below = below[:-1]
    model.eval()
    x = x0
    for _ in range(steps):
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
