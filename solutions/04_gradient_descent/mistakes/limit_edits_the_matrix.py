"""hessian /= ... writes into the caller's matrix: work on a new one."""


def max_stable_lr(hessian):
    hessian = _floating(hessian)
    if hessian.ndim != 2 or hessian.shape[0] != hessian.shape[1]:
        raise ValueError("hessian should be a square matrix")
    scale = np.abs(hessian).max()
    hessian /= scale
    return 2 / (np.linalg.eigvalsh(hessian)[-1] * scale)
