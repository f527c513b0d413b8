"""2 / 0 for flat directions is no limit: find the largest eigenvalue first, then divide."""


def max_stable_lr(hessian):
    hessian = _floating(hessian)
    if hessian.ndim != 2 or hessian.shape[0] != hessian.shape[1]:
        raise ValueError("hessian should be a square matrix")
    return np.min(2 / np.linalg.eigvalsh(hessian))
