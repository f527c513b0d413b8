"""The network of 11_cnn, trained in torch beside a student's: same initial weights, same batches, same optimizer."""

from collections.abc import Callable
from typing import Any

import numpy as np
import torch
from torch import Tensor

_PIECE = 1000  # images that are tested at once
_OPTIMIZERS: dict[str, tuple[Any, dict[str, Any]]] = {  # with the course's defaults, which are not always torch's
    "SGD": (torch.optim.SGD, {"lr": 1e-3}),
    "Adagrad": (torch.optim.Adagrad, {"lr": 1e-2}),
    "Adadelta": (torch.optim.Adadelta, {"lr": 1.0}),
    "RMSprop": (torch.optim.RMSprop, {"lr": 1e-2}),
    "Adam": (torch.optim.Adam, {"lr": 1e-3}),
    "AdamW": (torch.optim.AdamW, {"lr": 1e-3}),
    "Adamax": (torch.optim.Adamax, {"lr": 2e-3}),
    "Nadam": (torch.optim.NAdam, {"lr": 2e-3}),
}
_Batch = Callable[[int, float], bool]  # is told the images seen in this epoch and a batch's loss; False ends the epoch


def cnn(side: int, classes: int) -> torch.nn.Sequential:
    """Return the slides' network, whose keys are those of build_cnn."""
    after = side // 2 // 2
    return torch.nn.Sequential(
        torch.nn.Conv2d(1, 10, 3, padding=1),
        torch.nn.ReLU(),
        torch.nn.MaxPool2d(2),
        torch.nn.Conv2d(10, 10, 3, padding=1),
        torch.nn.ReLU(),
        torch.nn.MaxPool2d(2),
        torch.nn.Flatten(),
        torch.nn.Linear(10 * after * after, 200),
        torch.nn.ReLU(),
        torch.nn.Linear(200, classes),
    )


def cnn_training(
    weights: dict[str, np.ndarray],
    train: tuple[np.ndarray, np.ndarray],
    test: tuple[np.ndarray, np.ndarray],
    *,
    white: int,
    optimizer: str,
    lr: float | None,
    float32: bool,
    device: str,
) -> "Training":
    """Return a training that begins with these weights.

    train, test: images (N, side, side) and labels (N,), uint8; a pixel divided by white lies between 0 and 1
    raises:      ValueError if the weights are not those of the slides' network
    """
    model = cnn(train[0].shape[1], len(weights.get("9.bias", [0])))
    dtype = torch.float32 if float32 else torch.float64
    wanted = {key: tuple(value.shape) for key, value in model.state_dict().items()}
    if {key: value.shape for key, value in weights.items()} != wanted:
        raise ValueError("the weights are not those of the slides' network")
    model.load_state_dict({key: torch.tensor(value) for key, value in weights.items()})
    model.to(device=device, dtype=dtype)
    made, defaults = _OPTIMIZERS[optimizer]
    follow = made(model.parameters(), **(defaults if lr is None else {"lr": lr}))
    held = [
        (torch.tensor(images, device=device), torch.tensor(labels, device=device).long())
        for images, labels in (train, test)
    ]
    return Training(model, follow, held[0], held[1], white, dtype)


class Training:
    """A network, its optimizer and the data."""

    def __init__(
        self,
        model: torch.nn.Sequential,
        optimizer: torch.optim.Optimizer,
        train: tuple[Tensor, Tensor],
        test: tuple[Tensor, Tensor],
        white: int,
        dtype: torch.dtype,
    ):
        self._model, self._optimizer, self._train, self._test = model, optimizer, train, test
        self._white, self._dtype, self.device = white, dtype, train[1].device.type

    def epoch(self, order: np.ndarray, batch_size: int, on_batch: _Batch) -> tuple[float, float] | None:
        """Train on the images in this order; return mean loss and accuracy, or None if on_batch has ended it."""
        self._model.train()
        places = torch.tensor(order, device=self._train[1].device)
        total = torch.zeros(2, dtype=torch.float64, device=places.device)
        for start in range(0, len(places), batch_size):
            x, labels = self._examples(self._train, places[start : start + batch_size])
            self._optimizer.zero_grad()
            logits = self._model(x)
            loss = torch.nn.functional.cross_entropy(logits, labels)
            loss.backward()
            self._optimizer.step()
            total += torch.stack([loss.detach().double() * len(labels), (logits.argmax(1) == labels).sum().double()])
            if not on_batch(start + len(labels), float(loss.detach())):
                return None
        loss_sum, hits = total.tolist()
        return loss_sum / len(places), hits / len(places)

    def test(self) -> tuple[float, float]:
        """Return mean loss and accuracy on the test images."""
        self._model.eval()
        loss = hits = 0.0
        with torch.no_grad():
            for start in range(0, len(self._test[1]), _PIECE):
                x, labels = self._examples(self._test, slice(start, start + _PIECE))
                logits = self._model(x)
                loss += float(torch.nn.functional.cross_entropy(logits, labels, reduction="sum"))
                hits += int((logits.argmax(1) == labels).sum())
        return loss / len(self._test[1]), hits / len(self._test[1])

    def state(self) -> dict[str, np.ndarray]:
        """Return copies of all that a training consists of."""
        found = {f"model/{key}": value for key, value in self._model.state_dict().items()}
        for place, parameter in enumerate(self._model.parameters()):
            for name, value in self._optimizer.state[parameter].items():
                found[f"optimizer/{place}/{name}"] = torch.as_tensor(value)
        return {key: np.array(value.detach().cpu().numpy()) for key, value in found.items()}

    def restore(self, state: dict[str, np.ndarray]) -> None:
        """Go on where such copies were made."""
        tensors = {key: torch.tensor(value) for key, value in state.items()}
        self._model.load_state_dict(
            {key.removeprefix("model/"): value for key, value in tensors.items() if key.startswith("model/")}
        )
        packed = self._optimizer.state_dict()
        packed["state"] = {}
        for key, value in tensors.items():
            kind, _, rest = key.partition("/")
            if kind == "optimizer":
                place, _, name = rest.partition("/")
                packed["state"].setdefault(int(place), {})[name] = value
        self._optimizer.load_state_dict(packed)

    def _examples(self, part: tuple[Tensor, Tensor], which: Any) -> tuple[Tensor, Tensor]:
        images, labels = part
        return (images[which].to(self._dtype) / self._white)[:, None], labels[which]
