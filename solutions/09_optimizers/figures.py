"""Draw the README's pictures: python figures.py writes them beside this file."""

from pathlib import Path

import matplotlib as mpl
import numpy as np
from optimizers import SGD, Adadelta, Adagrad, Adam, RMSprop, cosine, step_decay, warmup

mpl.use("Agg")
from matplotlib import pyplot as plt
from matplotlib.patches import Ellipse

HERE = Path(__file__).parent
BLUE, ORANGE, GREEN, PURPLE = "#1f77b4", "#d95f02", "#1b7837", "#7b3294"
STEEPNESS = np.array([0.1, 2.0])  # the eigenvalues of the valley's Hessian, along x and y
START, STEPS = np.array([-8.0, 2.2]), 30


def valley() -> None:
    """The paths of six optimizers down one long valley."""
    groups = [
        (
            "one learning rate for both directions",
            [
                (SGD(lr=0.92), "SGD, lr 0.92", BLUE, "o"),
                (SGD(lr=0.25, momentum=0.8), "SGD, lr 0.25, momentum 0.8", ORANGE, "s"),
            ],
        ),
        (
            "each direction measured by its own gradients",
            [
                (Adagrad(lr=2.0), "Adagrad, lr 2", BLUE, "o"),
                (RMSprop(lr=0.2, alpha=0.9), "RMSprop, lr 0.2, alpha 0.9", PURPLE, "^"),
                (Adam(lr=0.5), "Adam, lr 0.5", ORANGE, "s"),
                (Adadelta(eps=3e-3), "Adadelta, eps 0.003", GREEN, "D"),
            ],
        ),
    ]
    figure, panels = plt.subplots(2, 1, figsize=(8, 7), sharex=True, layout="constrained")
    for axes, (title, optimizers) in zip(panels, groups, strict=True):
        for height in (0.05, 0.3, 0.9, 1.8, 3.2, 5, 7.5):
            width = 2 * np.sqrt(2 * height / STEEPNESS)
            axes.add_patch(Ellipse((0, 0), *width, facecolor="none", edgecolor="#bbbbbb", linewidth=0.8))
        for optimizer, label, colour, marker in optimizers:
            path = walk(optimizer)
            axes.plot(*path.T, color=colour, marker=marker, markersize=4, markeredgewidth=0, linewidth=1.3, label=label)
        axes.plot(0, 0, marker="+", color="black", markersize=12)
        axes.set(title=title, xlim=(-9, 3.5), ylim=(-3, 3))
        axes.legend(loc="lower right", framealpha=1, edgecolor="white")
    _save(figure, "valley.svg")


def walk(optimizer) -> np.ndarray:
    """Return the places of all steps, START included."""
    params, path = {"place": START}, [START]
    for _ in range(STEPS):
        params = optimizer.step(params, {"place": STEEPNESS * params["place"]})
        path.append(params["place"])
    return np.array(path)


def schedules() -> None:
    """The rates of 20 steps."""
    figure, panels = plt.subplots(1, 3, figsize=(8, 2.6), sharey=True, layout="constrained")
    steps = range(21)
    drawn = [
        ("step_decay(1, step, 6, 0.5)", [step_decay(1.0, step, 6, 0.5) for step in steps]),
        ("cosine(1, step, 20)", [cosine(1.0, step, 20) for step in steps]),
        ("warmup(1, step, 5)", [warmup(1.0, step, 5) for step in steps]),
    ]
    for axes, (title, rates) in zip(panels, drawn, strict=True):
        axes.plot(steps, rates, color=BLUE, marker="o", markersize=4, markeredgewidth=0, linewidth=0.8)
        axes.set(title=title, xlabel="step", ylim=(0, 1.08), xticks=range(0, 21, 5))
        axes.title.set_fontsize(11)
        axes.grid(True, color="#dddddd")
    panels[0].set_ylabel("rate")
    _save(figure, "schedules.svg")


def _save(figure, name: str) -> None:
    figure.savefig(HERE / name, metadata={"Date": None})
    plt.close(figure)


if __name__ == "__main__":
    plt.rcParams.update({"svg.fonttype": "none", "svg.hashsalt": "dlgrade", "font.size": 11})
    valley()
    schedules()
