"""Draw the README's pictures: python figures.py writes them beside it."""

from pathlib import Path

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np

HERE = Path(__file__).parent
BLUE, ORANGE, GRAY = "#1f5fa8", "#d9731a", "#777777"
SETTINGS = {
    "svg.hashsalt": "dlgrade",
    "svg.fonttype": "none",
    "font.size": 11,
    "axes.spines.top": False,
    "axes.spines.right": False,
}


def save(figure, name):
    """Write a picture that is the same file each time."""
    figure.savefig(HERE / name, dpi=100, metadata={"Date": None} if name.endswith(".svg") else {"Software": None})
    plt.close(figure)


def dropout():
    """An image, two calls of forward in training, and one in evaluation."""
    rng, p = np.random.default_rng(4), 0.4
    row, column = np.mgrid[0:14, 0:14] / 13 - 0.5
    image = 0.15 + 0.4 * (np.abs(np.hypot(row, column) - 0.33) < 0.1)
    colors = mpl.colormaps["gray"].copy()
    colors.set_bad(ORANGE)
    panels = [("x", image)]
    for call in (1, 2):
        dropped = rng.random(image.shape) < p
        panels.append((f"training, call {call}", np.ma.masked_array(image / (1 - p), dropped)))
    panels.append(("evaluation", image))
    figure, axes = plt.subplots(1, 4, figsize=(8, 2.2), layout="constrained")
    for axis, (title, values) in zip(axes, panels, strict=True):
        axis.imshow(values, cmap=colors, vmin=0, vmax=1)
        axis.set_title(title, fontsize=11)
        axis.set_axis_off()
    save(figure, "dropout.png")


def batch_norm():
    """Histograms of two channels before, normalized, and after weight and bias."""
    rng = np.random.default_rng(1)
    channels = rng.normal(size=(400, 2)) * [0.5, 2.0] + [4.0, -3.0]
    normal = (channels - channels.mean(axis=0)) / np.sqrt(channels.var(axis=0) + 1e-5)
    panels = [("x", channels), ("x_hat", normal), ("weight * x_hat + bias", normal * [1.5, 0.5] + [-2.0, 2.0])]
    figure, axes = plt.subplots(1, 3, figsize=(8, 2.5), layout="constrained", sharex=True, sharey=True)
    for axis, (title, values) in zip(axes, panels, strict=True):
        for channel, color in enumerate((BLUE, ORANGE)):
            style = {"histtype": "stepfilled", "alpha": 0.65, "color": color, "label": f"channel {channel}"}
            axis.hist(values[:, channel], bins=np.arange(-9, 7, 0.5), **style)
        axis.set_title(title, fontsize=11)
        axis.set_xlim(-9, 7)
        axis.axvline(0, color=GRAY, linewidth=0.8)
    axes[0].set_ylabel("how many of 400")
    axes[0].legend(frameon=False, loc="upper left", fontsize=9)
    save(figure, "batch_norm.svg")


def early_stopping():
    """Losses on training and validation data, and where a patience of 5 ends."""
    rng, epochs = np.random.default_rng(6), np.arange(1, 41)
    training = 0.12 + 1.3 * np.exp(-epochs / 7)
    validation = 0.28 + 1.2 * np.exp(-epochs / 6) + 0.011 * epochs + rng.normal(scale=0.012, size=40)
    best, patience = 0, 5
    for epoch, loss in enumerate(validation):
        best = epoch if loss < validation[best] else best
        if epoch - best == patience:
            break
    figure, axis = plt.subplots(figsize=(8, 3.2), layout="constrained")
    axis.plot(epochs, training, color=GRAY, label="training")
    axis.plot(epochs[: epoch + 1], validation[: epoch + 1], color=BLUE, marker="o", markersize=3.5, label="validation")
    axis.plot(epochs[epoch:], validation[epoch:], color=BLUE, linestyle=":", label="what would have followed")
    axis.axvspan(epochs[best], epochs[epoch], color=ORANGE, alpha=0.15)
    axis.annotate(
        "the best loss", (epochs[best], validation[best]), (epochs[best] - 6, 0.95), arrowprops={"arrowstyle": "->"}
    )
    axis.annotate(
        "5 calls later: stop", (epochs[epoch], validation[epoch]), (epochs[epoch] + 1, 0.95),
        arrowprops={"arrowstyle": "->"},
    )  # fmt: skip
    axis.set_xlabel("epoch")
    axis.set_ylabel("loss")
    axis.set_ylim(0, 1.5)
    axis.legend(frameon=False, loc="upper right")
    save(figure, "early_stopping.svg")


if __name__ == "__main__":
    with mpl.rc_context(SETTINGS):
        dropout()
        batch_norm()
        early_stopping()
