"""Sizes are not checked, and what does not fit is broadcast in silence: raise ValueError that names the argument."""


def maxout(x, weight, bias):
    x, weight, bias = _floating(x), _floating(weight), _floating(bias)
    scores = (x[None, :, None, :] * weight[:, None, :, :]).sum(axis=-1)
    return (scores + bias.reshape(-1, 1, bias.shape[-1] if bias.ndim else 1)).max(axis=0)
