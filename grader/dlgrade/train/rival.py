"""PyTorch's network, trained beside the student's."""

import time
from collections.abc import Callable

import numpy as np

from dlgrade.errors import UsageError
from dlgrade.oracle import Reference
from dlgrade.train.data import Dataset
from dlgrade.train.record import Epoch, Plan


class Rival:
    """PyTorch's network beside the student's, as it was after its latest whole epoch."""

    def __init__(self, reference: Reference, plan: Plan, data: Dataset, weights: dict[str, np.ndarray]):
        try:
            self._training = reference.run(
                "cnn_training",
                weights,
                (data.train.images, data.train.labels),
                (data.test.images, data.test.labels),
                white=data.white,
                optimizer=plan.optimizer,
                lr=plan.lr,
                float32=plan.float32,
            )
        except KeyError:
            raise UsageError(f"--compare knows no optimizer {plan.optimizer}: leave it out") from None
        except ValueError:
            raise UsageError(
                "--compare trains the slides' network beside yours, and yours has other layers: leave it out"
            ) from None
        self.device = str(self._training.device)
        self.state: dict[str, np.ndarray] = self._training.state()

    def restore(self, state: dict[str, np.ndarray]) -> None:
        """Go on where a state was kept."""
        self._training.restore(state)
        self.state = state

    def epoch(self, order: np.ndarray, batch_size: int, on_batch: Callable[[int, float], bool]) -> Epoch | None:
        """Train one epoch and test; None if on_batch has ended it, and the state is that before it."""
        started = time.perf_counter()
        found = self._training.epoch(order, batch_size, on_batch)
        took = time.perf_counter() - started
        if found is None:
            self._training.restore(self.state)
            return None
        test_loss, test_accuracy = self._training.test()
        self.state = self._training.state()
        return Epoch(
            loss=found[0],
            accuracy=found[1],
            test_loss=test_loss,
            test_accuracy=test_accuracy,
            seconds=took,
            images=len(order),
        )
