"""load assigns to model.params[key], which is a new dict at each look: write into its arrays, params[key][...] = value."""

_load = load


def load(model, path):
    before = {key: array.copy() for key, array in model.params.items()}
    _load(model, path)
    for key, array in model.params.items():
        array[...] = before[key]
    return model
