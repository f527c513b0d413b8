"""The sum of the squares is compared with max_norm: the root is missing."""


def clip_gradient_norm(grads, max_norm):
    if max_norm <= 0:
        raise ValueError(f"max_norm is {max_norm}; it should be above 0")
    largest = max(float(np.abs(gradient).max()) for gradient in grads.values())
    if not largest:
        return dict(grads)
    squares = sum(float(np.sum((gradient / largest) ** 2)) for gradient in grads.values())
    factor = min(1.0, max_norm / (largest * (largest * squares)))
    return {key: gradient * factor for key, gradient in grads.items()}
