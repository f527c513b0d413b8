"""Arrays that the file has and the model has not are passed over: other keys are a ValueError."""


def load(model, path):
    state = _state(model)
    with np.load(path) as file:
        if any(key not in file.files or file[key].shape != state[key].shape for key in state):
            raise ValueError("missing")
        for key in state:
            state[key][...] = file[key]
    return model
