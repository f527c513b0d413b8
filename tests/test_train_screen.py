"""A run on the screen: a bar that fits into 60 columns, plain lines without a terminal, colours only where wanted."""

import io
import re
from pathlib import Path

import pytest
from rich.console import Console

from dlgrade.train import Screen
from dlgrade.train.data import load
from dlgrade.train.diagnosis import duration
from dlgrade.train.record import Chunk, Epoch, Plan, Run

EPOCH = Epoch(loss=0.1234, accuracy=0.5, test_loss=12.3456, test_accuracy=1.0, seconds=1234.5, images=60_000)


def a_run() -> Run:
    """Return a run that has begun."""
    return Run(
        plan=Plan(data="digits", epochs=100, batch_size=128, lr=0.001),
        data_digest="",
        train_images=60_000,
        test_images=10_000,
        submission="",
        versions={},
        started="",
        isolation="strict",
        epochs=[EPOCH],
    )


def shown(width: int, *, terminal: bool, **options: bool) -> str:
    """Return all that a run writes."""
    out = io.StringIO()
    console = Console(file=out, width=width, force_terminal=terminal, highlight=False, **options)  # type: ignore[arg-type]
    with Screen(console) as screen:
        run = a_run()
        screen.begins(run, load("digits", Path("nowhere")), 0)
        for seen in (128, 59_999):
            screen.chunk(Chunk(99, seen, 128, 12.345, 1.0, 0.1), run, 12_345.6, 86_000.0)
            if screen._live is not None:
                screen._live.refresh()
        screen.testing(5_000, 10_000)
        screen.stopping()
        screen.epoch(99, EPOCH, best=True)
        screen.rival_batch(99, 60_000, 60_000, 12.345)
        screen.rival_epoch(0, EPOCH)
        screen.note("a note")
    return out.getvalue()


@pytest.mark.parametrize("width", [60, 80, 110])
def test_a_live_bar_fits_into_the_terminal(width: int) -> None:
    """Loss, accuracy, images per second and the time left in one line, none longer than the screen is wide."""
    text = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", shown(width, terminal=True))
    lines = re.split(r"[\r\n]", text)
    assert max(map(len, lines)) <= width
    (bar, *_) = [line for line in lines if " left" in line]
    for part in (
        "100/100",
        "━━━━",
        "loss 12.3",
        "100",
        "12,346",
        "23 h 53 min left" if width == 110 else "23:53:20 left",
    ):
        assert part in bar, lines


def test_plain_lines_where_there_is_no_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """No bar; a line when half a minute has passed, one for each epoch."""
    text = shown(110, terminal=False)
    assert "\x1b" not in text
    assert "100/100" not in text
    assert "epoch 100  loss 0.1234  test 12.3456  accuracy 100.00%" in text
    assert "PyTorch   loss 0.1234" in text
    assert "note: a note" in text
    monkeypatch.setattr("dlgrade.train.progress._LINE_SECONDS", -1.0)
    assert "epoch 100/100, 100%: loss 12.3450, accuracy 100.0%, 12,346 images/s, 23 h 53 min left" in shown(
        110, terminal=False
    )


def test_no_colour_where_none_is_wanted() -> None:
    """NO_COLOR leaves the bar, and takes the colours away."""
    assert not re.search(r"\x1b\[[0-9;]*3[0-7]m", shown(80, terminal=True, no_color=True))


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0.4, "0 s"),
        (59, "59 s"),
        (119.9, "2 min 00 s"),
        (3600, "1 h 00 min"),
        (90_000, "25 h 00 min"),
        (864_000, "10 days"),
    ],
)
def test_durations_are_words(seconds: float, words: str) -> None:
    """As long as a person needs to read them."""
    assert duration(seconds) == words
