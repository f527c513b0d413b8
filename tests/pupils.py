"""Students whose networks are trained in tests, and small data sets to train them on."""

import gzip
import shutil
import struct
from pathlib import Path

import numpy as np
from classroom import COURSE
from click.testing import Result
from commands import run

TOPICS = ("losses", "backprop", "convolution", "pooling", "optimizers", "cnn")
FILES = ("train-images-idx3-ubyte", "train-labels-idx1-ubyte", "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte")
SIDE, CLASSES, TRAIN, TEST = 8, 3, 60, 30


def pupil(folder: Path, **changed: str) -> Path:
    """Write a student's modules side by side, the solution's to whose ends `changed` adds texts."""
    folder.mkdir(parents=True, exist_ok=True)
    for topic in TOPICS:
        shutil.copy(COURSE.exercise(topic).solution, folder)
    for topic, text in changed.items():
        path = folder / f"{topic}.py"
        path.write_text(path.read_text("utf-8") + "\n\n" + text, "utf-8")
    return folder


def squares(count: int, rng: np.random.Generator, side: int = SIDE) -> tuple[np.ndarray, np.ndarray]:
    """Return images with a bright row, column or square, and which of the three it is."""
    labels = (np.arange(count) % CLASSES).astype(np.uint8)
    images = rng.integers(0, 60, (count, side, side)).astype(np.uint8)
    for image, label in zip(images, labels, strict=True):
        place = rng.integers(1, side - 2)
        image[(np.s_[place], np.s_[:, place], np.s_[place : place + 2, 2:5])[label]] = 255
    return images, labels


def idx(array: np.ndarray) -> bytes:
    """Return an array as an idx file."""
    return struct.pack(f">HBB{array.ndim}I", 0, 8, array.ndim, *array.shape) + array.tobytes()


def write_data(folder: Path, *, zipped: bool = False, **parts: np.ndarray) -> Path:
    """Write the four files of a data set; `train_images` and so on replace what is drawn."""
    rng = np.random.default_rng(0)
    drawn = dict(zip(("train_images", "train_labels"), squares(TRAIN, rng), strict=True))
    drawn |= dict(zip(("t10k_images", "t10k_labels"), squares(TEST, rng), strict=True))
    drawn |= parts
    folder.mkdir(parents=True, exist_ok=True)
    for name, array in zip(FILES, drawn.values(), strict=True):
        content = idx(array)
        (folder / (name + ".gz" * zipped)).write_bytes(gzip.compress(content) if zipped else content)
    return folder


def train(mine: Path, data: Path | str, out: Path, *options: object, **variables: str) -> Result:
    """Run `dlgrade train` here."""
    named = () if "--data" in options or "--resume" in options else ("--data", data)
    return run("train", "--submission", mine, "--out", out, *named, *options, **variables)
