"""exp(-z) overflows where z is very negative: use exp(-|z|), which is at most 1, and pick the form by the sign of z."""


def network(x, layers):
    for weight, bias in layers:
        x = 1 / (1 + np.exp(-dense(x, weight, bias)))
    return x
