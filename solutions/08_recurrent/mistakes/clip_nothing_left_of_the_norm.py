"""The gradients are divided by their norm and end at length 1: multiply by max_norm / norm."""


def clip_gradient_norm(grads, max_norm):
    if max_norm <= 0:
        raise ValueError(f"max_norm is {max_norm}; it should be above 0")
    largest = max(float(np.abs(gradient).max()) for gradient in grads.values())
    if not largest:
        return dict(grads)
    squares = sum(float(np.sum((gradient / largest) ** 2)) for gradient in grads.values())
    norm = largest * math.sqrt(squares)
    factor = 1 / norm if norm > max_norm else 1.0
    return {key: gradient * factor for key, gradient in grads.items()}
