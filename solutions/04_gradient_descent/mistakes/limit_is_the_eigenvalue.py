"""The largest eigenvalue is a steepness: the learning rate is 2 divided by it."""


def max_stable_lr(hessian):
    hessian = _floating(hessian)
    if hessian.ndim != 2 or hessian.shape[0] != hessian.shape[1]:
        raise ValueError("hessian should be a square matrix")
    return np.linalg.eigvalsh(hessian)[-1]
