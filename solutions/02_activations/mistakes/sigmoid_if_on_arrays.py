"""`if x >= 0` asks one question of a whole array: use np.where, which asks it of every entry."""


def sigmoid(x):
    x = _floating(x)
    if x >= 0:
        return 1 / (1 + np.exp(-x))
    return np.exp(x) / (1 + np.exp(x))
