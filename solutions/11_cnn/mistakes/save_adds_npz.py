"""numpy.savez adds .npz to a name without it, and the file is not where it should be: give savez an open file."""


def save(model, path):
    np.savez(path, **_state(model))
