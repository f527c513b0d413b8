"""A temporary file is left beside the model: rename it, or remove it."""


def save(model, path):
    for name in (f"{path}.tmp", path):
        with open(name, "wb") as file:
            np.savez(file, **_state(model))
