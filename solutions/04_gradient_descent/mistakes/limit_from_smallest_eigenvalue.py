"""The smallest eigenvalue is the flattest direction: the steepest one sets the limit."""


def max_stable_lr(hessian):
    hessian = _floating(hessian)
    if hessian.ndim != 2 or hessian.shape[0] != hessian.shape[1]:
        raise ValueError("hessian should be a square matrix")
    return 2 / np.linalg.eigvalsh(hessian)[0]
