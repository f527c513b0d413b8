"""The trace is the sum of all eigenvalues: only the largest one counts."""


def max_stable_lr(hessian):
    hessian = _floating(hessian)
    if hessian.ndim != 2 or hessian.shape[0] != hessian.shape[1]:
        raise ValueError("hessian should be a square matrix")
    return 2 / np.trace(hessian)
