"""Numbers are written as text with a few digits, and come back rounded."""


def save(model, path):
    with open(path, "wb") as file:
        np.savez(file, **{key: np.round(array, 6) for key, array in _state(model).items()})
