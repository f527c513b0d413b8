"""The history holds arrays: each of its lists holds numbers, one for each epoch."""


def fit(model, loss, optimizer, x, y, epochs, batch_size, rng, validation=None):
    history = {"loss": [], "accuracy": []}
    if validation is not None:
        history |= {"validation_loss": [], "validation_accuracy": []}
    for _ in range(epochs):
        model.train()
        total = hits = 0
        order = rng.permutation(len(x))
        for start in range(0, len(x), batch_size):
            batch = order[start : start + batch_size]
            value, right = _update(model, loss, optimizer, x[batch], y[batch])
            total += value * len(batch)
            hits += right
        history["loss"].append(np.array([total / len(x)]))
        history["accuracy"].append(float(hits / len(x)))
        if validation is not None:
            logits = _outputs(model, validation[0])
            history["validation_loss"].append(float(loss[0](logits, validation[1])))
            history["validation_accuracy"].append(_accuracy(logits, validation[1]))
    return history
