"""The steps are rounded to the nearest number: round down, however little is missing for one more."""


def output_size(size, kernel, stride, padding):
    if kernel > size + 2 * padding:
        raise ValueError("kernel does not fit")
    return round((size + 2 * padding - kernel) / stride) + 1
