"""A student's network as the trusted side sees it: it is trained over there, and only numbers come back."""

import contextlib
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from dlgrade.course import Limits
from dlgrade.errors import CheckFailure, ProtocolError, TrainingError
from dlgrade.protocol import one_line
from dlgrade.sandbox import Sandbox
from dlgrade.student import Conversation, StudentRaised, Submission
from dlgrade.student.failures import module_of
from dlgrade.student.proxies import Remote, Student
from dlgrade.train.data import Dataset, Part

FAR_SIDE = Path(__file__).with_name("far_side.py")
MODULE = "cnn"
NEEDED = ("losses", "optimizers")  # modules that are used beside it, whether it imports them or not
_PIECE = 32 << 20  # bytes of images in one message
_ARRAYS_LIMIT = 10_000  # arrays of a network
_NAME_LIMIT = 60  # characters of a layer's or a key's name
_COMPLAINT = "Complaint"  # the far side's own kind of exception, which holds a sentence
LIMITS = Limits(
    call_seconds=3600.0,  # one call may be a batch of a network written in loops; Ctrl-C ends it sooner
    load_seconds=30.0,
    memory_mb=8192,
    cpu_seconds=30 * 86_400,
)


@dataclass(frozen=True)
class Profile:
    """Where the time of one training step goes: seconds, by layer and in all."""

    names: list[str]
    forward: list[float]
    backward: list[float]
    loss: float
    step: float
    images: int

    @property
    def seconds(self) -> float:
        """Of the whole step."""
        return sum(self.forward) + sum(self.backward) + self.loss + self.step

    @property
    def forward_seconds(self) -> float:
        """Of the forward pass."""
        return sum(self.forward)


class Network:
    """A network over there; a TrainingError says what went wrong in it."""

    def __init__(self, sandbox: Sandbox, submission: Submission, plan: dict[str, Any], data: Dataset):
        self._talk = Conversation(sandbox, submission, MODULE, FAR_SIDE.read_text("utf-8"), recording=False)
        self.warnings: list[str] = []  # of the latest call
        student = Student(self._talk)
        settings = {**plan, "side": data.side, "classes": data.classes, "white": data.white}
        with _explained("your network cannot be built", submission):
            self._far: Remote = student.probes.Training(settings)
        self._caller = student.probes.Training._caller
        self._submission, self._data = submission, data
        for name, part in (("train", data.train), ("test", data.test)):
            self._send(name, part)

    def close(self) -> None:
        """End its process."""
        self._talk.close()

    def _send(self, name: str, part: Part) -> None:
        count = max(1, _PIECE // max(1, part.images[0].size))
        for start in range(0, len(part), count):
            piece = slice(start, start + count)
            self._ask("your network cannot be built", "hold", name, part.images[piece], part.labels[piece])

    def train(self, order: np.ndarray, epoch: int, first: int) -> np.ndarray:
        """Train on some whole batches; return loss and accuracy of each, up to the first loss that is not finite."""
        what = f"training stopped in epoch {epoch + 1}, near batch {first + 1}"
        return _numbers(self._ask(what, "train", order, epoch, first), what, (-1, 2))

    def evaluate(self, start: int, stop: int) -> tuple[float, float]:
        """Return loss and accuracy on some of the test images, by the student's own evaluate."""
        what = "the test stopped"
        pair = self._ask(what, "evaluate", start, stop)
        if not isinstance(pair, tuple | list) or len(pair) != 2:
            raise TrainingError(
                f"{what}: evaluate should return a pair, (loss, accuracy), not {one_line(repr(pair)[:80])}"
            )
        loss, accuracy = _numbers(list(pair), f"{what}: evaluate", (2,)).tolist()
        return loss, accuracy

    def logits(self, start: int, stop: int) -> np.ndarray:
        """Return the scores of some of the test images, (images, classes)."""
        what = "the report's look at the test images"
        found = self._ask(what, "logits", start, stop)
        return _numbers(found, what, (stop - start, self._data.classes), finite=True)

    def maps(self, which: np.ndarray) -> list[tuple[str, np.ndarray]]:
        """Return name and output (images, channels, height, width) of each layer that makes images."""
        what = "the report's look at the feature maps"
        found = []
        for item in _items(self._ask(what, "maps", which), what):
            name, array = _pair(item, what)
            maps = _numbers(array, what, (len(which), -1, -1, -1), finite=True)
            found.append((_name(name), maps))
        return found

    def weights(self) -> dict[str, np.ndarray]:
        """Return the network's arrays, under the keys that the student's save uses."""
        found = self._ask("the weights cannot be read", "weights")
        return _arrays(found)

    def restore(self, weights: dict[str, np.ndarray]) -> None:
        """Write such arrays into the network."""
        self._ask("the kept weights cannot be given back", "restore", weights)

    def memory(self) -> dict[str, Any] | None:
        """Return what the optimizer remembers; None if it cannot be kept."""
        found = self._ask("the optimizer's memory cannot be read", "memory")
        return found if isinstance(found, dict) and _is_plain(found) else None

    def remember(self, memory: dict[str, Any]) -> None:
        """Give the optimizer such a memory."""
        self._ask("the optimizer's memory cannot be given back", "remember", memory)

    def profile(self, images: int) -> Profile:
        """Time one training step on some images, on a network that is thrown away."""
        what = "training stopped in its first step"
        found = self._ask(what, "profile", images)
        try:
            names = [_name(each) for each in found["names"]]
            forward, backward = (_numbers(found[key], what, (len(names),)) for key in ("forward", "backward"))
            loss, step = _numbers([found["loss"], found["step"]], what, (2,)).tolist()
            return Profile(names, forward.tolist(), backward.tolist(), loss, step, int(found["images"]))
        except (TypeError, KeyError, ValueError):
            raise TrainingError(f"{what}: its times make no sense") from None

    def symptoms(self, order: np.ndarray) -> dict[str, list[tuple[str, float]]]:
        """Return the largest entry of each layer's output, each parameter and each gradient."""
        found = self._ask("the look for what is not finite", "symptoms", order)
        symptoms: dict[str, list[tuple[str, float]]] = {}
        if isinstance(found, dict):
            for key in ("outputs", "params", "grads"):
                pairs = found.get(key)
                symptoms[key] = [
                    (_name(pair[0]), float(pair[1]))
                    for pair in (pairs if isinstance(pairs, list) else [])
                    if isinstance(pair, list) and len(pair) == 2 and isinstance(pair[1], float)
                ]
        return symptoms

    def _ask(self, what: str, method: str, *arguments: Any) -> Any:
        """Call a method over there; a TrainingError begins with `what`."""
        with _explained(what, self._submission):
            call = self._caller.observe(self._far.opaque_handle, method, method, arguments, {})
            self.warnings = call.warnings
            if call.error is not None:
                raise call.error
        return call.value


@contextlib.contextmanager
def _explained(what: str, submission: Submission) -> Iterator[None]:
    """Turn a failure of the student's code into one error for the student."""
    try:
        yield
    except StudentRaised as error:
        raise TrainingError(f"{what}: {_story(error, submission)}") from None
    except CheckFailure as error:
        hint = f"\nhint: {error.hint}" if error.hint else ""
        raise TrainingError(f"{what}: {error}{hint}") from None
    except ProtocolError as error:
        raise TrainingError(f"{what}: {error}") from None


def _story(error: StudentRaised, submission: Submission) -> str:
    """Tell an exception with the student's own line, and which exercise judges it."""
    if error.type_name == _COMPLAINT:
        return error.text
    if not error.frames:
        return f"{error.type_name}: {error.text}" if error.type_name != "StudentRaised" else str(error)
    file, line, function, text = error.frames[-1]
    topic = module_of(file)
    if error.not_written:
        return f"{function} of {file}, line {line}, is not written yet\nhint: write it, then run: dlgrade check {topic}"
    said = f"{error.type_name}: {error.text}" if error.text else error.type_name
    where = f"in {file}, line {line}" + (f", {function}" if function else "") + (f": {text}" if text else "")
    known = topic in submission.sources
    return f"{said}\n{where}" + (f"\nhint: run: dlgrade check {topic}" if known else "")


def _numbers(value: Any, what: str, shape: Sequence[int], *, finite: bool = False) -> np.ndarray:
    """Return float64 numbers of a shape, in which -1 stands for any length."""
    try:
        array = np.asarray(value, dtype=np.float64)
    except (TypeError, ValueError):
        raise TrainingError(f"{what}: it gave {one_line(repr(value)[:80])} where numbers were expected") from None
    if array.ndim != len(shape) or any(want not in (-1, got) for want, got in zip(shape, array.shape, strict=True)):
        words = ", ".join("any" if want < 0 else str(want) for want in shape)
        raise TrainingError(f"{what}: numbers of shape ({words}) were expected, and came as {array.shape}")
    if finite and not np.isfinite(array).all():
        raise TrainingError(f"{what}: there are numbers that are not finite")
    return array


def _arrays(value: Any) -> dict[str, np.ndarray]:
    """Return named arrays, each finite and of floating numbers."""
    if not isinstance(value, dict) or not 0 < len(value) <= _ARRAYS_LIMIT:
        raise TrainingError("the weights cannot be read: params should be a dict of arrays")
    for key, array in value.items():
        floating = isinstance(array, np.ndarray) and array.dtype.kind == "f"
        if not isinstance(key, str) or len(key) > _NAME_LIMIT or one_line(key) != key or not floating:
            raise TrainingError(
                f"the weights cannot be read: {one_line(str(key)[:_NAME_LIMIT])} is no array of numbers"
            )
        if not np.isfinite(array).all():
            raise TrainingError(f"the weights cannot be kept: {key} holds numbers that are not finite")
    return value


def _items(value: Any, what: str) -> list[Any]:
    if not isinstance(value, list):
        raise TrainingError(f"{what}: a list was expected")
    return value


def _pair(value: Any, what: str) -> tuple[Any, Any]:
    if not isinstance(value, list) or len(value) != 2:
        raise TrainingError(f"{what}: pairs were expected")
    return value[0], value[1]


def _name(value: Any) -> str:
    return one_line(str(value)[:_NAME_LIMIT])


def _is_plain(value: Any) -> bool:
    """Whether all of it came as numbers, text, arrays and containers, nothing staying on the other side."""
    if value is None or isinstance(value, bool | int | float | str | np.generic | np.ndarray):
        return not (isinstance(value, float) and math.isnan(value))
    if isinstance(value, list | tuple):
        return all(map(_is_plain, value))
    return (
        isinstance(value, dict) and all(isinstance(key, str) for key in value) and all(map(_is_plain, value.values()))
    )
