"""A kernel longer than the padded axis gives 0 places or fewer: raise a ValueError that names kernel."""


def output_size(size, kernel, stride, padding):
    return (size + 2 * padding - kernel) // stride + 1
