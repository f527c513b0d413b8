"""Only the size is divided by the stride: the kernel is taken off first, then all that is left is divided."""


def output_size(size, kernel, stride, padding):
    if kernel > size + 2 * padding:
        raise ValueError("kernel does not fit")
    return (size + 2 * padding) // stride - kernel + 1
