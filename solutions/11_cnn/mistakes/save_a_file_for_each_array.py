"""Each array goes into a file of its own: everything belongs into one."""


def save(model, path):
    for key, array in _state(model).items():
        with open(f"{path}.{key}", "wb") as file:
            np.save(file, array)
    with open(path, "wb") as file:
        np.savez(file, **_state(model))
