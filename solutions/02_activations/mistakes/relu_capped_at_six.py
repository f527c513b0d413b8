"""This is relu6, which is cut off at 6: relu has no upper end."""


def relu(x):
    return np.clip(_floating(x), 0, 6)
