"""Gradients are always brought to max_norm: those that are short already stay as they are."""


def clip_gradient_norm(grads, max_norm):
    if max_norm <= 0:
        raise ValueError(f"max_norm is {max_norm}; it should be above 0")
    largest = max(float(np.abs(gradient).max()) for gradient in grads.values())
    if not largest:
        return dict(grads)
    squares = sum(float(np.sum((gradient / largest) ** 2)) for gradient in grads.values())
    factor = max_norm / (largest * math.sqrt(squares))
    return {key: gradient * factor for key, gradient in grads.items()}
