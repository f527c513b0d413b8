"""1 / eigenvalue goes straight to the bottom: twice as long a step only just comes back as far as it was."""


def max_stable_lr(hessian):
    hessian = _floating(hessian)
    if hessian.ndim != 2 or hessian.shape[0] != hessian.shape[1]:
        raise ValueError("hessian should be a square matrix")
    return 1 / np.linalg.eigvalsh(hessian)[-1]
