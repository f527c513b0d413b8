"""predict ends with model.train(), also for a model that was in evaluation mode: restore the mode that it found."""


def predict(model, x):
    classes = _outputs(model, x).argmax(axis=-1)
    model.train()
    return classes
