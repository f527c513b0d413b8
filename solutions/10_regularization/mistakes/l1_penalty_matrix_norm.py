"""np.linalg.norm(w, 1) of a matrix is its largest column: add up np.abs(w) over all entries."""


def l1_penalty(params, strength):
    return strength * sum(
        np.linalg.norm(np.atleast_2d(value), 1, axis=(0, 1)).sum() for key, value in params.items() if not _is_bias(key)
    )
