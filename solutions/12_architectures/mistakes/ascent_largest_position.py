"""Only the largest position counts: the objective is the mean over all of them."""


def activation_maximization(model, layer, unit, x0, lr, steps):
    below, training = model.layers[: layer + 1], model.training
    model.eval()
    x = x0
    for _ in range(steps):
        out = x
        for each in below:
            out = each.forward(out)
        slope = np.zeros_like(out)
        answers = out[:, unit].reshape(len(out), -1)
        slope[:, unit] = (answers == answers.max(axis=1, keepdims=True)).reshape(out[:, unit].shape)
        for each in reversed(below):
            slope = each.backward(slope)
        x = x + lr * slope
    if training:
        model.train()
    return x
