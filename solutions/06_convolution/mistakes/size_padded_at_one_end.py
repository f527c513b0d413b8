"""The padding is counted once: it is added at each of the two ends."""


def output_size(size, kernel, stride, padding):
    if kernel > size + padding:
        raise ValueError("kernel does not fit")
    return (size + padding - kernel) // stride + 1
