"""The padding is ignored: it makes the axis longer by two times its length."""


def output_size(size, kernel, stride, padding):
    if kernel > size:
        raise ValueError("kernel does not fit")
    return (size - kernel) // stride + 1
