"""np.concatenate fails where there is nothing to join: without weights the penalty is 0."""


def l2_penalty(params, strength):
    return strength * np.sum(np.concatenate([value.ravel() for key, value in params.items() if not _is_bias(key)]) ** 2)


def l1_penalty(params, strength):
    return (
        strength * np.abs(np.concatenate([value.ravel() for key, value in params.items() if not _is_bias(key)])).sum()
    )
