"""Draw the README's pictures: python figures.py writes them beside this file."""

from pathlib import Path

import matplotlib as mpl
import numpy as np
from backprop import MLP, Sigmoid, Tanh, gradient_norms

mpl.use("Agg")
from matplotlib import pyplot as plt

HERE = Path(__file__).parent
BLUE, ORANGE, GREEN, GREY = "#1f77b4", "#d95f02", "#1b7837", "#9a9a9a"
HIDDEN, WIDTH, BATCH, SEED = 10, 50, 64, 5  # layers, units, examples


def _save(figure, name: str) -> None:
    figure.savefig(HERE / name, metadata={"Date": None})
    plt.close(figure)


def paths() -> None:
    """The 2-2-2-1 network, with the two paths from w1_11 to the loss."""
    figure, axes = plt.subplots(figsize=(8, 3.4), layout="constrained")
    columns = [[(0, 1), (0, -1)], [(2.2, 1), (2.2, -1)], [(4.4, 1), (4.4, -1)], [(6.6, 0)]]
    labels = [["$x_1$", "$x_2$"], ["$z^1_1$", "$z^1_2$"], ["$z^2_1$", "$z^2_2$"], [r"$\hat{y}$"]]
    colours = {(1, 0, 0): BLUE, (1, 0, 1): ORANGE, (2, 0, 0): BLUE, (2, 1, 0): ORANGE}
    names = {
        (0, 0, 0): ("$w^1_{11}$", 0.5, 0.2, "black"),
        (1, 0, 0): ("$w^2_{11}$", 0.5, 0.2, BLUE),
        (1, 0, 1): ("$w^2_{21}$", 0.36, 0.38, ORANGE),
        (2, 0, 0): ("$w^3_{11}$", 0.5, 0.24, BLUE),
        (2, 1, 0): ("$w^3_{12}$", 0.5, -0.28, ORANGE),
    }
    for layer in range(3):
        for i, start in enumerate(columns[layer]):
            for j, end in enumerate(columns[layer + 1]):
                edge = (layer, i, j)
                colour = "black" if edge == (0, 0, 0) else colours.get(edge, GREY)
                width = 3.0 if edge == (0, 0, 0) or edge in colours else 1.0
                axes.plot(*zip(start, end, strict=True), color=colour, linewidth=width, zorder=1)
                if edge in names:
                    text, along, above, ink = names[edge]
                    x, y = [a + along * (b - a) for a, b in zip(start, end, strict=True)]
                    axes.text(x, y + above, text, color=ink, fontsize=15, ha="center", va="center")
    for column, texts in zip(columns, labels, strict=True):
        for place, text in zip(column, texts, strict=True):
            axes.add_patch(plt.Circle(place, 0.36, facecolor="white", edgecolor="black", linewidth=1.5, zorder=2))
            axes.text(*place, text, fontsize=15, ha="center", va="center", zorder=3)
    axes.annotate("", (8.05, 0), (6.96, 0), arrowprops={"arrowstyle": "-|>", "linewidth": 1.5, "color": "black"})
    axes.text(8.15, 0, "loss", fontsize=14, va="center")
    for x, text in ((2.2, "sigmoid"), (4.4, "sigmoid"), (6.6, "no activation")):
        axes.text(x, -1.75, text, fontsize=12, ha="center", color="#555555")
    axes.set(xlim=(-0.6, 9.0), ylim=(-1.95, 1.5), aspect="equal")
    axes.axis("off")
    _save(figure, "paths.svg")


def norms() -> None:
    """The norm of each layer's weight gradient, in networks with ten hidden layers."""
    figure, axes = plt.subplots(figsize=(8, 4), layout="constrained")
    kinds = [
        ("tanh, weights four times Xavier's", Tanh, 4.0, ORANGE, "s"),
        ("tanh, Xavier's weights", Tanh, 1.0, GREEN, "o"),
        ("sigmoid, Xavier's weights", Sigmoid, 1.0, BLUE, "^"),
    ]
    for label, activation, factor, colour, marker in kinds:
        rng = np.random.default_rng(SEED)
        model = MLP([WIDTH] * (HIDDEN + 1) + [10], activation, rng)
        for key, array in model.params.items():
            if key.endswith("weight"):
                array *= factor
        found = gradient_norms(model, rng.normal(size=(BATCH, WIDTH)), rng.normal(size=(BATCH, 10)) / BATCH)
        print(label, [f"{norm:.2g}" for norm in found])
        axes.semilogy(range(1, HIDDEN + 2), found, color=colour, marker=marker, label=label)
    axes.set(xlabel="dense layer, from the input on", ylabel="norm of dL/dweight", xticks=range(1, HIDDEN + 2))
    axes.grid(True, which="major", color="#dddddd")
    axes.legend(frameon=False)
    _save(figure, "norms.svg")


if __name__ == "__main__":
    plt.rcParams.update({"svg.hashsalt": "05_backprop", "svg.fonttype": "none", "font.size": 12})
    paths()
    norms()
