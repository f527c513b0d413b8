"""What a network is trained and tested on: the embedded digits, MNIST's four files, or a folder of that kind."""

import hashlib
import os
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import platformdirs

from dlgrade import digits
from dlgrade.errors import UsageError
from dlgrade.train.idx import read_idx

VARIABLE = "DLGRADE_MNIST"
_SMALLEST = 4  # pixels; below, nothing is left after pooling twice
_GREYS = {"digits": 16, "idx": 255}  # the value of a white pixel
_FILES = ("train-images", "train-labels", "t10k-images", "t10k-labels")
_OFFICIAL = (  # SHA-256 of the four files by LeCun, Cortes and Burges, without compression, in that order
    "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
    "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
    "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
    "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2",
)


@dataclass(frozen=True)
class Part:
    """Images (N, side, side) and their labels (N,), both uint8."""

    images: np.ndarray
    labels: np.ndarray

    def __len__(self) -> int:
        return len(self.labels)


@dataclass(frozen=True)
class Dataset:
    """Images to train on and others to test with; a pixel divided by `white` lies between 0 and 1."""

    name: str
    train: Part
    test: Part
    classes: int
    white: int
    note: str = ""

    @property
    def side(self) -> int:
        """Height and width of an image: pixels."""
        return int(self.train.images.shape[1])

    @property
    def digest(self) -> str:
        """SHA-256 over all images and labels."""
        digest = hashlib.sha256(repr((self.train.images.shape, self.test.images.shape)).encode())
        for part in (self.train, self.test):
            digest.update(np.ascontiguousarray(part.images).data)
            digest.update(np.ascontiguousarray(part.labels).data)
        return digest.hexdigest()

    def first(self, count: int | None) -> "Dataset":
        """Return this data with the first `count` images to train on only; all of them for None."""
        if count is None or count >= len(self.train):
            return self
        return replace(self, train=Part(self.train.images[:count], self.train.labels[:count]))


def load(name: str, place: Path) -> Dataset:
    """Return the data called digits or mnist, or the data of a folder; UsageError says what is wrong with it."""
    if name == "digits":
        return _digits()
    if name == "mnist":
        return _mnist(place)
    folder = place / name
    if not folder.is_dir():
        raise UsageError(f"--data {name}: say digits, mnist, or name a folder that holds the four idx files")
    return _read(folder)


def _digits() -> Dataset:
    x_train, y_train, x_test, y_test = digits.split_digits(28)
    train, test = (
        Part(np.rint(x[:, 0] * _GREYS["digits"]).astype(np.uint8), y.astype(np.uint8))
        for x, y in ((x_train, y_train), (x_test, y_test))
    )
    return Dataset("digits", train, test, 10, _GREYS["digits"])


def places(place: Path) -> list[Path]:
    """Return the folders where MNIST is looked for, in this order."""
    named = os.environ.get(VARIABLE)
    cache = Path(platformdirs.user_cache_dir("dlgrade", appauthor=False)) / "mnist"
    return [*([Path(named)] if named else []), place / "mnist", cache]


def _mnist(place: Path) -> Dataset:
    looked = places(place)
    for folder in looked:
        if any(_paths(folder, name) for name in _FILES):
            found = _read(folder)
            if found.note:
                raise UsageError(
                    f"{folder}: these are not MNIST's four files (their SHA-256 is another): fetch them again, or say "
                    f"--data {folder} to train on what they hold"
                )
            return found
    raise UsageError(
        f"MNIST is not here: put its four files, {_FILES[0]}-idx3-ubyte.gz and so on, into one of "
        f"{', '.join(map(str, looked))}, or name their folder with --data DIR or {VARIABLE}"
    )


def _paths(folder: Path, name: str) -> list[Path]:
    """Return the files that hold one of the four parts: mirrors write a hyphen or a dot, and compress or not."""
    kind = "idx3-ubyte" if name.endswith("images") else "idx1-ubyte"
    candidates = [folder / f"{name}{mark}{kind}{end}" for mark in "-." for end in ("", ".gz")]
    return [path for path in candidates if path.is_file()]


def _read(folder: Path) -> Dataset:
    """Read the four files of a folder, whatever their origin."""
    arrays, digests = [], []
    for name in _FILES:
        paths = _paths(folder, name)
        if not paths:
            kind = "idx3" if name.endswith("images") else "idx1"
            raise UsageError(
                f"{folder}: there is no {name}-{kind}-ubyte, with or without .gz: all four files are needed"
            )
        array, digest = read_idx(paths[0], 3 if name.endswith("images") else 1)
        arrays.append(array)
        digests.append(digest)
    train, test = Part(*arrays[:2]), Part(*arrays[2:])
    for part, name in ((train, "train"), (test, "t10k")):
        _check(folder, part, name)
    if train.images.shape[1:] != test.images.shape[1:]:
        sizes = " and ".join(f"{part.images.shape[1]}x{part.images.shape[2]}" for part in (train, test))
        raise UsageError(f"{folder}: images to train on and to test with should be of one size, not {sizes}")
    classes = int(train.labels.max()) + 1
    if len(np.unique(train.labels)) < max(2, classes):
        raise UsageError(
            f"{folder}: train-labels should hold every class from 0 to {max(1, classes - 1)}, and holds "
            f"{len(np.unique(train.labels))} different labels"
        )
    if int(test.labels.max()) >= classes:
        raise UsageError(f"{folder}: t10k-labels holds the class {test.labels.max()}, which train-labels does not have")
    if tuple(digests) == _OFFICIAL:
        return Dataset("mnist", train, test, classes, _GREYS["idx"])
    return Dataset(folder.resolve().name, train, test, classes, _GREYS["idx"], "this is not the official MNIST")


def _check(folder: Path, part: Part, name: str) -> None:
    """Check what belongs together."""
    count, height, width = part.images.shape
    if height != width:
        raise UsageError(f"{folder}: {name}-images are {height}x{width} pixels: the network takes square images only")
    if height < _SMALLEST:
        raise UsageError(f"{folder}: {name}-images are {height}x{width} pixels: they should have {_SMALLEST} or more")
    if count != len(part.labels):
        raise UsageError(
            f"{folder}: {name}-images holds {count:,} images, but {name}-labels {len(part.labels):,} labels"
        )
    if not count:
        raise UsageError(f"{folder}: {name}-images holds no image")
