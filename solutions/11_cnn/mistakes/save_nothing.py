"""save writes no file."""


def save(model, path):
    _state(model)
