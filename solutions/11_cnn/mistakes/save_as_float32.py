"""Arrays are saved as float32 and come back rounded: keep their dtype."""


def save(model, path):
    with open(path, "wb") as file:
        np.savez(file, **{key: array.astype(np.float32) for key, array in _state(model).items()})
