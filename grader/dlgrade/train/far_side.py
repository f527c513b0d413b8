"""What runs beside the student's code while their network trains: it is sent over the wall as text, not imported here.

It calls the student's own build_cnn, fit, evaluate and optimizer, keeps the model and the optimizer between calls, and
hands out copies. Nothing here is trusted by the other side.
"""

import importlib
import time
from typing import Any

import numpy as np

_LIMIT = 8  # containers within containers in what an optimizer remembers
_RUNNING = ("running_mean", "running_var")


class Complaint(Exception):  # noqa: N818 - a sentence for the student
    """What is wrong with the student's work, in one sentence."""


class Training:
    """A network, its optimizer and the data."""

    def __init__(self, plan: dict[str, Any]):
        self._plan = plan
        self._seed: int = plan["seed"]
        self._dtype = np.float32 if plan["float32"] else np.float64
        self._fit = _named("cnn", "fit")
        self._evaluate = _named("cnn", "evaluate")
        self._loss = _named("losses", "softmax_cross_entropy"), _named("losses", "softmax_cross_entropy_backward")
        self._data: dict[str, list[np.ndarray]] = {}
        self._model, self._optimizer = self._build()

    def _build(self) -> tuple[Any, Any]:
        """Make a network and an optimizer, the same whenever it is called."""
        plan = self._plan
        model = _named("cnn", "build_cnn")(np.random.default_rng(self._seed), plan["side"], 1, plan["classes"])
        if self._dtype is np.float32:
            _to_float32(model)
        optimizer = _named("optimizers", plan["optimizer"])
        return model, optimizer() if plan["lr"] is None else optimizer(lr=plan["lr"])

    def hold(self, part: str, images: np.ndarray, labels: np.ndarray) -> None:
        """Keep data; more of the same part is added to what is there."""
        held = self._data.get(part)
        new = [images.copy(), labels.copy()]
        self._data[part] = new if held is None else [np.concatenate(pair) for pair in zip(held, new, strict=True)]

    def _examples(self, part: str, which: Any) -> tuple[np.ndarray, np.ndarray]:
        images, labels = self._data[part]
        x = images[which].astype(self._dtype)
        x /= self._plan["white"]
        return x[:, None], labels[which].astype(np.int64)

    def train(self, order: np.ndarray, epoch: int, first: int) -> list[list[float]]:
        """Call fit once for each batch; return loss and accuracy of each, as far as the losses were finite.

        order: the examples of some whole batches, in their order
        first: the number of the first of them within the epoch
        """
        size, found = self._plan["batch_size"], []
        for start in range(0, len(order), size):
            x, y = self._examples("train", order[start : start + size])
            rng = np.random.default_rng([self._seed, epoch, first + start // size])
            history = self._fit(self._model, self._loss, self._optimizer, x, y, 1, size, rng)
            found.append([_last(history, "loss"), _last(history, "accuracy")])
            if not np.isfinite(found[-1][0]):
                break
        return found

    def evaluate(self, start: int, stop: int) -> object:
        """Call evaluate on some of the test images."""
        return self._evaluate(self._model, *self._examples("test", slice(start, stop)))

    def logits(self, start: int, stop: int) -> object:
        """Return what the network says of some of the test images, in evaluation mode."""
        return self._outputs(self._examples("test", slice(start, stop))[0])[-1][1]

    def maps(self, which: np.ndarray) -> list[list[Any]]:
        """Return [layer's name, output] for every layer of the network that makes images of images."""
        found = self._outputs(self._examples("test", which)[0])
        return [[name, out] for name, out in found if np.ndim(out) == 4]

    def _outputs(self, x: np.ndarray) -> list[tuple[str, Any]]:
        """Return every layer's name and output, the network's last, in evaluation mode."""
        model, found = self._model, []
        model.eval()
        try:
            for name, layer in _layers(model):
                x = layer.forward(x)
                found.append((name, x))
        finally:
            model.train()
        return found

    def weights(self) -> dict[str, np.ndarray]:
        """Return what makes the trained network what it is, under the keys of save."""
        return {key: np.array(array) for key, array in _state(self._model).items()}

    def restore(self, weights: dict[str, np.ndarray]) -> None:
        """Write such arrays into the network."""
        state = _state(self._model)
        for key in state.keys() | weights.keys():
            if key not in state or key not in weights or np.shape(state[key]) != np.shape(weights[key]):
                raise Complaint(f"the weights that were kept do not fit your network: see {key}")
        for key, array in state.items():
            array[...] = weights[key]

    def memory(self) -> object:
        """Return what the optimizer remembers, or None if it is more than numbers, arrays and containers of them."""
        try:
            return _plain(vars(self._optimizer))
        except (TypeError, RecursionError):
            return None

    def remember(self, memory: dict[str, Any]) -> None:
        """Give the optimizer such a memory."""
        for name, value in memory.items():
            setattr(self._optimizer, name, _copied(value))

    def profile(self, count: int) -> dict[str, Any]:
        """Time one training step on a network of its own, layer by layer: seconds."""
        model, optimizer = self._build()
        x, y = self._examples("train", slice(0, count))
        layers = _layers(model)
        names, forward = [name for name, _ in layers], list[float]()
        backward = list[float]()
        model.train()
        clock = time.perf_counter
        for _, layer in layers:
            started = clock()
            x = layer.forward(x)
            forward.append(clock() - started)
        started = clock()
        self._loss[0](x, y)
        dout = self._loss[1](x, y)
        loss = clock() - started
        for _, layer in reversed(layers):
            started = clock()
            dout = layer.backward(dout)
            backward.insert(0, clock() - started)
        started = clock()
        optimizer.step(model.params, model.grads)
        return {
            "names": names,
            "forward": forward,
            "backward": backward,
            "loss": loss,
            "step": clock() - started,
            "images": len(y),
        }

    def symptoms(self, order: np.ndarray) -> dict[str, list[list[Any]]]:
        """Return the largest entry of each layer's output, each parameter and each gradient: [name, size]."""
        with np.errstate(all="ignore"):
            outputs = [[name, _largest(out)] for name, out in self._outputs(self._examples("train", order)[0])]
            return {
                "outputs": outputs,
                "params": [[key, _largest(array)] for key, array in self._model.params.items()],
                "grads": [[key, _largest(array)] for key, array in self._model.grads.items()],
            }


def _named(module: str, name: str) -> Any:
    found = getattr(importlib.import_module(module), name, None)
    if found is None:
        raise Complaint(f"{module}.py has no {name}")
    return found


def _last(history: Any, key: str) -> float:
    try:
        return float(history[key][-1])
    except (TypeError, KeyError, IndexError, ValueError):
        shown = repr(history)[:100]
        raise Complaint(
            f'fit should return a dict with the lists "loss" and "accuracy", one number for each epoch, not {shown}'
        ) from None


def _layers(model: Any) -> list[tuple[str, Any]]:
    """Return the layers that a model applies one after the other, with the names of their classes."""
    layers = getattr(model, "layers", None)
    if not isinstance(layers, list | tuple) or not layers:
        return [(type(model).__name__, model)]
    return [(type(layer).__name__, layer) for layer in layers]


def _state(model: Any, prefix: str = "") -> dict[str, Any]:
    """Return the arrays themselves: parameters, and running statistics of layers that have them."""
    layers = getattr(model, "layers", None)
    if not isinstance(layers, list | tuple):
        return {f"{prefix}{name}": array for name, array in model.params.items()}
    found: dict[str, Any] = {}
    for place, layer in enumerate(layers):
        if hasattr(layer, "layers"):
            found |= _state(layer, f"{prefix}{place}.")
            continue
        found |= {f"{prefix}{place}.{name}": array for name, array in layer.params.items()}
        found |= {f"{prefix}{place}.{name}": getattr(layer, name) for name in _RUNNING if hasattr(layer, name)}
    return found


def _to_float32(model: Any) -> None:
    """Have the layers keep float32 arrays; their dicts are written to, since a model may collect from them."""
    for layer in getattr(model, "layers", []):
        if hasattr(layer, "layers"):
            _to_float32(layer)
            continue
        for key, array in layer.params.items():
            layer.params[key] = array.astype(np.float32)
        for name in _RUNNING:
            if hasattr(layer, name):
                setattr(layer, name, getattr(layer, name).astype(np.float32))
    if any(array.dtype != np.float32 for array in model.params.values()):
        raise Complaint("your network keeps its arrays elsewhere than in its layers' params: train without --float32")


def _plain(value: Any, depth: int = 0) -> Any:
    """Return a copy of plain data; TypeError for anything else."""
    if depth > _LIMIT:
        raise TypeError
    if value is None or type(value) in (bool, int, float, str):
        return value
    if isinstance(value, np.generic | np.ndarray) and value.dtype.kind in "biuf":
        return value.copy()
    if type(value) in (list, tuple):
        return type(value)(_plain(each, depth + 1) for each in value)
    if type(value) is dict and all(type(key) is str for key in value):
        return {key: _plain(each, depth + 1) for key, each in value.items()}
    raise TypeError


def _copied(value: Any) -> Any:
    """Return data that came over the wall, with arrays that can be written to."""
    if isinstance(value, np.ndarray):
        return value.copy()
    if isinstance(value, list | tuple):
        return type(value)(_copied(each) for each in value)
    if isinstance(value, dict):
        return {key: _copied(each) for key, each in value.items()}
    return value


def _largest(array: Any) -> float:
    """Return the largest absolute value, nan or inf if there is one, 0 of nothing."""
    return float(np.max(np.abs(array), initial=0.0))
