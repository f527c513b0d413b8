"""The root of the sum of all squared entries is no eigenvalue: take the largest one."""


def max_stable_lr(hessian):
    hessian = _floating(hessian)
    if hessian.ndim != 2 or hessian.shape[0] != hessian.shape[1]:
        raise ValueError("hessian should be a square matrix")
    return 2 / np.sqrt(np.sum(hessian**2))
