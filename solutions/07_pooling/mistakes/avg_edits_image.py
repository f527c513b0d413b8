"""`+=` on a slice of x writes into the caller's image: add into an array of your own."""


def avg_pool2d(x, kernel, stride=None, padding=0):
    kernel, stride, padding = _checked(x, kernel, stride, padding)
    padded = _padded(x, padding, 0) if any(padding) else x
    first, *others = _places(padded, kernel, stride)
    total = padded[first]
    for place in others:
        total += padded[place]
    return total / (kernel[0] * kernel[1])
