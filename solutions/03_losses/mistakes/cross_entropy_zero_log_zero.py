"""0 * log(0) is NaN in NumPy: take the logarithm only where one_hot is 1."""


def cross_entropy(probabilities, one_hot):
    probabilities, one_hot = _rows(probabilities, one_hot)
    return -(one_hot * np.log(probabilities)).sum() / len(one_hot)
