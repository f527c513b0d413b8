"""Draw the figures of the README, beside it: `python figures.py`, with matplotlib."""

from pathlib import Path

import matplotlib as mpl
import numpy as np

mpl.use("svg")
mpl.rcParams.update({"svg.hashsalt": "pooling", "svg.fonttype": "none", "font.size": 13, "font.family": "sans-serif"})

from matplotlib import pyplot as plt  # noqa: E402 - the settings come first

HERE = Path(__file__).parent
COLOURS = ["#f6c9b5", "#b9d8f2", "#cfe8c3", "#f3e3a4"]  # one for each window
EDGE, PALE, INK = "#555555", "#f2f2f2", "#111111"
IMAGE = np.array([[5, 11, 19, 8], [16, 23, 23, 16], [12, 7, 15, 10], [3, 10, 8, 2]])
TIE = np.array([[0, 4, 2, 2], [4, 1, 2, 2]])


def windows(shape: tuple[int, int], size: int) -> np.ndarray:
    """Return the number of the window of each cell, where windows of size x size lie side by side."""
    rows, columns = np.indices(shape) // size
    return rows * (shape[1] // size) + columns


def grid(axes, numbers, owners, *, left=0.0, top=0.0, bold=None, title="", caption=""):
    """Draw a table of numbers, each cell in the colour of its window; pale where that is -1."""
    height, width = numbers.shape
    for i in range(height):
        for j in range(width):
            colour = COLOURS[owners[i, j]] if owners[i, j] >= 0 else PALE
            axes.add_patch(plt.Rectangle((left + j, top + i), 1, 1, facecolor=colour, edgecolor=EDGE, linewidth=0.8))
            text, heavy = f"{numbers[i, j]:g}", bold is not None and bold[i, j]
            style = {"weight": "bold", "fontsize": 15} if heavy else {"fontsize": 11 if len(text) > 4 else 13}
            axes.text(left + j + 0.5, top + i + 0.5, text, ha="center", va="center", color=INK, **style)
    axes.text(left + width / 2, top - 0.3, title, ha="center", va="bottom", color=INK)
    axes.text(left + width / 2, top + height + 0.25, caption, ha="center", va="top", color=EDGE, fontsize=12)


def arrow(axes, start, end):
    """Draw an arrow from one place to another."""
    axes.annotate("", end, start, arrowprops={"arrowstyle": "-|>", "color": INK, "linewidth": 1.4})


def canvas(width: float, height: float, across: float, down: float):
    """Return a figure, and axes that count cells, downwards."""
    figure, axes = plt.subplots(figsize=(width, height))
    axes.set(xlim=(0, across), ylim=(down, 0), aspect="equal")
    axes.axis("off")
    figure.subplots_adjust(left=0, right=1, bottom=0, top=1)
    return figure, axes


def save(figure, name: str) -> None:
    """Write a figure without a date, so that the file changes only if the picture does."""
    figure.savefig(HERE / name, metadata={"Date": None}, facecolor="white")
    plt.close(figure)


def forward() -> None:
    """Draw what the two kinds of pooling keep of the same image."""
    figure, axes = canvas(8, 2.8, 16, 5.6)
    owners = windows((4, 4), 2)
    blocks = IMAGE.reshape(2, 2, 2, 2)
    largest = blocks.max(axis=(1, 3))
    winners = largest.repeat(2, axis=0).repeat(2, axis=1) == IMAGE
    grid(axes, blocks.mean(axis=(1, 3)), windows((2, 2), 1), left=1, top=2, title="avg_pool2d(x, 2)")
    arrow(axes, (5.4, 3), (3.6, 3))
    grid(axes, IMAGE, owners, left=6, top=1, bold=winners, title="x, 4 x 4")
    arrow(axes, (10.6, 3), (12.4, 3))
    grid(axes, largest, windows((2, 2), 1), left=13, top=2, title="max_pool2d(x, 2)")
    save(figure, "forward.svg")


def backward() -> None:
    """Draw where the gradient of max pooling goes, with a tie in each window."""
    figure, axes = canvas(8, 2.4, 16, 4.8)
    owners, dout = windows((2, 4), 2), np.array([[10, 20]])
    first = np.array([[0, 1, 1, 0], [0, 0, 0, 0]])
    grid(axes, TIE, owners, left=0.6, top=1.1, bold=first, title="x", caption="of equal ones\nthe first counts")
    arrow(axes, (5, 2.1), (6.4, 2.1))
    grid(axes, dout, windows((1, 2), 1), left=6.9, top=1.6, title="dout", caption="from above")
    arrow(axes, (9.4, 2.1), (10.8, 2.1))
    dx = first * dout.repeat(2, axis=1)
    grid(
        axes,
        dx,
        np.where(first, owners, -1),
        left=11.3,
        top=1.1,
        bold=first,
        title="dx",
        caption="all to the first,\n0 to the rest",
    )
    save(figure, "backward.svg")


def overlap() -> None:
    """Draw two windows that share their maximum."""
    figure, axes = canvas(8, 2.5, 16, 5)
    image = np.array([[1, 0, 2, 3, 1], [4, 2, 9, 5, 0], [3, 6, 1, 2, 7]])
    winner = image == 9
    owners = np.full(image.shape, -1)
    owners[:, :2], owners[:, 3:], owners[:, 2] = 0, 1, 2
    grid(
        axes,
        image,
        owners,
        left=0.4,
        top=1,
        bold=winner,
        title="x, kernel 3, stride 2",
        caption="green: in both windows",
    )
    arrow(axes, (5.8, 2.5), (6.9, 2.5))
    grid(axes, np.array([[10, 20]]), np.array([[0, 1]]), left=7.2, top=2, title="dout")
    arrow(axes, (9.5, 2.5), (10.3, 2.5))
    grid(axes, winner * 30, np.where(winner, 2, -1), left=10.6, top=1, bold=winner, title="dx", caption="10 + 20")
    save(figure, "overlap.svg")


if __name__ == "__main__":
    forward()
    backward()
    overlap()
