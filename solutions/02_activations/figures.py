"""Draw activations.svg, the README's picture of the curves: `python figures.py`, with matplotlib installed."""

from pathlib import Path

import activations
import matplotlib.pyplot as plt
import numpy as np

SLOPE = 0.1  # of leaky_relu in the picture: 0.01 could not be told from 0
CURVES = {
    "identity": {},
    "sigmoid": {},
    "tanh": {},
    "relu": {},
    "leaky_relu": {"negative_slope": SLOPE},
    "elu": {},
}
PIECES = np.array([[[-1.0]], [[0.25]], [[1.5]]]), np.array([[-1.5], [0.25], [-2.0]])  # maxout of one input
JUMP = 0.1  # between two neighbouring points; no smooth slope here changes so fast
LEFT, RIGHT, LOW, HIGH = -4.0, 4.0, -1.6, 3.2
BLUE, RED, GRAY = "#1f5fa8", "#c2410c", "#9ca3af"


def draw(axes, title, x, value, slope):
    """Draw one curve, and its slope dashed; a slope that jumps is drawn in pieces."""
    broken = slope.copy()
    broken[1:][np.abs(np.diff(slope)) > JUMP] = np.nan
    axes.axhline(0, color=GRAY, linewidth=0.8)
    axes.axvline(0, color=GRAY, linewidth=0.8)
    axes.plot(x, value, color=BLUE, linewidth=2.2, label="value")
    axes.plot(x, broken, color=RED, linewidth=1.8, linestyle=(0, (4, 2)), label="slope")
    axes.set(xlim=(LEFT, RIGHT), ylim=(LOW, HIGH), xticks=[-4, -2, 0, 2, 4], yticks=[-1, 0, 1, 2, 3])
    axes.set_title(title, fontsize=12)
    axes.tick_params(labelsize=10, length=3)
    axes.spines[["top", "right"]].set_visible(False)


def main():
    """Draw every activation of one number, and say which line is which."""
    plt.rcParams.update({"svg.fonttype": "none", "svg.hashsalt": "activations", "font.family": "sans-serif"})
    figure, grid = plt.subplots(2, 4, figsize=(10, 5.2), sharex=True, sharey=True, layout="constrained")
    x = np.linspace(LEFT, RIGHT, 161)
    ones = np.ones_like(x)
    for axes, (name, settings) in zip(grid.flat, CURVES.items(), strict=False):
        value = getattr(activations, name)(x, **settings)
        slope = getattr(activations, f"{name}_backward")(ones, x, **settings)
        draw(axes, f"{name}, slope {SLOPE}" if settings else name, x, value, slope)
    column = x[:, None]
    value = activations.maxout(column, *PIECES)
    slope, _, _ = activations.maxout_backward(np.ones_like(value), column, *PIECES)
    draw(grid[1, 2], "maxout of three lines", x, value[:, 0], slope[:, 0])
    for weight, bias in zip(*PIECES, strict=True):
        grid[1, 2].plot(x, weight[0, 0] * x + bias[0], color=GRAY, linewidth=1, zorder=0)
    grid[0, 3].tick_params(labelbottom=True)
    grid[1, 3].axis("off")
    grid[1, 3].legend(*grid[0, 0].get_legend_handles_labels(), loc="center", frameon=False, fontsize=13)
    figure.savefig(Path(__file__).with_name("activations.svg"), metadata={"Date": None, "Creator": None})


if __name__ == "__main__":
    main()
