"""Draw the README's pictures: python figures.py writes them beside this file."""

from pathlib import Path

import matplotlib as mpl
import numpy as np
from recurrent import LSTM, RNN, Seq2Seq

mpl.use("Agg")
from matplotlib import pyplot as plt
from matplotlib.patches import Circle, FancyBboxPatch

HERE = Path(__file__).parent
BLUE, ORANGE, GREEN, PURPLE, GREY, PALE = "#1f77b4", "#d95f02", "#1b7837", "#7b3294", "#9a9a9a", "#e8eef5"
DIGITS = ["314", "159", "265", "358", "979", "323"]


def _save(figure, name: str) -> None:
    figure.savefig(HERE / name, metadata={"Date": None})
    plt.close(figure)


def _canvas(width: float, height: float, across: tuple[float, float], up: tuple[float, float]):
    figure, axes = plt.subplots(figsize=(width, height), layout="constrained")
    axes.set(xlim=across, ylim=up, aspect="equal")
    axes.axis("off")
    return figure, axes


def _box(axes, x: float, y: float, text: str, width: float = 1.1, colour: str = PALE) -> None:
    corner = (x - width / 2, y - 0.35)
    shape = "round,pad=0,rounding_size=0.12"
    axes.add_patch(FancyBboxPatch(corner, width, 0.7, boxstyle=shape, facecolor=colour, edgecolor="black", zorder=3))
    axes.text(x, y, text, ha="center", va="center", fontsize=13, zorder=4)


def _arrow(axes, start, end, colour: str = "black", style: str = "-|>") -> None:
    how = {"arrowstyle": style, "color": colour, "linewidth": 1.4, "shrinkA": 0, "shrinkB": 0}
    axes.annotate("", end, start, arrowprops=how, zorder=2)


def unrolled() -> None:
    """One cell at four steps, and the gradients on their way back."""
    figure, axes = _canvas(9, 3.3, (-2.1, 9.0), (-1.75, 2.05))
    axes.text(-1.75, 0.15, "$h_0$", fontsize=15, ha="center", va="center")
    for step in range(4):
        x, before = 2.2 * step, 2.2 * (step - 1)
        _box(axes, x, 0, "cell", 1.2)
        start = before + 0.6 if step else -1.45
        _arrow(axes, (start, 0.15), (x - 0.6, 0.15))
        _arrow(axes, (x - 0.6, -0.15), (start, -0.15), ORANGE)
        _arrow(axes, (x - 0.1, -1.3), (x - 0.1, -0.35))
        _arrow(axes, (x + 0.12, -0.35), (x + 0.12, -1.3), ORANGE)
        _arrow(axes, (x - 0.1, 0.35), (x - 0.1, 1.3))
        _arrow(axes, (x + 0.12, 1.3), (x + 0.12, 0.35), ORANGE)
        axes.text(x, -1.55, f"$x_{step + 1}$", fontsize=15, ha="center", va="center")
        axes.text(x, 1.6, f"$h_{step + 1}$", fontsize=15, ha="center", va="center")
        axes.text(x + 0.25, 0.85, f"dh_all[{step}]", fontsize=11, color=ORANGE, va="center")
    _arrow(axes, (7.2, 0.15), (8.0, 0.15))
    _arrow(axes, (8.0, -0.15), (7.2, -0.15), ORANGE)
    axes.text(8.1, 0.2, "h_last", fontsize=12, va="center")
    axes.text(8.1, -0.2, "dh_last", fontsize=12, color=ORANGE, va="center")
    _save(figure, "unrolled.svg")


def cell() -> None:
    """One step of the LSTM."""
    figure, axes = _canvas(9, 4.6, (-1.2, 9.4), (-1.3, 4.1))
    top, low = 3.3, 0.0
    for x, text, colour in ((1.6, "s", BLUE), (3.2, "s", BLUE), (4.6, "tanh", GREEN), (6.2, "s", BLUE)):
        _box(axes, x, 1.0, text, 0.9, "#dce9f5" if colour == BLUE else "#dcefdf")
        _arrow(axes, (x, low), (x, 0.65))
    axes.plot([-0.4, 6.2], [low, low], color="black", linewidth=1.4, zorder=1)
    axes.plot([0.5, 0.5], [-0.9, low], color="black", linewidth=1.4, zorder=1)
    axes.text(0.5, -1.1, "x", fontsize=15, ha="center", va="center")
    axes.text(-0.65, low, "h", fontsize=15, ha="center", va="center")
    axes.text(0.95, low - 0.28, "[h, x]", fontsize=12, ha="left", va="center", color="#555555")
    axes.plot([-0.4, 8.4], [top, top], color=PURPLE, linewidth=3, zorder=1)
    _arrow(axes, (8.2, top), (8.6, top), PURPLE)
    axes.text(-0.65, top, "c", fontsize=15, ha="center", va="center", color=PURPLE)
    axes.text(8.8, top, "c'", fontsize=15, ha="center", va="center", color=PURPLE)
    for x, y, sign in ((1.6, top, "×"), (3.9, top, "+"), (3.9, 2.2, "×"), (7.3, 1.0, "×")):
        axes.add_patch(Circle((x, y), 0.26, facecolor="white", edgecolor="black", zorder=3))
        axes.text(x, y, sign, fontsize=15, ha="center", va="center", zorder=4)
    _arrow(axes, (1.6, 1.35), (1.6, top - 0.26))
    for x in (3.2, 4.6):
        axes.plot([x, x], [1.35, 2.2], color="black", linewidth=1.4, zorder=1)
        _arrow(axes, (x, 2.2), (3.9 + (0.26 if x > 3.9 else -0.26), 2.2))
    _arrow(axes, (3.9, 2.46), (3.9, top - 0.26))
    _arrow(axes, (6.65, 1.0), (7.04, 1.0))
    _box(axes, 7.3, 2.2, "tanh", 0.9, "#dcefdf")
    _arrow(axes, (7.3, top), (7.3, 2.55), PURPLE)
    _arrow(axes, (7.3, 1.85), (7.3, 1.26))
    _arrow(axes, (7.56, 1.0), (8.6, 1.0))
    axes.text(8.8, 1.0, "h'", fontsize=15, ha="center", va="center")
    for x, y, text in ((1.35, 1.75, "f"), (2.95, 1.75, "i"), (4.85, 1.75, "c~"), (6.85, 1.25, "o")):
        axes.text(x, y, text, fontsize=14, ha="center", va="center", color=BLUE if text != "c~" else GREEN)
    for x, text in ((1.6, "forget"), (3.9, "write"), (7.3, "show")):
        axes.text(x, 3.85, text, fontsize=12, ha="center", va="center", color="#555555")
    _save(figure, "cell.svg")


def memory() -> None:
    """How much the last state depends on each earlier input."""
    steps, hidden, inputs = 40, 32, 4
    figure, axes = plt.subplots(figsize=(8, 4), layout="constrained")
    kinds = [
        ("RNN, w_h twice as large", RNN, 2.0, 0.0, ORANGE, "s"),
        ("LSTM, b_f = 4", LSTM, 1.0, 4.0, GREEN, "o"),
        ("LSTM, b_f = 0", LSTM, 1.0, 0.0, PURPLE, "D"),
        ("RNN", RNN, 1.0, 0.0, BLUE, "^"),
    ]
    for label, kind, factor, forget, colour, marker in kinds:
        rng = np.random.default_rng(3)
        layer = kind(inputs, hidden, rng)
        states = [np.zeros((1, hidden))] * (2 if kind is LSTM else 1)
        if kind is LSTM:
            layer.params["b_f"][...] = forget
        else:
            layer.params["w_h"][...] = factor * rng.normal(size=(hidden, hidden)) * 0.7 / np.sqrt(hidden)
            layer.params["b"][...] = 0
        h_all, *_ = layer.forward(1e-8 * rng.normal(size=(steps, 1, inputs)), *states)
        ends = [rng.normal(size=(1, hidden)), *[np.zeros((1, hidden))] * (len(states) - 1)]
        dx, *_ = layer.backward(np.zeros_like(h_all), *ends)
        sizes = np.sqrt((dx**2).sum(axis=(1, 2)))[::-1]
        shown = sizes / sizes[0]
        print(label, [f"{shown[back]:.2g}" for back in (0, 10, 20, 39)])
        axes.semilogy(range(steps), shown, color=colour, marker=marker, markersize=3.5, linewidth=1, label=label)
    axes.set(xlabel="steps back from the last one", ylabel="norm of dx, the last step's = 1", ylim=(1e-9, 1e7))
    axes.grid(True, which="major", color="#dddddd")
    axes.legend(frameon=False, loc="lower left")
    _save(figure, "memory.svg")


def seq2seq() -> None:
    """The model that reads 3, 1, 4 and writes 4, 1, 3."""
    figure, axes = _canvas(9.5, 2.7, (-2.0, 12.9), (-1.8, 2.2))
    for step, (said, written) in enumerate(zip("314", "413", strict=True)):
        x, later = 1.8 * step, 1.8 * step + 7.9
        _box(axes, x, 0, "encoder", 1.35, "#dce9f5")
        _box(axes, later, 0, "decoder", 1.35, "#fbe5d6")
        axes.text(x, -1.4, said, fontsize=15, ha="center", va="center")
        told = " 41"[step]
        axes.text(later, -1.4, told.strip() or "zeros", fontsize=15 if told.strip() else 12, ha="center", va="center")
        axes.text(later, 1.75, written, fontsize=15, ha="center", va="center", color=ORANGE)
        for place in (x, later):
            _arrow(axes, (place, -1.1), (place, -0.35))
        _arrow(axes, (later, 0.35), (later, 1.45))
        axes.text(later + 0.1, 0.9, "readout", fontsize=11, va="center", color="#555555")
        if step:
            _arrow(axes, (x - 1.125, 0), (x - 0.675, 0), PURPLE)
            _arrow(axes, (later - 1.125, 0), (later - 0.675, 0), PURPLE)
    _arrow(axes, (4.275, 0), (7.225, 0), PURPLE)
    axes.text(5.75, 0.3, "h_last, c_last", fontsize=12, ha="center", va="center", color=PURPLE)
    axes.text(-0.45, -1.4, "source:", fontsize=12, ha="right", va="center", color="#555555")
    axes.text(6.8, -1.4, "target_in:", fontsize=12, ha="right", va="center", color="#555555")
    axes.text(6.8, 1.75, "output:", fontsize=12, ha="right", va="center", color="#555555")
    _save(figure, "seq2seq.svg")


def learning() -> None:
    """The loss of a hundred steps on six strings of digits."""
    draw = np.random.default_rng(12)  # as the check does
    model = Seq2Seq(10, 8, 10, np.random.default_rng())
    digits = np.array([[int(digit) for digit in string] for string in DIGITS]).T
    right, source = np.eye(10)[digits[::-1]], np.eye(10)[digits]
    target_in = np.concatenate([np.zeros((1, *right.shape[1:])), right[:-1]])
    names = [f"{part}.{kind}_{gate}" for part in ("encoder", "decoder") for kind in "Wb" for gate in "fico"]
    for key in (*names, "readout.weight", "readout.bias"):
        model.params[key][...] = draw.uniform(-1, 1, model.params[key].shape)
    losses, shares = [], []
    for _ in range(101):
        output = model.forward(source, target_in)
        odds = np.exp(output - output.max(axis=2, keepdims=True))
        odds /= odds.sum(axis=2, keepdims=True)
        losses.append(-np.log((odds * right).sum(axis=2)).mean())
        shares.append((output.argmax(axis=2) == digits[::-1]).mean())
        model.backward((odds - right) / digits.size)
        for key, value in model.params.items():
            value -= 1.0 * model.grads[key]
    print("loss", losses[0], losses[-1], "right", shares[0], shares[-1], "from step", shares.index(1))
    figure, axes = plt.subplots(figsize=(8, 3.2), layout="constrained")
    axes.plot(losses, color=BLUE, label="loss")
    axes.plot(shares, color=ORANGE, label="share of digits that are right")
    axes.set(xlabel="step of gradient descent", ylim=(0, 2.8), xlim=(0, 100))
    axes.grid(True, color="#dddddd")
    axes.legend(frameon=False)
    _save(figure, "learning.svg")


if __name__ == "__main__":
    plt.rcParams.update({"svg.hashsalt": "08_recurrent", "svg.fonttype": "none", "font.size": 12})
    unrolled()
    cell()
    memory()
    seq2seq()
    learning()
