"""The shape is not looked at: raise ValueError for what is no square matrix, and name hessian."""


def max_stable_lr(hessian):
    hessian = _floating(hessian)
    return 2 / np.linalg.eigvalsh(hessian)[-1]
