"""running_mean and running_var are not saved, or not loaded: in evaluation mode the loaded model then answers otherwise."""


def save(model, path):
    with open(path, "wb") as file:
        np.savez(file, **model.params)


def load(model, path):
    with np.load(path) as file:
        if set(file.files) != set(model.params):
            raise ValueError("other keys")
        for key, array in model.params.items():
            array[...] = file[key]
    return model
