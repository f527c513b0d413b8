"""Each entry is cut off at max_norm, which is clipping by value and turns the direction: clip the norm."""


def clip_gradient_norm(grads, max_norm):
    if max_norm <= 0:
        raise ValueError("max_norm should be above 0")
    return {key: np.clip(gradient, -max_norm, max_norm) for key, gradient in grads.items()}
