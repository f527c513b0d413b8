"""One parameter is never updated: every key that step returns belongs into the model."""


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
            logits = model.forward(x[batch])
            value, right = loss[0](logits, y[batch]), np.sum(logits.argmax(axis=-1) == y[batch])
            model.backward(loss[1](logits, y[batch]))
            params = model.params
            for key, array in optimizer.step(params, model.grads).items():
                if key == max(params):
                    continue
                params[key][...] = array
            total += value * len(batch)
            hits += right
        history["loss"].append(float(total / len(x)))
        history["accuracy"].append(float(hits / len(x)))
        if validation is not None:
            logits = _outputs(model, validation[0])
            history["validation_loss"].append(float(loss[0](logits, validation[1])))
            history["validation_accuracy"].append(_accuracy(logits, validation[1]))
    return history
