"""The last row and column of places are missing: there are size - kernel + 1 of them, and range stops before its end."""

_all_places = convolve2d


def convolve2d(image, kernel):
    return _all_places(image, kernel)[:-1, :-1]
