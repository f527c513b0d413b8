"""Draw the figures of the README, beside it: `python figures.py`, with matplotlib and dlgrade (a minute)."""

import sys
from pathlib import Path

import matplotlib as mpl
import numpy as np

mpl.use("Agg")
mpl.rcParams.update(
    {"svg.hashsalt": "architectures", "svg.fonttype": "none", "font.size": 12, "font.family": "sans-serif"}
)

from matplotlib import pyplot as plt  # noqa: E402 - the settings come first
from PIL import Image  # noqa: E402

HERE = Path(__file__).parent
sys.path += [str(folder) for folder in sorted(HERE.parent.iterdir()) if folder.is_dir()]  # the modules of all exercises

from architectures import activation_maximization, feature_maps, vgg16_shapes, vgg_block  # noqa: E402
from backprop import Dense  # noqa: E402
from cnn import Sequential, evaluate, fit  # noqa: E402
from losses import softmax_cross_entropy, softmax_cross_entropy_backward  # noqa: E402
from optimizers import Adam  # noqa: E402
from pooling import Flatten  # noqa: E402

from dlgrade.digits import split_digits  # noqa: E402

INK, EDGE, PALE = "#111111", "#555555", "#f2f2f2"
ORANGE, BLUE, GREEN, YELLOW = "#f6c9b5", "#b9d8f2", "#cfe8c3", "#f3e3a4"
GREYS = 64  # enough for the eye, and less than half the file of 256
EPOCHS, NOISE, SIDE = 25, 0.35, 8  # noise: standard deviation; side: pixels of a digit
LR, STEPS = 0.02, (0, 10, 50)


def canvas(width: float, height: float, across: float, down: float):
    """Return a figure, and axes that count units, downwards."""
    figure, axes = plt.subplots(figsize=(width, height))
    axes.set(xlim=(0, across), ylim=(down, 0), aspect="equal")
    axes.axis("off")
    figure.subplots_adjust(left=0, right=1, bottom=0, top=1)
    return figure, axes


def box(axes, left, top, width, height, text="", colour=PALE, **style):
    """Draw a box with a text in it."""
    axes.add_patch(plt.Rectangle((left, top), width, height, facecolor=colour, edgecolor=EDGE, linewidth=0.9))
    style = {"ha": "center", "va": "center", "color": INK} | style
    axes.text(left + width / 2, top + height / 2, text, **style)


def arrow(axes, start, end, style="-|>"):
    """Draw an arrow, or a line."""
    axes.annotate(
        "", end, start, arrowprops={"arrowstyle": style, "color": INK, "linewidth": 1.3, "shrinkA": 0, "shrinkB": 0}
    )


def save(figure, name: str) -> None:
    """Write a drawing without a date, so that the file changes only if the picture does."""
    figure.savefig(HERE / name, metadata={"Date": None}, facecolor="white")
    plt.close(figure)


def save_greys(figure, name: str) -> None:
    """Write a picture of greys, in few of them."""
    figure.canvas.draw()
    drawn = Image.fromarray(np.asarray(figure.canvas.buffer_rgba())).convert("L")
    drawn.quantize(GREYS, dither=Image.Dither.NONE).save(HERE / name, optimize=True)
    plt.close(figure)


def field() -> None:
    """Draw what one number of the second layer sees, with and without a stride."""
    figure, axes = canvas(8, 2.9, 21.4, 7.75)
    for left, strides, title in ((2.2, (1, 1), "(3, 1), (3, 1): 5 pixels"), (12.0, (2, 1), "(3, 2), (3, 1): 7 pixels")):
        _pyramid(axes, left, strides, title)
    save(figure, "field.svg")


def _pyramid(axes, left, strides, title):
    """Draw three rows of cells, the input at the bottom, and the lines from a cell to those that it sees."""
    apart = [strides[0] * strides[1], strides[0], 1]  # in input pixels, from the top row down
    seen = [1]
    for stride in reversed(strides):
        seen.append((seen[-1] - 1) * stride + 3)
    tops, colours = (1.4, 3.7, 6.0), (GREEN, BLUE, ORANGE)
    middle = left + 4.4
    axes.text(middle, 0.8, title, ha="center", va="center", color=INK)
    places = []
    for row in range(3):
        reach = 4 // apart[row] if row else 0
        shown = range(-reach, reach + 1)
        places.append({})
        for number in shown:
            inside = abs(number) <= (seen[row] - 1) / 2
            centre = middle + number * apart[row] if row else middle
            places[row][number] = centre
            box(axes, centre - 0.42, tops[row], 0.84, 0.84, colour=colours[row] if inside else PALE)
    for row in (0, 1):
        for number, centre in places[row].items():
            if abs(number) > (seen[row] - 1) / 2:
                continue
            for place in (-1, 0, 1):
                below = number * strides[1 - row] + place
                arrow(axes, (centre, tops[row] + 0.84), (places[row + 1][below], tops[row + 1]), "-")
    for row, name in enumerate(("layer 2", "layer 1", "input")):
        if left < 10:
            axes.text(left - 0.3, tops[row] + 0.42, name, ha="right", va="center", color=EDGE, fontsize=11)


def block() -> None:
    """Draw a residual block, the skip being x or a projection."""
    figure, axes = canvas(8, 3.3, 20, 8.25)
    for left, title, skip in (
        (0, "ResidualBlock(64, rng)", ""),
        (10, "ResidualBlock(64, rng, 128, 2)", "projection\n1x1, stride 2"),
    ):
        way, middle = left + 2.6, left + 6.6
        axes.text(left + 4.8, 0.5, title, ha="center", va="center", color=INK)
        axes.text(way, 1.25, "x", ha="center", va="center", color=INK)
        arrow(axes, (way, 1.5), (way, 2.0))
        first = "conv1  3x3" + (", stride 2" if skip else "")
        for top, name, colour in ((2.0, first, BLUE), (3.15, "relu", YELLOW), (4.3, "conv2  3x3", BLUE)):
            box(axes, way - 2.3, top, 4.6, 0.8, name, colour, fontsize=11)
            arrow(axes, (way, top + 0.8), (way, top + (1.15 if top < 4 else 0.95)))
        axes.add_patch(plt.Circle((way, 5.6), 0.35, facecolor="white", edgecolor=EDGE))
        axes.text(way, 5.6, "+", ha="center", va="center", color=INK, fontsize=14)
        axes.plot([way, middle, middle], [1.75, 1.75, 5.6 if not skip else 3.0], color=INK, linewidth=1.3)
        if skip:
            box(axes, middle - 1.5, 3.0, 3.0, 1.3, skip, ORANGE, fontsize=11)
            axes.plot([middle, middle], [4.3, 5.6], color=INK, linewidth=1.3)
        else:
            axes.text(middle + 0.3, 3.6, "x itself", ha="left", va="center", color=EDGE, fontsize=11)
        arrow(axes, (middle, 5.6), (way + 0.35, 5.6))
        arrow(axes, (way, 5.95), (way, 6.4))
        box(axes, way - 2.3, 6.4, 4.6, 0.8, "relu", YELLOW, fontsize=11)
        arrow(axes, (way, 7.2), (way, 7.8))
    save(figure, "block.svg")


def vgg16() -> None:
    """Draw VGG-16's layers, each as wide as it has channels and as high as its images, both on a scale of roots."""
    figure, axes = canvas(8, 3.0, 37, 13.875)
    left, floor = 1.6, 10.0
    for name, shape in vgg16_shapes(224):
        channels, side = shape[0], shape[1] if len(shape) > 1 else 1
        width, height = (channels**0.5 / 18, side**0.5 * 0.6) if len(shape) > 1 else (0.5, channels**0.5 / 9)
        colour = ORANGE if name.startswith("pool") else GREEN if name.startswith("fc") else BLUE
        box(axes, left, floor - height, width, height, colour=colour)
        if name.endswith("_1"):
            axes.text(left, floor - height - 0.3, f"{side}", ha="left", va="bottom", color=INK, fontsize=10)
        if name.startswith(("pool", "fc")):
            label = f"{name}\n{' x '.join(map(str, shape))}"
            axes.text(
                left + width / 2 + 0.2,
                floor + 0.4,
                label,
                ha="right",
                va="top",
                rotation=35,
                color=INK,
                fontsize=9,
                rotation_mode="anchor",
            )
        left += width + (1.75 if name.startswith("pool") else 1.3 if name.startswith("fc") else 0.25)
    save(figure, "vgg16.svg")


def trained():
    """Return a small network that reads digits, and digits that it has not seen."""
    x, y, x_test, y_test = split_digits(SIDE)
    rng = np.random.default_rng(0)
    flat = 16 * (SIDE // 2) ** 2
    model = Sequential([*vgg_block(1, 16, 2, rng).layers, Flatten(), Dense(flat, 10, rng)])
    optimizer = Adam(lr=2e-3)
    for _ in range(EPOCHS):  # each with new noise, so that no single pixel can be relied on
        noisy = x + rng.normal(scale=NOISE, size=x.shape)
        fit(model, (softmax_cross_entropy, softmax_cross_entropy_backward), optimizer, noisy, y, 1, 64, rng)
    print("loss and accuracy on digits it has not seen:", evaluate(model, x_test, y_test))
    return model, x_test, y_test


def ascent(model) -> None:
    """Draw the images that the ten outputs answer to, after some numbers of steps."""
    figure, panels = plt.subplots(len(STEPS), 10, figsize=(8, 2.7), dpi=100)
    figure.subplots_adjust(left=0.11, right=0.995, bottom=0.01, top=0.91, wspace=0.08, hspace=0.08)
    for row, steps in enumerate(STEPS):
        for digit, axes in enumerate(panels[row]):
            x = activation_maximization(model, 6, digit, np.full((1, 1, SIDE, SIDE), 0.5), LR, steps)
            low, high = (x.min(), x.max()) if steps else (0, 1)
            axes.imshow(x[0, 0], cmap="gray", vmin=low, vmax=high, interpolation="nearest")
            axes.set(xticks=[], yticks=[])
            if not row:
                axes.set_title(f"unit {digit}", fontsize=10)
        panels[row, 0].set_ylabel(f"{steps} steps", rotation=0, ha="right", va="center", fontsize=10)
    save_greys(figure, "ascent.png")


def maps(model, x) -> None:
    """Draw a digit and what the first layers make of it, eight channels of sixteen."""
    names = ["Conv2d", "ReLU", "Conv2d", "ReLU", "MaxPool2d"]
    figure = plt.figure(figsize=(8, 4.3), dpi=100)
    grid = figure.add_gridspec(5, 11, left=0.01, right=0.995, bottom=0.01, top=0.99, wspace=0.08, hspace=0.08)
    digit = figure.add_subplot(grid[1:4, 0:2])
    digit.imshow(x[0, 0], cmap="gray", interpolation="nearest")
    digit.set(xticks=[], yticks=[], title="x")
    for row, (name, out) in enumerate(zip(names, feature_maps(model, x), strict=False)):
        for channel in range(8):
            axes = figure.add_subplot(grid[row, channel + 3])
            axes.imshow(out[0, channel], cmap="gray", interpolation="nearest")
            axes.set(xticks=[], yticks=[])
            if not channel:
                axes.set_ylabel(f"{row} {name}", rotation=0, ha="right", va="center", fontsize=10)
    save_greys(figure, "maps.png")


if __name__ == "__main__":
    field()
    block()
    vgg16()
    network, digits, labels = trained()
    ascent(network)
    maps(network, digits[labels == 3][:1])
