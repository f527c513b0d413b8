"""How a run ends: by itself or by Ctrl-C, and what is said of it."""

import dataclasses
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from dlgrade.train.record import BEST, LAST, Run

OUT = Path("cnn-run")  # where a run is kept if nothing is said


@dataclasses.dataclass(frozen=True)
class Ending:
    """How a run ended: whether it was interrupted, and what it has done."""

    run: Run
    interrupted: bool

    def summary(self, out: Path, report: Path | None = None, submission: Path | None = None) -> list[str]:
        """Say what was reached, what is kept where, and how to go on."""
        run, lines = self.run, []
        if run.best is not None:
            best = run.epochs[run.best]
            lines.append(
                f"best: epoch {run.best + 1}, {best.test_accuracy:.2%} of the test images right, loss "
                f"{best.test_loss:.4f} (the epoch was chosen by the test images)"
            )
        if run.reference and run.epochs:
            count = min(len(run.reference), len(run.epochs))
            mine, theirs = (sum(each.seconds for each in side[:count]) for side in (run.epochs, run.reference))
            reached = max(each.test_accuracy for each in run.reference)
            where = "the GPU" if run.reference_device == "cuda" else "the CPU, one thread"
            lines.append(
                f"PyTorch on {where}: {reached:.2%} at best; {count} epochs took you {mine:.1f} s and PyTorch "
                f"{theirs:.1f} s, {mine / max(theirs, 1e-9):.2f} times as long"
            )
        kept = f"{out / BEST} holds the best weights, which your load reads; " if run.best is not None else ""
        lines.append(f"kept: {kept}{out / LAST} holds the latest")
        if self.interrupted:
            place = f" --submission {submission}" if submission is not None else ""
            place += f" --out {out}" if out != OUT else ""
            lines.append(f"interrupted in epoch {len(run.epochs) + 1}: go on with: dlgrade train --resume{place}")
        elif report is not None:
            lines.append(f"report: {report / 'index.html'}")
        return lines


class Stop:
    """Ctrl-C as a wish: the first is remembered, the second ends at once."""

    def __init__(self, on_wish: Callable[[], None]):
        self.wished = False
        self._on_wish = on_wish

    @contextmanager
    def heard(self) -> Iterator[None]:
        """Hear it inside; where that is impossible, outside of the main thread, Ctrl-C stays what it is."""
        try:
            before = signal.signal(signal.SIGINT, self._wish)
        except ValueError:
            yield
            return
        try:
            yield
        finally:
            signal.signal(signal.SIGINT, before)

    def _wish(self, number: int, frame: FrameType | None) -> None:
        if self.wished:
            signal.default_int_handler(number, frame)
        self.wished = True
        self._on_wish()
