"""What `dlgrade train --data` takes: real files, and a clear sentence for every file that is not as it should be."""

import gzip
import hashlib
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from pupils import CLASSES, FILES, SIDE, TEST, TRAIN, idx, squares, write_data

from dlgrade import digits
from dlgrade.errors import UsageError
from dlgrade.train import data as sets

IMAGES, LABELS = FILES[:2]
RNG = np.random.default_rng(1)


def sentence(folder: Path, name: str | None = None) -> str:
    """Return why data is refused."""
    with pytest.raises(UsageError) as caught:
        sets.load(name or str(folder), folder)
    return str(caught.value)


@pytest.mark.parametrize("zipped", [False, True])
@pytest.mark.parametrize("mark", ["-", "."])
def test_a_folder_of_idx_files_is_data(tmp_path: Path, zipped: bool, mark: str) -> None:
    """Compressed or not, named with a hyphen or a dot: images and labels as they were written, with a note."""
    write_data(tmp_path / "squares", zipped=zipped)
    for path in list((tmp_path / "squares").iterdir()):
        path.rename(path.with_name(path.name.replace("-idx", f"{mark}idx")))
    found = sets.load("squares", tmp_path)
    assert (found.name, found.side, found.classes, found.white) == ("squares", SIDE, CLASSES, 255)
    assert (len(found.train), len(found.test)) == (TRAIN, TEST)
    images, labels = squares(TRAIN, np.random.default_rng(0))
    np.testing.assert_array_equal(found.train.images, images)
    np.testing.assert_array_equal(found.train.labels, labels)
    assert found.note == "this is not the official MNIST"
    assert len(found.first(7).train) == 7
    assert found.first(None) is found.first(TRAIN + 1) is found


def test_the_digits_are_the_embedded_ones() -> None:
    """28x28 pixels, the same split as everybody's, and no rounding."""
    found = sets.load("digits", Path("nowhere"))
    x_train, y_train, x_test, y_test = digits.split_digits(28)
    np.testing.assert_array_equal(found.train.images / found.white, x_train[:, 0])
    np.testing.assert_array_equal(found.test.images / found.white, x_test[:, 0])
    np.testing.assert_array_equal(found.train.labels, y_train)
    np.testing.assert_array_equal(found.test.labels, y_test)
    assert (found.classes, found.note) == (10, "")


def test_the_digest_is_of_all_that_is_trained_on(tmp_path: Path) -> None:
    """Another pixel, another digest."""
    one = sets.load(str(write_data(tmp_path / "one")), tmp_path)
    images = one.test.images.copy()
    images[-1, -1, -1] ^= 1
    other = sets.load(str(write_data(tmp_path / "other", t10k_images=images)), tmp_path)
    assert one.digest == sets.load(str(write_data(tmp_path / "same")), tmp_path).digest != other.digest
    assert one.digest != one.first(10).digest


def changed(name: str, change: Callable[[bytes], bytes]) -> Callable[[Path], None]:
    """Return what changes a file's content."""
    return lambda folder: (folder / name).write_bytes(change((folder / name).read_bytes())) and None


def replaced(**parts: np.ndarray) -> Callable[[Path], None]:
    """Return what writes other arrays."""
    return lambda folder: write_data(folder, **parts) and None


def zipped(change: Callable[[bytes], bytes]) -> Callable[[Path], None]:
    """Return what compresses the images and changes the result."""

    def apply(folder: Path) -> None:
        content = (folder / IMAGES).read_bytes()
        (folder / IMAGES).unlink()
        (folder / (IMAGES + ".gz")).write_bytes(change(gzip.compress(content)))

    return apply


BOMB = idx(np.zeros((TRAIN, SIDE, SIDE), np.uint8)) + bytes(50 << 20)
FAULTS = {
    "a missing file": (
        lambda folder: (folder / LABELS).unlink(),
        "there is no train-labels-idx1-ubyte, with or without .gz",
    ),
    "an empty file": (changed(IMAGES, lambda content: b""), "it has not even a whole header"),
    "a short header": (changed(IMAGES, lambda content: content[:9]), "it has not even a whole header"),
    "too few bytes": (
        changed(IMAGES, lambda content: content[:-1]),
        "its header announces 3,840 bytes; fetch it again",
    ),
    "too many bytes": (changed(IMAGES, lambda content: content + b"0"), "holds more than the 3,840 bytes"),
    "labels for images": (
        changed(IMAGES, lambda content: idx(np.zeros(20, np.uint8))),
        "it should begin with the bytes 00 00 08 03, and begins with 00 00 08 01",
    ),
    "a text": (changed(LABELS, lambda content: b"<!doctype html>"), "not an idx file of labels"),
    "numbers of 32 bits": (changed(IMAGES, lambda content: b"\0\0\x0c\3" + content[4:]), "begins with 00 00 0c 03"),
    "a header of terabytes": (
        changed(IMAGES, lambda content: content[:4] + b"\xff" * 12),
        "and 1,073,741,824 are the most that are read",
    ),
    "a truncated gz": (zipped(lambda content: content[:-20]), "the file ends too early: fetch it again"),
    "a damaged gz": (zipped(lambda content: content[:60] + b"0000" + content[64:]), "a damaged gz file ("),
    "a gz bomb": (
        zipped(lambda content: gzip.compress(BOMB)),
        "holds more than the 3,840 bytes that its header announces",
    ),
    "a folder for a file": (
        lambda folder: [(folder / IMAGES).unlink(), (folder / IMAGES).mkdir()],
        "there is no train-images-idx3-ubyte",
    ),
    "fewer labels": (replaced(train_labels=np.zeros(5, np.uint8)), "train-images holds 60 images, but train-labels 5"),
    "fewer test labels": (
        replaced(t10k_labels=np.zeros(5, np.uint8)),
        "t10k-images holds 30 images, but t10k-labels 5",
    ),
    "oblong images": (
        replaced(train_images=np.zeros((TRAIN, 8, 9), np.uint8)),
        "train-images are 8x9 pixels: the network takes square",
    ),
    "tiny images": (
        replaced(train_images=np.zeros((TRAIN, 3, 3), np.uint8)),
        "are 3x3 pixels: they should have 4 or more",
    ),
    "two sizes": (replaced(t10k_images=np.zeros((TEST, 9, 9), np.uint8)), "should be of one size, not 8x8 and 9x9"),
    "no image": (
        replaced(train_images=np.zeros((0, 8, 8), np.uint8), train_labels=np.zeros(0, np.uint8)),
        "train-images holds no image",
    ),
    "one class": (replaced(train_labels=np.zeros(TRAIN, np.uint8)), "every class from 0 to 1, and holds 1 different"),
    "a class left out": (
        replaced(train_labels=np.full(TRAIN, 4, np.uint8)),
        "every class from 0 to 4, and holds 1 different",
    ),
    "an unknown class": (
        replaced(t10k_labels=np.full(TEST, 9, np.uint8)),
        "t10k-labels holds the class 9, which train-labels does not have",
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_named(fault: str, tmp_path: Path) -> None:
    """One sentence, with the folder or file."""
    change, words = FAULTS[fault]
    change(write_data(tmp_path / "data"))
    said = sentence(tmp_path / "data")
    assert words in said
    assert said.startswith(str(tmp_path / "data"))


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the system says."""
    data = write_data(tmp_path)
    opened = Path.open

    def refuse(path: Path, *arguments: object) -> object:
        if path.name == IMAGES:
            raise PermissionError(13, "Permission denied")
        return opened(path, *arguments)  # type: ignore[call-overload]

    monkeypatch.setattr(Path, "open", refuse)
    assert sentence(data) == f"{data / IMAGES}: cannot be read: Permission denied"


def test_another_name_is_no_data(tmp_path: Path) -> None:
    """What is neither digits, mnist nor a folder."""
    assert (
        sentence(tmp_path, "mints") == "--data mints: say digits, mnist, or name a folder that holds the four idx files"
    )


def test_mnist_is_looked_for_in_named_places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The variable, ./mnist and the cache folder, in this order; all of them are named where there is nothing."""
    monkeypatch.setenv("DLGRADE_MNIST", str(tmp_path / "named"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    said = sentence(tmp_path, "mnist")
    assert said.startswith("MNIST is not here: put its four files, train-images-idx3-ubyte.gz and so on, into one of ")
    folders = sets.places(tmp_path)
    assert folders[:2] == [tmp_path / "named", tmp_path / "mnist"]
    assert all(str(folder) in said for folder in folders)
    assert said.endswith("or name their folder with --data DIR or DLGRADE_MNIST")


def test_mnist_must_be_the_official_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Other content under the same names is refused as mnist, and offered as what it is; the digests decide."""
    monkeypatch.delenv("DLGRADE_MNIST", raising=False)
    folder = write_data(tmp_path / "mnist", zipped=True)
    said = sentence(tmp_path, "mnist")
    assert "these are not MNIST's four files" in said
    assert f"--data {folder}" in said
    digests = [hashlib.sha256(gzip.decompress((folder / f"{name}.gz").read_bytes())).hexdigest() for name in FILES]
    monkeypatch.setattr(sets, "_OFFICIAL", tuple(digests))
    found = sets.load("mnist", tmp_path)
    assert (found.name, found.note) == ("mnist", "")
    assert sets.load(str(folder), tmp_path).name == "mnist"
