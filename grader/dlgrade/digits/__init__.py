"""The digits that every installation has: 1,797 real handwritten ones, 8x8 pixels, ready to train on.

They are the test part of the UCI "Optical Recognition of Handwritten Digits", as scikit-learn ships it: E. Alpaydin and
C. Kaynak, 1998, https://doi.org/10.24432/C50P49, CC BY 4.0. Nothing but the file's form was changed.
"""

from functools import cache
from pathlib import Path

import numpy as np

_FILE = Path(__file__).with_name("digits.npz")
_LARGEST = 16  # of a pixel
_ZOOM, _MARGIN = 3, 2  # 8 pixels times 3, and 2 on each side, are 28
SIZES = (8, 28)  # pixels
_TRAIN = 1437  # images, four fifths


@cache
def _stored() -> tuple[np.ndarray, np.ndarray]:
    with np.load(_FILE, allow_pickle=False) as file:
        return file["images"], file["labels"]


def load_digits(size: int = 8) -> tuple[np.ndarray, np.ndarray]:
    """Return all images and their labels, in their source's order, which goes from one group of writers to the next.

    size:    8 as they are, or 28: each pixel three times as high and wide, with a margin of 2: pixels
    returns: images (1797, 1, size, size) float64 between 0 and 1, labels (1797,) int64
    raises:  ValueError for another size
    source:  sklearn.datasets.load_digits, whose pixels count from 0 to 16
    """
    if size not in SIZES:
        raise ValueError(f"size should be one of {SIZES}, not {size}")
    images, labels = _stored()
    if size != SIZES[0]:
        zoomed = images.repeat(_ZOOM, axis=1).repeat(_ZOOM, axis=2)
        images = np.pad(zoomed, ((0, 0), (_MARGIN, _MARGIN), (_MARGIN, _MARGIN)))
    return images[:, None] / _LARGEST, labels.astype(np.int64)


def split_digits(size: int = 8, *, seed: int = 0) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Return (x_train, y_train, x_test, y_test): 1,437 images to train on and 360 others, drawn at random.

    size, raises: as load_digits has them
    seed:         which of many such splits
    """
    images, labels = load_digits(size)
    order = np.random.default_rng(seed).permutation(len(images))
    train, test = order[:_TRAIN], order[_TRAIN:]
    return images[train], labels[train], images[test], labels[test]
