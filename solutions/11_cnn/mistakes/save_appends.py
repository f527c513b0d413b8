"""A model that is saved again is appended to the old file: replace what was in it."""


def save(model, path):
    with open(path, "ab") as file:
        np.savez(file, **_state(model))
    with open(f"{path}.log", "a") as log:
        log.write("saved")
