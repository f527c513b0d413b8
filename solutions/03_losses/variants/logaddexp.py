"""The logarithm of the sum by np.logaddexp.reduce, the truth as a one-hot array; products and masks for the others."""


def half_squared_error(prediction, target):
    prediction, target = _pair(prediction, target, "prediction")
    error = (prediction - target).ravel()
    return error @ error / 2


def half_squared_error_backward(prediction, target):
    prediction, target = _pair(prediction, target, "prediction")
    return -np.subtract(target, prediction)


def mean_squared_error(prediction, target):
    prediction, target = _pair(prediction, target, "prediction")
    return np.average(np.square(target - prediction))


def mean_squared_error_backward(prediction, target):
    prediction, target = _pair(prediction, target, "prediction")
    return (prediction - target) * (2 / prediction.size)


def mean_absolute_error(prediction, target):
    prediction, target = _pair(prediction, target, "prediction")
    return np.sum(np.maximum(prediction, target) - np.minimum(prediction, target)) / prediction.size


def mean_absolute_error_backward(prediction, target):
    prediction, target = _pair(prediction, target, "prediction")
    return ((prediction > target).astype(prediction.dtype) - (prediction < target)) / prediction.size


def binary_cross_entropy_with_logits(logits, target):
    logits, target = _pair(logits, target, "logits")
    return np.mean(target * np.logaddexp(0, -logits) + (1 - target) * np.logaddexp(0, logits))


def binary_cross_entropy_with_logits_backward(logits, target):
    logits, target = _pair(logits, target, "logits")
    return (np.exp(-np.logaddexp(0, -logits)) - target) / logits.size


def cross_entropy(probabilities, one_hot):
    probabilities, one_hot = _rows(probabilities, one_hot)
    return -np.log(probabilities[one_hot == 1]).mean()


def cross_entropy_backward(probabilities, one_hot):
    probabilities, one_hot = _rows(probabilities, one_hot)
    gradient = np.zeros_like(probabilities)
    gradient[one_hot == 1] = -1 / probabilities[one_hot == 1]
    return gradient / len(one_hot)


def total_loss(losses):
    return np.add.reduce(_checked_losses(losses))


def total_loss_backward(losses):
    return np.full_like(_checked_losses(losses), 1)


def softmax_cross_entropy(logits, labels):
    logits, labels = _checked(logits, labels)
    one_hot = labels[:, None] == np.arange(logits.shape[1])
    return np.mean(np.logaddexp.reduce(logits, axis=1) - np.sum(np.where(one_hot, logits, 0), axis=1))


def softmax_cross_entropy_backward(logits, labels):
    logits, labels = _checked(logits, labels)
    log_p = logits - np.logaddexp.reduce(logits, axis=1)[:, None]
    one_hot = (labels[:, None] == np.arange(logits.shape[1])).astype(logits.dtype)
    return (np.exp(log_p) - one_hot) / len(labels)
