"""The gradients are multiplied by norm / max_norm, and grow: the factor is max_norm / norm."""


def clip_gradient_norm(grads, max_norm):
    if max_norm <= 0:
        raise ValueError(f"max_norm is {max_norm}; it should be above 0")
    largest = max(float(np.abs(gradient).max()) for gradient in grads.values())
    if not largest:
        return dict(grads)
    squares = sum(float(np.sum((gradient / largest) ** 2)) for gradient in grads.values())
    factor = max(1.0, largest * math.sqrt(squares) / max_norm)
    return {key: gradient * factor for key, gradient in grads.items()}
