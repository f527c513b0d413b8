"""The file gets the ending .npz, whatever it should be called: write exactly the path."""


def save(model, path):
    with open(f"{path}.npz", "wb") as file:
        np.savez(file, **_state(model))
