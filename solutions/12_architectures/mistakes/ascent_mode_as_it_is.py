"""The model runs in the mode it is in: call model.eval() first, and put the mode back at the end."""


def activation_maximization(model, layer, unit, x0, lr, steps):
    below = model.layers[: layer + 1]
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
    return x
