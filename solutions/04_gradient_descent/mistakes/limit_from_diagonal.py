"""The largest entry of the diagonal is the largest eigenvalue only where the matrix is diagonal."""


def max_stable_lr(hessian):
    hessian = _floating(hessian)
    if hessian.ndim != 2 or hessian.shape[0] != hessian.shape[1]:
        raise ValueError("hessian should be a square matrix")
    return 2 / np.diagonal(hessian).max()
