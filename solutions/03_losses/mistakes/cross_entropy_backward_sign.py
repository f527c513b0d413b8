"""The minus sign is missing: the loss falls where the right class's probability rises."""


def cross_entropy_backward(probabilities, one_hot):
    probabilities, one_hot = _rows(probabilities, one_hot)
    return one_hot / np.where(one_hot > 0, probabilities, 1) / len(one_hot)
