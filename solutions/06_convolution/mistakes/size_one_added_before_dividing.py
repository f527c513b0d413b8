"""The 1 is added before the division: the first place costs no step, so divide by the stride first, then add it."""


def output_size(size, kernel, stride, padding):
    if kernel > size + 2 * padding:
        raise ValueError("kernel does not fit")
    return (size + 2 * padding - kernel + 1) // stride
