"""Replacing the zeros in probabilities changes the caller's array: np.where makes a new one."""


def cross_entropy_backward(probabilities, one_hot):
    probabilities, one_hot = _rows(probabilities, one_hot)
    probabilities[one_hot == 0] = 1
    return -one_hot / probabilities / len(one_hot)
