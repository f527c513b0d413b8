"""One page about a trained network, in one file: curves, confusions, wrong digits, kernels and feature maps.

What comes from the student's process was checked to be numbers of the expected shapes; every text is escaped.
"""

import contextlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

import dlgrade
from dlgrade import pictures
from dlgrade.errors import UsageError
from dlgrade.train.charts import Curve, chart
from dlgrade.train.data import Dataset
from dlgrade.train.diagnosis import duration
from dlgrade.train.network import Network
from dlgrade.train.record import Epoch, Run

NAME = "index.html"
_TEMPLATE = Path(__file__).with_name("page.html")
_GENERATOR = "dlgrade"
_WRONG_LIMIT = 60  # images
_CLASSES_LIMIT = 30  # in a table of all pairs
_CHANNELS_LIMIT = 64  # of a layer, and kernels of a bank
_LAYERS_LIMIT = 12  # that make images
_SHOWN = 3  # digits on their way through the network, and one that is read wrongly
_LOOK_SECONDS = 60.0  # for the whole test, judged by the first step's time
_PIECE = 250  # images at once
_SIGN_WIDTH, _PANEL_WIDTH = 10, 640  # pixels on the screen of a kernel's entry, and of a bank or row of maps


def check(folder: Path) -> None:
    """Insist that a page can be written there; UsageError if something else would be lost."""
    if folder.exists() and not folder.is_dir():
        raise UsageError(f"--report {folder}: is a file: name a folder")
    path = folder / NAME
    with contextlib.suppress(FileNotFoundError):
        if f'name="generator" content="{_GENERATOR}' not in path.read_text("utf-8", "replace")[:1000]:
            raise UsageError(f"{path}: is no page of dlgrade's, and would be lost: name another folder with --report")


def write(
    folder: Path,
    run: Run,
    data: Dataset,
    network: Network,
    best: dict[str, np.ndarray],
    on_progress: Callable[[int, int], None] = lambda done, images: None,
) -> Path:
    """Look at the best network once more, write the page and return its path."""
    network.restore(best)
    logits = _logits(run, data, network, on_progress)
    text = _render(_content(run, data, network, best, logits))
    path = folder / NAME
    temporary = path.with_name(NAME + ".partial")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        temporary.write_text(text, "utf-8")
        temporary.replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise UsageError(f"{path}: cannot be written: {error.strerror}; name another folder with --report") from None
    return path


def _render(content: dict[str, Any]) -> str:
    import jinja2

    environment = jinja2.Environment(autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True)
    return environment.from_string(_TEMPLATE.read_text("utf-8")).render(content)


def _logits(run: Run, data: Dataset, network: Network, on_progress: Callable[[int, int], None]) -> np.ndarray:
    """Return the network's scores of the test images, or of so many as can be had in a minute."""
    count = len(data.test)
    if run.timing is not None and sum(run.timing.forward) > 0:
        rate = run.timing.images / sum(run.timing.forward)
        count = max(1, min(count, int(_LOOK_SECONDS * rate)))
    pieces, done = [], 0
    while done < count:
        stop = min(count, done + _PIECE)
        pieces.append(network.logits(done, stop))
        done = stop
        on_progress(done, count)
    return np.concatenate(pieces)


def _content(
    run: Run, data: Dataset, network: Network, best: dict[str, np.ndarray], logits: np.ndarray
) -> dict[str, Any]:
    labels = data.test.labels[: len(logits)].astype(np.int64)
    shifted = np.exp(logits - logits.max(axis=1, keepdims=True))
    sure = shifted / shifted.sum(axis=1, keepdims=True)
    read = logits.argmax(axis=1)
    wrong = np.flatnonzero(read != labels)
    wrong = wrong[np.argsort(-sure[wrong, read[wrong]], kind="stable")]
    curves, key = _curves(run)
    at = run.best or 0
    return {
        "generator": f"{_GENERATOR} {dlgrade.__version__}",
        "headline": f"Your network on {data.name}: {run.epochs[at].test_accuracy:.2%} right",
        "story": (
            f"Trained from your own code on {run.train_images:,} images, tested on {run.test_images:,} others. All "
            f"figures and pictures are of the weights after epoch {at + 1}, which did best on the test images; as they "
            "were chosen by them, expect a little less on new ones."
        ),
        "facts": _facts(run),
        "notes": run.notes,
        "charts": curves,
        "key": key,
        "compared": bool(run.reference),
        "epochs": _rows(run),
        "classes": list(range(data.classes)),
        "confusion": _confusion(labels, read, data.classes) if data.classes <= _CLASSES_LIMIT else [],
        "wrong": [_wrong(data, index, labels, read, sure) for index in wrong[:_WRONG_LIMIT].tolist()],
        "wrong_story": _wrong_story(len(wrong), len(logits), len(data.test)),
        "banks": [_bank(key, array) for key, array in best.items() if array.ndim == 4 and array.size],
        "digits": _digits(data, network, labels, read, wrong),
        "timing": _timing(run),
        "settings": _settings(run, data),
    }


def _facts(run: Run) -> list[dict[str, str]]:
    best = run.epochs[run.best or 0]
    seconds, images = sum(each.seconds for each in run.epochs), sum(each.images for each in run.epochs)
    rate = images / seconds if seconds else 0.0
    facts = [
        _fact("test images right", f"{best.test_accuracy:.2%}", f"after epoch {(run.best or 0) + 1}"),
        _fact("loss on them", f"{best.test_loss:.4f}", "cross-entropy, nats"),
        _fact("training time", duration(seconds), f"{len(run.epochs)} epochs, without tests"),
        _fact("images per second", f"{rate:,.0f}", "in training"),
    ]
    if run.reference:
        count = min(len(run.reference), len(run.epochs))
        theirs = sum(each.seconds for each in run.reference[:count])
        mine = sum(each.seconds for each in run.epochs[:count])
        where = "GPU" if run.reference_device == "cuda" else "CPU, one thread"
        reached = max(each.test_accuracy for each in run.reference)
        facts.append(_fact("PyTorch reaches", f"{reached:.2%}", "same first weights, same batches"))
        facts.append(_fact("time beside PyTorch", f"{mine / max(theirs, 1e-9):.2f} ×", f"PyTorch on the {where}"))
    return facts


def _fact(name: str, value: str, more: str) -> dict[str, str]:
    return {"name": name, "value": value, "more": more}


def _curves(run: Run) -> tuple[list[dict[str, Any]], list[Curve]]:
    """Return the charts of loss and accuracy, and the curves that their key names."""
    mine, theirs = (
        [(each.epoch + (each.seen - each.images / 2) / run.train_images, each.loss) for each in chunks]
        for chunks in (run.chunks, run.reference_chunks)
    )
    losses = [  # PyTorch's are broad and lie below, since the others often hide them
        Curve("PyTorch, training", "torch", theirs),
        Curve("PyTorch, test", "torchtest", _after(run.reference, "test_loss")),
        Curve("yours, training", "train", mine),
        Curve("yours, test", "test", _after(run.epochs, "test_loss"), marks=True),
    ]
    shares = [
        Curve("PyTorch, training", "torch", _after(run.reference, "accuracy")),
        Curve("PyTorch, test", "torchtest", _after(run.reference, "test_accuracy")),
        Curve("yours, training", "train", _after(run.epochs, "accuracy"), marks=len(run.epochs) == 1),
        Curve("yours, test", "test", _after(run.epochs, "test_accuracy"), marks=True),
    ]
    first, last = run.epochs[0], run.epochs[-1]
    fell = f"On the test images it goes from {first.test_loss:.3f} after epoch 1 to {last.test_loss:.3f} in the end."
    rose = f"On the test images it goes from {first.test_accuracy:.1%} to {last.test_accuracy:.1%}."
    loss = chart("Loss by epoch", fell, losses, x_name="epochs", log=True, percent=False)
    accuracy = chart("Accuracy by epoch", rose, shares, x_name="epochs", log=False, percent=True)
    return (
        [
            {"svg": loss, "caption": f"Loss, on a logarithmic scale. {fell}"},
            {"svg": accuracy, "caption": f"Share of images read right, by epoch. {rose}"},
        ],
        [each for each in reversed(losses) if each.points],
    )


def _after(epochs: list[Epoch], name: str) -> list[tuple[float, float]]:
    return [(number + 1.0, getattr(each, name)) for number, each in enumerate(epochs)]


def _rows(run: Run) -> list[dict[str, Any]]:
    rows = []
    for number, each in enumerate(run.epochs):
        cells = [
            f"{each.loss:.4f}",
            f"{each.test_loss:.4f}",
            f"{each.accuracy:.2%}",
            f"{each.test_accuracy:.2%}",
            f"{each.seconds:.1f}",
        ]
        if number < len(run.reference):
            theirs = run.reference[number]
            cells += [f"{theirs.test_loss:.4f}", f"{theirs.test_accuracy:.2%}", f"{theirs.seconds:.1f}"]
        elif run.reference:
            cells += ["", "", ""]
        rows.append({"number": number + 1, "cells": cells, "best": number == run.best})
    return rows


def _confusion(labels: np.ndarray, read: np.ndarray, classes: int) -> list[dict[str, Any]]:
    counts = np.zeros((classes, classes), np.int64)
    np.add.at(counts, (labels, read), 1)
    missed = counts - np.diag(np.diag(counts))
    most = max(1, int(missed.max()))
    rows = []
    for name, row in enumerate(counts):
        total = int(row.sum())
        cells = []
        for column, count in enumerate(row.tolist()):
            hit = name == column
            share = count / max(1, total) if hit else count / most
            cells.append(
                {"count": count, "kind": "hit" if hit else "miss" if count else "none", "share": f"{share:.3f}"}
            )
        rows.append({"name": name, "cells": cells, "found": f"{row[name] / total:.1%}" if total else "none"})
    return rows


def _wrong_story(wrong: int, looked: int, images: int) -> str:
    part = "" if looked == images else f" (of {images:,}, as your network takes long for each)"
    if not wrong:
        return f"Nothing: your network reads all of {looked:,} test images right{part}."
    shown = (
        f" The {_WRONG_LIMIT} it was most sure of come first." if wrong > _WRONG_LIMIT else " The surest come first."
    )
    return f"{wrong:,} of {looked:,} test images{part}.{shown}"


def _wrong(data: Dataset, index: int, labels: np.ndarray, read: np.ndarray, sure: np.ndarray) -> dict[str, Any]:
    return {
        "index": index,
        "label": int(labels[index]),
        "read": int(read[index]),
        "sure": f"{sure[index, read[index]]:.0%}",
        "uri": pictures.data_uri(_grey(data, index)),
    }


def _grey(data: Dataset, index: int) -> np.ndarray:
    """Return a test image with the greys that it has."""
    grey: np.ndarray = np.rint(data.test.images[index] * (255 / data.white)).clip(0, 255).astype(np.uint8)
    return grey


def _bank(key: str, weight: np.ndarray) -> dict[str, Any]:
    """Return a picture of kernels: a row each, with a column for each channel; or all in one row."""
    count, channels, height, width = weight.shape
    kernels = weight[:_CHANNELS_LIMIT, :_CHANNELS_LIMIT].astype(np.float64)
    tiles = pictures.signed(kernels)
    across = tiles if channels > 1 else tiles.transpose(1, 0, 2, 3, 4)
    sheet = pictures.tiled(across, 128)
    scale = max(1, min(_SIGN_WIDTH, _PANEL_WIDTH // sheet.shape[1]))
    shown = "" if max(count, channels) <= _CHANNELS_LIMIT else f", the first {_CHANNELS_LIMIT} of them"
    channel_s = f"{channels} channel{'s' * (channels > 1)}"
    layout = "side by side" if channels == 1 else "one in each row, its channels side by side"
    return {
        "uri": pictures.data_uri(sheet),
        "width": sheet.shape[1] * scale,
        "height": sheet.shape[0] * scale,
        "caption": f"{key}: {count} kernels {height}x{width} for {channel_s}{shown}, {layout}; between "
        f"{kernels.min():.2f} and {kernels.max():.2f}",
        "alt": f"The {count} kernels of {key} in colours, {layout}",
    }


def _digits(
    data: Dataset, network: Network, labels: np.ndarray, read: np.ndarray, wrong: np.ndarray
) -> list[dict[str, Any]]:
    """Return what the layers make of a few test images: right ones of different classes, and one read wrongly."""
    chosen: list[int] = []
    for index in np.flatnonzero(read == labels).tolist():
        if len(chosen) < _SHOWN and labels[index] not in labels[chosen]:
            chosen.append(index)
    chosen += wrong[:1].tolist()
    if not chosen:
        return []
    layers = network.maps(np.array(chosen, dtype=np.int64))[:_LAYERS_LIMIT]
    if not layers:
        return []
    digits = []
    for place, index in enumerate(chosen):
        said = "read right" if read[index] == labels[index] else f"read as {read[index]}"
        rows = [_row("the image", _grey(data, index)[None].astype(np.float64), labels[index])]
        rows += [_row(f"{number} {name}", maps[place], labels[index]) for number, (name, maps) in enumerate(layers)]
        digits.append({"title": f"A {labels[index]}, {said} (test image {index})", "layers": rows})
    return digits


def _row(name: str, maps: np.ndarray, label: int) -> dict[str, Any]:
    channels, height, width = maps.shape
    sheet = pictures.tiled(pictures.greys(maps[:_CHANNELS_LIMIT])[None], 128)
    scale = max(1.0, min(2.0 * 28 / width, _PANEL_WIDTH / sheet.shape[1]))
    shown = min(channels, _CHANNELS_LIMIT)
    return {
        "caption": f"{name}, {channels} x {height} x {width}",
        "uri": pictures.data_uri(sheet),
        "width": round(sheet.shape[1] * scale),
        "height": round(sheet.shape[0] * scale),
        "alt": f"{shown} channel{'s' * (shown > 1)} of {height} by {width} pixels: {name}, for a {label}",
    }


def _timing(run: Run) -> dict[str, Any] | None:
    timing = run.timing
    if timing is None:
        return None
    total = sum(timing.forward) + sum(timing.backward) + timing.loss + timing.step or 1.0
    rows = [
        (f"{place} {name}", timing.forward[place], timing.backward[place]) for place, name in enumerate(timing.names)
    ]
    rows += [("loss and its gradient", timing.loss, 0.0), ("optimizer", timing.step, 0.0)]
    return {
        "images": timing.images,
        "rows": [
            {
                "name": name,
                "forward": f"{forward * 1000:.2f}",
                "backward": f"{backward * 1000:.2f}" if backward else "",
                "share": f"{(forward + backward) / total:.0%}",
            }
            for name, forward, backward in rows
        ],
    }


def _settings(run: Run, data: Dataset) -> list[tuple[str, str]]:
    plan = run.plan
    return [
        (
            "data",
            f"{data.name}, {data.side}x{data.side} pixels, {data.classes} classes; SHA-256 {run.data_digest[:16]}…",
        ),
        ("images", f"{run.train_images:,} to train on, {run.test_images:,} to test with"),
        ("epochs, batch size", f"{plan.epochs}, {plan.batch_size}"),
        ("optimizer", f"{plan.optimizer}, learning rate {'its default' if plan.lr is None else f'{plan.lr:g}'}"),
        ("seed", str(plan.seed)),
        ("numbers", "32 bits" if plan.float32 else "64 bits"),
        ("your code", f"SHA-256 {run.submission[:16]}…, run with isolation {run.isolation}"),
        ("begun", run.started),
        *((name, version) for name, version in run.versions.items()),
    ]
