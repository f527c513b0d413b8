"""evaluate returns the loss alone: it returns the accuracy as well."""


def evaluate(model, x, labels):
    return float(softmax_cross_entropy(_outputs(model, x), labels))
