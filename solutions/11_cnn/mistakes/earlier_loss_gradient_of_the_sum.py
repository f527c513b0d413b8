"""The gradient of softmax_cross_entropy lacks its division by the batch size. Mend it in 03_losses."""

import losses


_mean = softmax_cross_entropy_backward


def softmax_cross_entropy_backward(logits, labels):
    return _mean(logits, labels) * len(labels)


losses.softmax_cross_entropy_backward = softmax_cross_entropy_backward
