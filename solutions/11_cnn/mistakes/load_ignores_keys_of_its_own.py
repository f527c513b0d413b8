"""Arrays that the model has and the file has not stay as they are: other keys are a ValueError."""


def load(model, path):
    state = _state(model)
    with np.load(path) as file:
        for key in file.files:
            if key not in state or file[key].shape != state[key].shape:
                raise ValueError(key)
        for key in file.files:
            state[key][...] = file[key]
    return model
