"""The size is a float, which no array takes as its length: divide by // instead of /."""


def output_size(size, kernel, stride, padding):
    if kernel > size + 2 * padding:
        raise ValueError("kernel does not fit")
    return np.floor((size + 2 * padding - kernel) / stride) + 1
