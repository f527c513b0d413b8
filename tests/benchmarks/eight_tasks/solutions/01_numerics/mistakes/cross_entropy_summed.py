"""The loss is the mean over the batch: divide by its size."""


def cross_entropy(logits, labels):
    loss, gradient = _mean_cross_entropy(logits, labels)
    return loss * len(labels), gradient * len(labels)


def _mean_cross_entropy(logits, labels):
    rows = np.arange(len(labels))
    probabilities = softmax(logits)
    gradient = probabilities.copy()
    gradient[rows, labels] -= 1.0
    return float(-np.log(probabilities[rows, labels]).mean()), gradient / len(labels)
