"""p - y is the gradient with respect to the logits of a softmax: here it is taken with respect to the probabilities, -y / (m p)."""


def cross_entropy_backward(probabilities, one_hot):
    probabilities, one_hot = _rows(probabilities, one_hot)
    return (probabilities - one_hot) / len(one_hot)
