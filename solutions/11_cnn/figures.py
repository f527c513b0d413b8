"""Draw the README's pictures: python figures.py trains the solution's network and writes them beside it."""

import sys
from pathlib import Path

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np

from dlgrade.digits import split_digits

HERE = Path(__file__).parent
for _slug in ("03_losses", "05_backprop", "06_convolution", "07_pooling", "09_optimizers"):
    sys.path.insert(0, str(HERE.parent / _slug))

import cnn  # noqa: E402 - found beside this file, and the others where they are

BLUE, ORANGE, GRAY = "#1f5fa8", "#d9731a", "#777777"
SETTINGS = {
    "svg.hashsalt": "dlgrade",
    "svg.fonttype": "none",
    "font.size": 11,
    "axes.spines.top": False,
    "axes.spines.right": False,
}
LOSS = (cnn.softmax_cross_entropy, cnn.softmax_cross_entropy_backward)


def save(figure, name):
    """Write a picture that is the same file each time."""
    figure.savefig(HERE / name, dpi=100, metadata={"Date": None} if name.endswith(".svg") else {"Software": None})
    plt.close(figure)


def network():
    """The shapes that an image goes through, as boxes whose heights are sides and whose widths are channels."""
    boxes = [
        ("image", "1x28x28", 28, 1),
        ("Conv2d\nReLU", "10x28x28", 28, 3),
        ("MaxPool2d", "10x14x14", 14, 3),
        ("Conv2d\nReLU", "10x14x14", 14, 3),
        ("MaxPool2d", "10x7x7", 7, 3),
        ("Flatten", "490", 24, 0.5),
        ("Dense\nReLU", "200", 15, 0.5),
        ("Dense", "10", 4, 0.5),
    ]
    figure, axis = plt.subplots(figsize=(8.5, 2.7), layout="constrained")
    place = 0.0
    for number, (name, shape, height, width) in enumerate(boxes):
        color = GRAY if number == 0 else ORANGE if "Dense" in name or "Conv" in name else BLUE
        axis.add_patch(mpl.patches.Rectangle((place, -height / 2), width, height, color=color, alpha=0.8, linewidth=0))
        axis.text(place + width / 2, 16.5, shape, ha="center", va="bottom", fontsize=9)
        axis.text(place + width / 2, -16.5, name, ha="center", va="top", fontsize=9)
        place += width + 5.5
    axis.set_xlim(-3, place - 2)
    axis.set_ylim(-25, 21)
    axis.set_axis_off()
    save(figure, "network.svg")


def training():
    """Loss and accuracy of the network on digits of 28 pixels, epoch by epoch."""
    x, labels, others, answers = split_digits(28)
    rng = np.random.default_rng(0)
    model = cnn.build_cnn(rng)
    history = cnn.fit(model, LOSS, cnn.Adadelta(), x, labels, 8, 32, rng, (others, answers))
    figure, axes = plt.subplots(1, 2, figsize=(8, 2.7), layout="constrained")
    epochs = np.arange(1, 9)
    for axis, name in zip(axes, ("loss", "accuracy"), strict=True):
        axis.plot(epochs, history[name], color=BLUE, marker="o", label="training")
        axis.plot(epochs, history[f"validation_{name}"], color=ORANGE, marker="s", linestyle="--", label="validation")
        axis.set_xlabel("epoch")
        axis.set_title(name, fontsize=11)
        axis.set_ylim(bottom=0)
    axes[0].legend(frameon=False)
    save(figure, "training.svg")
    return model, others, answers


def wrong(model, x, labels):
    """Digits that the network reads wrongly, and what it takes them for."""
    classes = cnn.predict(model, x)
    chosen = np.flatnonzero(classes != labels)[:8]
    figure, axes = plt.subplots(1, len(chosen), figsize=(8, 1.5), layout="constrained", squeeze=False)
    for axis, place in zip(axes[0], chosen, strict=True):
        axis.imshow(x[place, 0], cmap="gray_r")
        axis.set_title(f"{labels[place]} read as {classes[place]}", fontsize=9)
        axis.set_axis_off()
    save(figure, "wrong.png")
    return len(np.flatnonzero(classes != labels))


if __name__ == "__main__":
    mpl.use("Agg")
    with mpl.rc_context(SETTINGS):
        network()
        trained, images, right = training()
        print(wrong(trained, images, right), "of", len(right), "are read wrongly")
