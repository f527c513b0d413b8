"""The steps are rounded up: a kernel that would reach beyond the end has no place there, so round down."""


def output_size(size, kernel, stride, padding):
    if kernel > size + 2 * padding:
        raise ValueError("kernel does not fit")
    return -((kernel - size - 2 * padding) // stride) + 1
