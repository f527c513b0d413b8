"""A whole training run: the student's network over there, PyTorch's here beside it if asked for, and what is kept.

The order of the images is drawn here, and batches are sent by number, some at a time, so that the screen lives, Ctrl-C
is heard, and a run that goes on takes the very batches that it would have taken.
"""

import dataclasses
import math
import time
from typing import Any, Protocol

import numpy as np

from dlgrade.errors import TrainingError, UsageError
from dlgrade.train.data import Dataset
from dlgrade.train.diagnosis import not_falling, slow, why_not_finite
from dlgrade.train.ending import Ending, Stop
from dlgrade.train.network import Network, Profile
from dlgrade.train.record import Chunk, Epoch, Folder, Run, State, Timing
from dlgrade.train.rival import Rival

_CALL_SECONDS = 0.5  # of training in one call: the screen changes and Ctrl-C is heard that often
_CHUNK_LIMIT = 256  # batches in one call
_TEST_IMAGES = 500  # in one call, at first
_CURVE_POINTS = 60  # of a curve in each epoch
_KEPT_SECONDS = 30.0  # of training after which the state is kept, also within an epoch
_FIRST_LOOK = 2  # images that are timed before a whole batch is: loops in Python take seconds for each
_PATIENT_SECONDS = 5.0  # for a batch, judged by that look; a slower one is not timed as a whole
PATIENCE_SECONDS = 600.0  # a run that takes longer is not begun unasked


class Watcher(Protocol):
    """Who is told what happens, as it happens."""

    def begins(self, run: Run, data: Dataset, epochs_done: int) -> None:
        """A run begins, or goes on."""

    def chunk(self, chunk: Chunk, run: Run, rate: float, left: float) -> None:
        """Some batches are done: images per second, and seconds left."""

    def testing(self, done: int, images: int) -> None:
        """Some test images are looked at."""

    def epoch(self, number: int, epoch: Epoch, best: bool) -> None:
        """An epoch is done, and tested."""

    def rival_batch(self, number: int, seen: int, images: int, loss: float) -> None:
        """PyTorch has done a batch."""

    def rival_epoch(self, number: int, epoch: Epoch) -> None:
        """PyTorch has done an epoch."""

    def note(self, text: str) -> None:
        """Something that the student should know."""

    def stopping(self) -> None:
        """Ctrl-C was heard."""


class Journey:
    """One run, from its first batch to its last."""

    def __init__(self, run: Run, data: Dataset, network: Network, folder: Folder, watcher: Watcher):
        self.run, self._data, self._network, self._folder, self._watcher = run, data, network, folder, watcher
        self.rival: Rival | None = None
        self._plan = run.plan
        self._batches = math.ceil(len(data.train) / run.plan.batch_size)
        self._epoch, self._batch = 0, 0  # what comes next
        self._seconds_per_batch = self._test_seconds = 0.0
        self._kept = time.monotonic()
        self._stop = Stop(watcher.stopping)

    def resume(self, state: State) -> None:
        """Go on where a state was kept."""
        self._network.restore(state.weights)
        if state.memory is not None:
            self._network.remember(state.memory)
        elif state.epoch or state.batch:
            self._note("what the optimizer remembered could not be kept: it begins anew")
        self._epoch, self._batch = state.epoch, state.batch
        run, seen = self.run, state.batch * self._plan.batch_size
        run.epochs = run.epochs[: state.epoch]
        run.chunks = [each for each in run.chunks if (each.epoch, each.seen) <= (state.epoch, seen)]
        run.reference = run.reference[: state.rival_epochs]
        run.reference_chunks = [each for each in run.reference_chunks if each.epoch < state.rival_epochs]
        if self.rival is not None and state.rival:
            self.rival.restore(state.rival)

    def time_first_step(self, *, anyway: bool) -> None:
        """Time one step by layer; TrainingError if all of them would take too long."""
        profile = self._profile()
        images = (self._plan.epochs - self._epoch) * len(self._data.train)
        tests = (self._plan.epochs - self._epoch) * len(self._data.test)
        projected = (profile.seconds * images + profile.forward_seconds * tests) / profile.images
        self._seconds_per_batch = profile.seconds * self._plan.batch_size / profile.images
        self._test_seconds = profile.forward_seconds / profile.images
        self.run.timing = Timing(**dataclasses.asdict(profile))
        if projected > PATIENCE_SECONDS:
            text = slow(profile, projected, self._plan.epochs - self._epoch, len(self._data.train))
            if not anyway:
                raise UsageError(text)
            self._note(text.partition("\n")[0])

    def _profile(self) -> Profile:
        size = min(self._plan.batch_size, len(self._data.train))
        first = self._network.profile(min(_FIRST_LOOK, size))
        if first.seconds * size / first.images > _PATIENT_SECONDS:
            return first
        self._network.profile(size)  # the first step of a size is slower than those that follow
        return self._network.profile(size)

    def go(self) -> Ending:
        """Train until all epochs are done or Ctrl-C is heard; what is kept by then is complete."""
        self._watcher.begins(self.run, self._data, self._epoch)
        with self._stop.heard():
            if not self.run.chunks:
                self.keep()
            while self._epoch < self._plan.epochs and not self._stop.wished:
                if not (self._train_epoch() and self._finish_epoch()):
                    self.keep()
                    break
            if self.rival is not None and not self._stop.wished:
                self._catch_up(self.rival)
            return Ending(self.run, self._stop.wished and not self.done)

    @property
    def done(self) -> bool:
        """Whether nothing is left to do."""
        rivals = self.run.plan.epochs if self.rival is not None else 0
        return self._epoch >= self._plan.epochs and len(self.run.reference) >= rivals

    def _train_epoch(self) -> bool:
        """Train on the rest of an epoch; False if Ctrl-C was heard before its end."""
        order = order_of(self._plan.seed, self._epoch, len(self._data.train))
        size = self._plan.batch_size
        while self._batch < self._batches:
            if self._stop.wished:
                return False
            count = self._count()
            places = order[self._batch * size : (self._batch + count) * size]
            started = time.perf_counter()
            found = self._network.train(places, self._epoch, self._batch)
            took = time.perf_counter() - started
            self._refuse_nonsense(found, places)
            chunks = self._gathered(self._epoch, self._batch, found, took)
            self.run.chunks += chunks
            self._batch += len(found)
            self._seconds_per_batch = took / len(found)
            self._watcher.chunk(chunks[-1], self.run, len(places) / took, self._left())
            if time.monotonic() - self._kept > _KEPT_SECONDS:
                self.keep()
        return True

    def _count(self) -> int:
        """Return how many batches the next call is for."""
        wanted = _CALL_SECONDS / self._seconds_per_batch if self._seconds_per_batch > 0 else 1
        return int(max(1, min(wanted, _CHUNK_LIMIT, self._batches - self._batch)))

    def _left(self) -> float:
        """Return the seconds that are left, going by the latest ones."""
        epochs = self._plan.epochs - self._epoch
        batches = epochs * self._batches - self._batch
        return batches * self._seconds_per_batch + epochs * len(self._data.test) * self._test_seconds

    def _refuse_nonsense(self, found: np.ndarray, places: np.ndarray) -> None:
        """Stop where a loss is not finite, and say what dominates."""
        whole = len(found) == math.ceil(len(places) / self._plan.batch_size)
        if whole and np.isfinite(found).all():
            return
        at = len(found) - 1
        if at < 0 or np.isfinite(found[at, 0]):
            raise TrainingError("fit reports an accuracy that is not a number: see the mean that it takes")
        before = [each.loss for each in self.run.chunks if each.epoch == self._epoch] + found[:at, 0].tolist()
        size = self._plan.batch_size
        warnings = self._network.warnings
        symptoms = self._network.symptoms(places[at * size : (at + 1) * size])
        where = f"epoch {self._epoch + 1}, batch {self._batch + at + 1} of {self._batches}"
        raise TrainingError(why_not_finite(where, float(found[at, 0]), before, symptoms, warnings, self._plan.lr))

    def _finish_epoch(self) -> bool:
        """Test, keep what is best, and let PyTorch do the same epoch; False if Ctrl-C was heard before the end."""
        tested = self._test()
        if tested is None:
            return False
        chunks = [each for each in self.run.chunks if each.epoch == self._epoch]
        shares = [each.images for each in chunks]
        epoch = Epoch(
            loss=float(np.average([each.loss for each in chunks], weights=shares)),
            accuracy=float(np.average([each.accuracy for each in chunks], weights=shares)),
            test_loss=tested[0],
            test_accuracy=tested[1],
            seconds=sum(each.seconds for each in chunks),
            images=sum(shares),
        )
        self.run.epochs.append(epoch)
        self._epoch, self._batch = self._epoch + 1, 0
        best = self.run.best == self._epoch - 1
        if best:
            self._folder.write_best(self._network.weights())
        self.keep()
        self._watcher.epoch(self._epoch - 1, epoch, best)
        if complaint := not_falling(self.run, self._epoch - 1):
            self._note(complaint)
        return self.rival is None or self._catch_up(self.rival)

    def _test(self) -> tuple[float, float] | None:
        """Return mean loss and accuracy on the test images; None if Ctrl-C was heard before their end."""
        images, done, total = len(self._data.test), 0, np.zeros(2)
        while done < images:
            if self._stop.wished:
                return None
            wanted = _CALL_SECONDS / self._test_seconds if self._test_seconds > 0 else 1
            stop = min(images, done + int(max(1, min(wanted, _TEST_IMAGES))))
            started = time.perf_counter()
            found = np.array(self._network.evaluate(done, stop))
            self._test_seconds = (time.perf_counter() - started) / (stop - done)
            if not np.isfinite(found).all():
                raise TrainingError(
                    f"evaluate gives {found[0]:g} and {found[1]:g} on test images {done} to {stop - 1}, where a loss "
                    "and an accuracy were expected: is a log taken of 0, or did the last steps go too far?"
                )
            total += (stop - done) * found
            done = stop
            self._watcher.testing(done, images)
        return float(total[0] / images), float(total[1] / images)

    def _catch_up(self, rival: Rival) -> bool:
        """Have PyTorch train as many epochs as the student's network has; False if Ctrl-C was heard before that."""
        while len(self.run.reference) < self._epoch:
            number = len(self.run.reference)
            order = order_of(self._plan.seed, number, len(self._data.train))

            losses: list[tuple[float, float]] = []

            def on_batch(seen: int, loss: float, number: int = number, losses: list[Any] = losses) -> bool:
                losses.append((loss, 0.0))
                self._watcher.rival_batch(number, seen, len(self._data.train), loss)
                return not self._stop.wished

            epoch = rival.epoch(order, self._plan.batch_size, on_batch)
            if epoch is None:
                return False
            self.run.reference.append(epoch)
            self.run.reference_chunks += self._gathered(number, 0, np.array(losses), epoch.seconds)
            self.keep()
            self._watcher.rival_epoch(number, epoch)
        return True

    def _gathered(self, epoch: int, first: int, found: np.ndarray, took: float) -> list[Chunk]:
        """Return loss and accuracy of some batches, from the first on, in as many chunks as a curve needs."""
        size, images, chunks = self._plan.batch_size, len(self._data.train), []
        ends = np.minimum(np.arange(first, first + len(found) + 1) * size, images)  # images seen before and after each
        several = math.ceil(self._batches / _CURVE_POINTS)
        for start in range(0, len(found), several):
            some = found[start : start + several]
            begun, seen = int(ends[start]), int(ends[start + len(some)])
            weights = np.diff(ends[start : start + len(some) + 1])
            loss, accuracy = np.average(some, axis=0, weights=weights).tolist()
            share = (seen - begun) / int(ends[-1] - ends[0])
            chunks.append(Chunk(epoch, seen, seen - begun, loss, accuracy, share * took))
        return chunks

    def keep(self) -> None:
        """Write run.json and last.npz."""
        self._folder.write_run(self.run)  # first: resuming cuts it back to what last.npz holds
        state = State(
            epoch=self._epoch,
            batch=self._batch,
            weights=self._network.weights(),
            memory=self._network.memory(),
            rival_epochs=len(self.run.reference),
            rival=self.rival.state if self.rival is not None else {},
        )
        self._folder.write_state(state)
        self._kept = time.monotonic()

    def _note(self, text: str) -> None:
        if text not in self.run.notes:
            self.run.notes.append(text)
        self._watcher.note(text)


def order_of(seed: int, epoch: int, images: int) -> np.ndarray:
    """Return the order of the images in an epoch."""
    return np.random.default_rng([seed, epoch]).permutation(images)
