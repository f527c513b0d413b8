"""The folder of a run: what is written comes back, and what is damaged is a sentence."""

import json
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import pytest

from dlgrade.errors import DlgradeError, UsageError
from dlgrade.train.record import BEST, LAST, RUN, Chunk, Epoch, Folder, Plan, Run, State

MEMORY: dict[str, Any] = {
    "lr": 0.5,
    "betas": (0.9, 0.999),
    "_t": 7,
    "name": "x",
    "none": None,
    "flag": True,
    "list": [1, np.arange(3), {"a": np.float32(2.5)}],
    "_m": {"0.weight": np.ones((2, 3), np.float32), "0.bias": np.zeros(())},
    "_empty": {},
}


def a_run() -> Run:
    """Return a run of three epochs."""
    epochs = [
        Epoch(loss=1.0, accuracy=0.5, test_loss=loss, test_accuracy=accuracy, seconds=1.0, images=10)
        for loss, accuracy in ((0.9, 0.6), (0.5, 0.8), (0.7, 0.8))
    ]
    return Run(
        plan=Plan(data="digits", epochs=3, batch_size=5),
        data_digest="0",
        train_images=10,
        test_images=5,
        submission="1",
        versions={},
        started="",
        isolation="basic",
        epochs=epochs,
        chunks=[Chunk(0, 10, 10, 1.0, 0.5, 1.0)],
    )


def a_state() -> State:
    """Return a state with everything in it."""
    return State(
        epoch=2, batch=1, weights={"0.weight": np.ones(3)}, memory=MEMORY, rival_epochs=1, rival={"model/a": np.ones(2)}
    )


def equal(one: Any, other: Any) -> bool:
    """Whether two values are the same, with the same types."""
    if type(one) is not type(other):
        return False
    if isinstance(one, dict):
        return one.keys() == other.keys() and all(equal(one[key], other[key]) for key in one)
    if isinstance(one, list | tuple):
        return len(one) == len(other) and all(map(equal, one, other))
    if isinstance(one, np.ndarray):
        return one.dtype == other.dtype and one.shape == other.shape and bool(np.all(one == other))
    return bool(one == other)


def test_a_run_comes_back(tmp_path: Path) -> None:
    """History and plan; the folder is made for it."""
    folder = Folder(tmp_path / "new" / "run")
    folder.write_run(a_run())
    assert msgspec.to_builtins(folder.read_run()) == msgspec.to_builtins(a_run())


def test_a_state_comes_back(tmp_path: Path) -> None:
    """Weights, PyTorch's state, and whatever plain data an optimizer remembers, in its types."""
    folder = Folder(tmp_path)
    folder.write_state(a_state())
    found = folder.read_state()
    assert (found.epoch, found.batch, found.rival_epochs) == (2, 1, 1)
    assert equal(found.memory, MEMORY)
    assert equal(found.weights, a_state().weights)
    assert equal(found.rival, a_state().rival)
    folder.write_state(State(epoch=0, batch=0, weights={}, memory=None))
    assert folder.read_state().memory is None


def test_the_best_epoch_is_the_most_accurate_one_with_the_lower_loss() -> None:
    """Of equal accuracies the loss decides; without epochs there is none."""
    run = a_run()
    assert run.best == 1
    run.epochs = []
    assert run.best is None


def test_nothing_half_written_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that is full leaves the file that was there before, and nothing beside it."""
    folder = Folder(tmp_path)
    folder.write_run(a_run())
    before = (tmp_path / RUN).read_bytes()

    def full(path: Path, content: bytes) -> int:
        path.touch()
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(DlgradeError, match=r"run.json: cannot be written: No space left on device; what was there"):
        folder.write_run(a_run())
    assert [path.name for path in tmp_path.iterdir()] == [RUN]
    assert (tmp_path / RUN).read_bytes() == before


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "run.json: is damaged ("),
        (b"{}", "run.json: is damaged ("),
        (b"\xff\xfe", "run.json: is damaged ("),
        (
            json.dumps({**msgspec.to_builtins(a_run()), "version": 9}).encode(),
            "is of version 9, and this dlgrade reads 1",
        ),
    ],
)
def test_a_damaged_run_is_named(tmp_path: Path, content: bytes, words: str) -> None:
    """The file, and what to do."""
    (tmp_path / RUN).write_bytes(content)
    with pytest.raises(UsageError) as caught:
        Folder(tmp_path).read_run()
    assert words in str(caught.value)
    assert "begin anew" in str(caught.value)


def test_a_run_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    """Whatever the system says."""
    (tmp_path / RUN).mkdir()
    with pytest.raises(UsageError, match=r"run\.json: "):
        Folder(tmp_path).read_run()


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        (lambda content: b"", "last.npz: is damaged ("),
        (lambda content: content[: len(content) // 2], "last.npz: is damaged ("),
        (lambda content: content[:200] + b"0000" + content[204:], "last.npz: is damaged ("),
    ],
)
def test_a_damaged_state_is_named(tmp_path: Path, damage: Any, words: str) -> None:
    """The file, and what to do."""
    Folder(tmp_path).write_state(a_state())
    path = tmp_path / LAST
    path.write_bytes(damage(path.read_bytes()))
    with pytest.raises(UsageError) as caught:
        Folder(tmp_path).read_state()
    assert words in str(caught.value)
    assert "begin anew, with another --out" in str(caught.value)


def test_a_state_of_something_else_is_named(tmp_path: Path) -> None:
    """A file of arrays that is no state; a file that is gone."""
    np.savez(tmp_path / LAST, weights=np.ones(3))
    with pytest.raises(UsageError, match=r"last\.npz: is damaged \(KeyError"):
        Folder(tmp_path).read_state()
    with pytest.raises(UsageError, match=r"best\.npz: is missing"):
        Folder(tmp_path).read_best()
    np.savez(tmp_path / BEST, weights=np.array([{}], dtype=object))
    with pytest.raises(UsageError, match=r"best\.npz: is damaged"):
        Folder(tmp_path).read_best()
