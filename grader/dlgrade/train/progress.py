"""A run on the screen: a live bar where there is a terminal, plain lines where there is none."""

import time
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn
from rich.text import Text

from dlgrade.language import columns, said, say
from dlgrade.language import line as filled
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
        loss, accuracy = f"{chunk.loss:.3g}", f"{chunk.accuracy:.0%}"
        figures = [say("loss {loss}", loss=loss), say("acc {accuracy}", accuracy=accuracy), f"{rate:,.0f}/s"]
        if self._wide:
            loss, accuracy = f"{chunk.loss:.4f}", f"{chunk.accuracy:.1%}"
            figures = [say("loss {loss}", loss=loss), say("accuracy {accuracy}", accuracy=accuracy)]
            figures.append(say("{rate} images/s", rate=f"{rate:,.0f}"))
        figures.append(say("{time} left", time=duration(left) if self._wide else _clock(left)))
        what = say("epoch {number}", number=number) if self._wide else say("ep {number}", number=number)
        self._move(what, chunk.seen, run.train_images, figures)

    def testing(self, done: int, images: int) -> None:
        """Show how far the test is."""
        if self._live is not None:
            self._live.update(self._task, description=say("testing"), completed=done, total=images, figures="")

    def epoch(self, number: int, epoch: Epoch, best: bool) -> None:
        """Print an epoch's line."""
        rate = epoch.images / epoch.seconds if epoch.seconds else 0.0
        line = Text(say("epoch {number}", number=f"{number + 1:>2}") + "  ", style="bold")
        line.append(_reached(epoch))
        word = say("best")
        line.append("  " + (word if best else " " * columns(word)), style="green")
        if self._middle:
            speed = f"{rate:,.0f}/s" if not self._wide else say("{rate} images/s", rate=f"{rate:,.0f}")
            line.append(f"  {epoch.seconds:.1f} s, {speed}", style="dim")
        line.rstrip()
        self._print(line)

    def rival_batch(self, number: int, seen: int, images: int, loss: float) -> None:
        """Move the bar for PyTorch."""
        figures = [say("epoch {number}", number=number + 1), say("loss {loss}", loss=f"{loss:.4f}")]
        self._move("PyTorch", seen, images, figures, lines=False)

    def rival_epoch(self, number: int, epoch: Epoch) -> None:
        """Print PyTorch's line."""
        line = Text(filled("PyTorch", columns(say("epoch {number}", number="10"))) + "  ", style="cyan")
        line.append(_reached(epoch) + "  " + " " * columns(say("best")))
        if self._middle and self._run is not None:
            ratio = self._run.epochs[number].seconds / max(epoch.seconds, 1e-9)
            times = "you took {ratio} times as long" if self._wide else "you: {ratio} x"
            line.append(f"  {epoch.seconds:.1f} s; {say(times, ratio=f'{ratio:.2f}')}", "dim")
        self._print(line)

    def note(self, text: str) -> None:
        """Print a note."""
        self._print(Text(say("note: {note}", note=said(text)), style="yellow"))

    def stopping(self) -> None:
        """Say that Ctrl-C was heard; nothing is printed from a signal's handler but through the bar."""
        if self._live is not None:
            self._live.update(self._task, description=say("stopping"))

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
        self._print(Text(said(text)))

    def _print(self, text: Text) -> None:
        self._printed = time.monotonic()
        self._console.print(text)


def _reached(epoch: Epoch) -> str:
    """Say what an epoch came to."""
    loss, test = f"{epoch.loss:.4f}", f"{epoch.test_loss:.4f}"
    return say("loss {loss}  test {test}  accuracy {right}", loss=loss, test=test, right=f"{epoch.test_accuracy:.2%}")


def _clock(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes // 60}:{minutes % 60:02}:{rest:02}" if minutes >= 60 else f"{minutes}:{rest:02}"
