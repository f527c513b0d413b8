"""Draw the README's picture: a photograph and what three kernels make of it. Run: python figures.py."""

from pathlib import Path

import matplotlib as mpl
import numpy as np
from convolution import convolve2d

mpl.use("Agg")
from matplotlib import pyplot as plt
from PIL import Image

HERE = Path(__file__).parent
SCALE, GAP, TITLE = 2, 20, 30  # each pixel is shown SCALE pixels wide; pixels between pictures, and above one
GREYS = 40  # enough for the eye, and half the file of 256


def panels():
    """Return each picture with its title, as greys from 0 to 255."""
    picture = np.load(HERE / "picture.npy").astype(float)
    kernels = {
        "sharpen": [[0, -1, 0], [-1, 5, -1], [0, -1, 0]],
        "blur": np.ones((3, 3)),
        "edge enhance": [[0, 0, 0], [-1, 1, 0], [0, 0, 0]],
    }
    results = {name: convolve2d(picture, np.array(kernel, dtype=float)) for name, kernel in kernels.items()}
    return {
        "the photograph": picture[1:-1, 1:-1],
        "sharpen, cut off at 0 and 255": results["sharpen"],
        "blur, divided by 9": results["blur"] / 9,
        "edge enhance, 128 added": results["edge enhance"] + 128,
    }


def main():
    """Write filters.png."""
    shown = panels()
    height, width = (SCALE * length for length in next(iter(shown.values())).shape)
    size = 2 * width + 3 * GAP, 2 * (height + TITLE) + GAP
    figure = plt.figure(figsize=(size[0] / 100, size[1] / 100), dpi=100, facecolor="white")
    for place, (title, picture) in enumerate(shown.items()):
        left = GAP + place % 2 * (width + GAP)
        bottom = size[1] - (place // 2 + 1) * (height + TITLE)
        axes = figure.add_axes((left / size[0], bottom / size[1], width / size[0], height / size[1]))
        axes.imshow(picture, cmap="gray", vmin=0, vmax=255, interpolation="nearest")
        axes.set_title(title, fontsize=12, pad=5)
        axes.set_axis_off()
    figure.canvas.draw()
    drawn = Image.fromarray(np.asarray(figure.canvas.buffer_rgba())).convert("L")
    drawn.quantize(GREYS, dither=Image.Dither.NONE).save(HERE / "filters.png", optimize=True)


if __name__ == "__main__":
    main()
