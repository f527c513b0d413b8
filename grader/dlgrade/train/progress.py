"""A run on the screen: a live bar where there is a terminal, plain lines where there is none."""

import time
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn
from rich.text import Text

from dlgrade.train.data import Dataset
from dlgrade.train.diagnosis import duration
from dlgrade.train.record import Chunk, Epoch, Run

_LINE_SECONDS = 30.0  # between two plain lines
_WIDE, _MIDDLE = 100, 76  # columns from which on there is room for words, and for more than the shortest line
_BARS = ((_WIDE, 16), (_MIDDLE, 24), (0, 8))  # columns from which on the bar has so many


class Screen:
    """Shows a run; a context, so that the terminal is left as it was."""

    def __init__(self, console: Console):
        self._console = console
        self._wide, self._middle = console.width >= _WIDE, console.width >= _MIDDLE
        self._live: Progress | None = None
        self._task = TaskID(0)
        self._run: Run | None = None
        self._printed = time.monotonic()
        if console.is_terminal:
            self._live = Progress(
                TextColumn("{task.description}"),
                BarColumn(bar_width=next(bar for least, bar in _BARS if console.width >= least)),
                TextColumn("{task.fields[figures]}"),
                console=console,
                transient=True,
                refresh_per_second=8,
            )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._live is not None:
            self._live.stop()

    def begins(self, run: Run, data: Dataset, epochs_done: int) -> None:
        """Say what is trained on what."""
        self._run = run
        plan = run.plan
        rate = "" if plan.lr is None else f", lr {plan.lr:g}"
        self._say(
            f"{data.name}: {run.train_images:,} images to train on, {run.test_images:,} to test with, {data.side}x"
            f"{data.side} pixels"
        )
        self._say(
            f"{plan.epochs} epochs of batches of {plan.batch_size}, {plan.optimizer}{rate}"
            + (f"; going on in epoch {epochs_done + 1}" if run.chunks and epochs_done < plan.epochs else "")
        )
        if self._live is not None:
            self._task = self._live.add_task("", total=run.train_images, figures="")
            self._live.start()

    def chunk(self, chunk: Chunk, run: Run, rate: float, left: float) -> None:
        """Move the bar."""
        number = f"{chunk.epoch + 1}/{run.plan.epochs}"
        figures = [f"loss {chunk.loss:.3g}", f"acc {chunk.accuracy:.0%}", f"{rate:,.0f}/s", f"{_clock(left)} left"]
        if self._wide:
            figures = [f"loss {chunk.loss:.4f}", f"accuracy {chunk.accuracy:.1%}", f"{rate:,.0f} images/s"]
            figures.append(f"{duration(left)} left")
        self._move(f"epoch {number}" if self._wide else f"ep {number}", chunk.seen, run.train_images, figures)

    def testing(self, done: int, images: int) -> None:
        """Show how far the test is."""
        if self._live is not None:
            self._live.update(self._task, description="testing", completed=done, total=images, figures="")

    def epoch(self, number: int, epoch: Epoch, best: bool) -> None:
        """Print an epoch's line."""
        rate = epoch.images / epoch.seconds if epoch.seconds else 0.0
        line = Text(f"epoch {number + 1:>2}  ", style="bold")
        line.append(f"loss {epoch.loss:.4f}  test {epoch.test_loss:.4f}  accuracy {epoch.test_accuracy:.2%}")
        line.append("  best" if best else "      ", style="green")
        if self._middle:
            line.append(f"  {epoch.seconds:.1f} s, {rate:,.0f}{' images' * self._wide}/s", style="dim")
        line.rstrip()
        self._print(line)

    def rival_batch(self, number: int, seen: int, images: int, loss: float) -> None:
        """Move the bar for PyTorch."""
        self._move("PyTorch", seen, images, [f"epoch {number + 1}", f"loss {loss:.4f}"], lines=False)

    def rival_epoch(self, number: int, epoch: Epoch) -> None:
        """Print PyTorch's line."""
        line = Text("PyTorch   ", style="cyan")
        line.append(f"loss {epoch.loss:.4f}  test {epoch.test_loss:.4f}  accuracy {epoch.test_accuracy:.2%}      ")
        if self._middle and self._run is not None:
            ratio = self._run.epochs[number].seconds / max(epoch.seconds, 1e-9)
            words = f"you took {ratio:.2f} times as long" if self._wide else f"you: {ratio:.2f} x"
            line.append(f"  {epoch.seconds:.1f} s; {words}", "dim")
        self._print(line)

    def note(self, text: str) -> None:
        """Print a note."""
        self._print(Text(f"note: {text}", style="yellow"))

    def stopping(self) -> None:
        """Say that Ctrl-C was heard; nothing is printed from a signal's handler but through the bar."""
        if self._live is not None:
            self._live.update(self._task, description="stopping")

    def _move(self, what: str, done: int, total: int, figures: list[str], *, lines: bool = True) -> None:
        if self._live is not None:
            self._live.update(
                self._task,
                description=what,
                completed=done,
                total=total,
                figures=("  " if self._wide else " ").join(figures),
            )
        elif lines and time.monotonic() - self._printed > _LINE_SECONDS:
            self._print(Text(f"{what}, {done / total:.0%}: {', '.join(figures)}"))

    def _say(self, text: str) -> None:
        self._print(Text(text))

    def _print(self, text: Text) -> None:
        self._printed = time.monotonic()
        self._console.print(text)


def _clock(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes // 60}:{minutes % 60:02}:{rest:02}" if minutes >= 60 else f"{minutes}:{rest:02}"
