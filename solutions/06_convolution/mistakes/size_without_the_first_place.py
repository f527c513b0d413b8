"""The steps are counted, not the places: a kernel that cannot move has one place, so add 1."""


def output_size(size, kernel, stride, padding):
    if kernel > size + 2 * padding:
        raise ValueError("kernel does not fit")
    return (size + 2 * padding - kernel) // stride
