"""Only the position in the middle counts: the objective is the mean over all of them."""


def activation_maximization(model, layer, unit, x0, lr, steps):
    below, training = model.layers[: layer + 1], model.training
    model.eval()
    x = x0
    for _ in range(steps):
        out = x
        for each in below:
            out = each.forward(out)
        slope = np.zeros_like(out)
        slope[(slice(None), unit, *(size // 2 for size in out.shape[2:]))] = 1
        for each in reversed(below):
            slope = each.backward(slope)
        x = x + lr * slope
    if training:
        model.train()
    return x
