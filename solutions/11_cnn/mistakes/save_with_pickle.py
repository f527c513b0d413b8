"""The arrays are pickled: a pickle that somebody sends you runs their code when you load it."""

import pickle


def save(model, path):
    with open(path, "wb") as file:
        pickle.dump(_state(model), file)


def load(model, path):
    with open(path, "rb") as file:
        arrays = pickle.load(file)
    state = _state(model)
    if arrays.keys() != state.keys() or any(arrays[key].shape != state[key].shape for key in state):
        raise ValueError("another build")
    for key, array in arrays.items():
        state[key][...] = array
    return model
