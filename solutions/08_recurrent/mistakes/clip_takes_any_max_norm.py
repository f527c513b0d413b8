"""A max_norm of 0 or below makes no sense, and is accepted: raise ValueError."""


def clip_gradient_norm(grads, max_norm):
    largest = max(float(np.abs(gradient).max()) for gradient in grads.values())
    if not largest:
        return dict(grads)
    squares = sum(float(np.sum((gradient / largest) ** 2)) for gradient in grads.values())
    factor = min(1.0, max_norm / (largest * math.sqrt(squares)))
    return {key: gradient * factor for key, gradient in grads.items()}
