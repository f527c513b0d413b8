"""The folder of a run: run.json, what happened; best.npz and last.npz, the weights. A file is written whole or not."""

import contextlib
import io
import json
from pathlib import Path
from typing import Any

import msgspec
import numpy as np

from dlgrade.errors import DlgradeError, UsageError

VERSION = 1
RUN, BEST, LAST = "run.json", "best.npz", "last.npz"
_MODEL, _MEMORY, _RIVAL = "model/", "memory/", "reference/"
_SKELETON = "state"  # of last.npz: where the run was, and what the optimizer remembers, as JSON in bytes


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """What decides a run: the same plan, code and data give the same weights. `lr` None is the optimizer's own."""

    data: str
    images: int | None = None
    epochs: int
    batch_size: int
    optimizer: str = "Adadelta"
    lr: float | None = None
    seed: int = 0
    float32: bool = False
    compare: bool = False


class Chunk(msgspec.Struct, frozen=True, array_like=True):
    """Some batches: the epoch from 0, images of it seen by then, means over the chunk, seconds it took."""

    epoch: int
    seen: int
    images: int
    loss: float
    accuracy: float
    seconds: float


class Epoch(msgspec.Struct, frozen=True, kw_only=True):
    """One pass over the training images, and the test after it."""

    loss: float
    accuracy: float
    test_loss: float
    test_accuracy: float
    seconds: float
    images: int


class Timing(msgspec.Struct, frozen=True, kw_only=True):
    """Where the time of one training step goes: seconds."""

    names: list[str]
    forward: list[float]
    backward: list[float]
    loss: float
    step: float
    images: int


class Run(msgspec.Struct, kw_only=True):
    """What run.json holds."""

    version: int = VERSION
    plan: Plan
    data_digest: str
    train_images: int
    test_images: int
    submission: str  # SHA-256 of the sources
    versions: dict[str, str]
    started: str
    isolation: str
    epochs: list[Epoch] = []
    chunks: list[Chunk] = []
    reference: list[Epoch] = []  # PyTorch's
    reference_chunks: list[Chunk] = []
    reference_device: str = ""
    timing: Timing | None = None
    notes: list[str] = []

    @property
    def best(self) -> int | None:
        """The epoch with the highest accuracy on the test images, the lower loss deciding between equal ones."""
        if not self.epochs:
            return None
        return min(range(len(self.epochs)), key=lambda at: (-self.epochs[at].test_accuracy, self.epochs[at].test_loss))


class State(msgspec.Struct, kw_only=True):
    """Where a run is: epoch and batch that come next, the weights then, and what both optimizers remember."""

    epoch: int
    batch: int
    weights: dict[str, np.ndarray]
    memory: dict[str, Any] | None
    rival_epochs: int = 0
    rival: dict[str, np.ndarray] = {}


class Folder:
    """The folder of one run."""

    def __init__(self, path: Path):
        self.path = path

    def begin(self) -> None:
        """Insist on a new folder; UsageError if there is something in it already."""
        if (self.path / RUN).exists():
            raise UsageError(
                f"{self.path}: holds a run already: go on with it by --resume, or name another folder with --out"
            )
        try:
            if self.path.exists() and (not self.path.is_dir() or any(self.path.iterdir())):
                what = "is not empty" if self.path.is_dir() else "is a file"
                raise UsageError(f"{self.path}: {what}: name another folder with --out")
        except OSError as error:
            raise UsageError(f"{self.path}: {error.strerror}: name another folder with --out") from None

    def read_run(self) -> Run:
        """Return what has happened so far; UsageError if that is nothing."""
        path = self.path / RUN
        try:
            run = msgspec.json.decode(path.read_bytes(), type=Run)
        except FileNotFoundError:
            raise UsageError(f"{self.path}: there is no run to go on with: leave --resume out") from None
        except OSError as error:
            raise UsageError(f"{path}: {error.strerror}") from None
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise UsageError(f"{path}: is damaged ({error}): begin anew, with another --out") from None
        if run.version != VERSION:
            raise UsageError(f"{path}: is of version {run.version}, and this dlgrade reads {VERSION}: begin anew")
        return run

    def write_run(self, run: Run) -> None:
        """Write run.json."""
        self._write(RUN, msgspec.json.encode(run) + b"\n")

    def read_state(self) -> State:
        """Return where the run was when it was last kept."""
        arrays = self._arrays(LAST)
        try:
            skeleton = json.loads(bytes(arrays.pop(_SKELETON)).decode())
            memory = None if skeleton["memory"] is None else _rebuilt(skeleton["memory"], arrays)
            return State(
                epoch=int(skeleton["epoch"]),
                batch=int(skeleton["batch"]),
                weights=_under(arrays, _MODEL),
                memory=memory,
                rival_epochs=int(skeleton["rival_epochs"]),
                rival=_under(arrays, _RIVAL),
            )
        except (KeyError, TypeError, ValueError) as error:
            raise UsageError(
                f"{self.path / LAST}: is damaged ({type(error).__name__}: {error}): begin anew, with another --out"
            ) from None

    def write_state(self, state: State) -> None:
        """Write last.npz."""
        arrays = {_MODEL + key: array for key, array in state.weights.items()}
        arrays |= {_RIVAL + key: array for key, array in state.rival.items()}
        memory = None if state.memory is None else _dismantled(state.memory, arrays)
        skeleton = {"epoch": state.epoch, "batch": state.batch, "rival_epochs": state.rival_epochs, "memory": memory}
        arrays[_SKELETON] = np.frombuffer(json.dumps(skeleton).encode(), np.uint8)
        self._write_arrays(LAST, arrays)

    def read_best(self) -> dict[str, np.ndarray]:
        """Return the best weights."""
        return self._arrays(BEST)

    def write_best(self, weights: dict[str, np.ndarray]) -> None:
        """Write best.npz, which the student's own load reads."""
        self._write_arrays(BEST, weights)

    def _arrays(self, name: str) -> dict[str, np.ndarray]:
        path = self.path / name
        try:
            with path.open("rb") as opened, np.load(opened, allow_pickle=False) as file:
                return {key: file[key] for key in file.files}
        except FileNotFoundError:
            raise UsageError(f"{path}: is missing: begin anew, with another --out") from None
        except Exception as error:  # zipfile, zlib, numpy and struct each have their own for a damaged file
            raise UsageError(f"{path}: is damaged ({error}): begin anew, with another --out") from None

    def _write_arrays(self, name: str, arrays: dict[str, np.ndarray]) -> None:
        content = io.BytesIO()
        np.savez(content, allow_pickle=False, **arrays)
        self._write(name, content.getbuffer())

    def _write(self, name: str, content: bytes | memoryview) -> None:
        path = self.path / name
        temporary = path.with_name(name + ".partial")
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            temporary.write_bytes(content)
            temporary.replace(path)
        except OSError as error:
            with contextlib.suppress(OSError):
                temporary.unlink()
            raise DlgradeError(f"{path}: cannot be written: {error.strerror}; what was there before stays") from None


def _under(arrays: dict[str, np.ndarray], prefix: str) -> dict[str, np.ndarray]:
    return {key.removeprefix(prefix): array for key, array in arrays.items() if key.startswith(prefix)}


def _dismantled(value: Any, arrays: dict[str, np.ndarray]) -> Any:
    """Return plain data as JSON that names its arrays, and put these where they can be written."""
    if isinstance(value, np.generic | np.ndarray):
        name = f"{_MEMORY}{len(arrays)}"
        arrays[name] = np.asarray(value)
        return {"array" if isinstance(value, np.ndarray) else "scalar": name}
    if isinstance(value, dict):
        return {"dict": [[key, _dismantled(each, arrays)] for key, each in value.items()]}
    if isinstance(value, list | tuple):
        return {"tuple" if isinstance(value, tuple) else "list": [_dismantled(each, arrays) for each in value]}
    return value


def _rebuilt(value: Any, arrays: dict[str, np.ndarray]) -> Any:
    if not isinstance(value, dict):
        return value
    ((kind, content),) = value.items()
    if kind == "array":
        return arrays[content]
    if kind == "scalar":
        return arrays[content][()]
    if kind == "dict":
        return {key: _rebuilt(each, arrays) for key, each in content}
    items = [_rebuilt(each, arrays) for each in content]
    return tuple(items) if kind == "tuple" else items
