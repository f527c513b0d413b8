"""Networks that cannot be trained: one clear sentence each, with the student's line, and 1 at the end."""

from pathlib import Path

import msgspec
import pytest
from commands import assert_sentence, holds
from pupils import pupil, train, write_data

from dlgrade.train import LIMITS

SHORT = ("--epochs", 1, "--batch-size", 16)
FIT = "_fit = fit\n\n\ndef fit(model, loss, optimizer, x, y, epochs, batch_size, rng, validation=None):\n"
EVALUATE = "def evaluate(model, x, labels):\n"
UNSTABLE = """
def softmax_cross_entropy(logits, labels):
    powers = np.exp(logits)
    probabilities = powers / powers.sum(axis=1, keepdims=True)
    return -np.mean(np.log(probabilities[np.arange(len(labels)), labels]))
"""
LAZY = """
class Adadelta(Adadelta):
    def step(self, params, grads):
        return dict(params)
"""
STRANGE = """
class Adadelta(Adadelta):
    def __init__(self):
        super().__init__()
        self.how = lambda: 1
"""
SLOW = """
import time

class MaxPool2d(MaxPool2d):
    def forward(self, x):
        time.sleep(0.02 * len(x))
        return super().forward(x)
"""
STIFF = """
_build = build_cnn

def build_cnn(*arguments):
    model = _build(*arguments)
    model.__class__ = type("Kept", (Sequential,), {"params": model.params})
    return model
"""
FAULTS = {  # what is added to a module; what the student is told
    "a layer raises": (
        {"pooling": "class Flatten(Flatten):\n    def backward(self, dout):\n        return dout.reshape(3, 1)\n"},
        (
            "training stopped in its first step: ValueError: cannot reshape",
            "in pooling.py, line",
            "backward: return dout.reshape(3, 1)",
            "hint: run: dlgrade check pooling",
        ),
    ),
    "a layer is not written": (
        {"backprop": "class ReLU(ReLU):\n    def forward(self, x):\n        raise NotImplementedError\n"},
        ("forward of backprop.py, line", "is not written yet", "then run: dlgrade check backprop"),
    ),
    "the module cannot be loaded": (
        {"cnn": "1 / 0\n"},
        ("your network cannot be built: ZeroDivisionError: division by zero", "in cnn.py, line"),
    ),
    "a module is missing": (
        {"cnn": "from regularisation import Dropout\n"},
        ("your network cannot be built: ModuleNotFoundError: regularisation is not available here",),
    ),
    "an optimizer is missing": ({"optimizers": "del Adadelta\n", "cnn": ""}, ("your network cannot be built: ",)),
    "fit is missing": ({"cnn": "del fit\n"}, ("your network cannot be built: cnn.py has no fit",)),
    "fit returns nothing": (
        {"cnn": FIT + "    _fit(model, loss, optimizer, x, y, epochs, batch_size, rng)\n"},
        ("training stopped in epoch 1, near batch 1: fit should return a dict with the lists", "not None"),
    ),
    "fit returns an accuracy that is no number": (
        {"cnn": FIT + "    return {'loss': [1.0], 'accuracy': [float('nan')]}\n"},
        ("fit reports an accuracy that is not a number",),
    ),
    "fit raises": (
        {"cnn": FIT + "    raise KeyError('loss')\n"},
        ("training stopped in epoch 1, near batch 1: KeyError: 'loss'", "fit: raise KeyError('loss')"),
    ),
    "fit ends the process": (
        {"cnn": FIT + "    import os\n    os._exit(3)\n"},
        ("training stopped in epoch 1, near batch 1: ", "ended the process", "exited with code 3"),
    ),
    "evaluate returns one number": (
        {"cnn": EVALUATE + "    return 0.5\n"},
        ("should return a pair, (loss, accuracy), not 0.5",),
    ),
    "evaluate returns text": (
        {"cnn": EVALUATE + "    return 'good', 'bad'\n"},
        ("the test stopped: evaluate: it gave ['good', 'bad']",),
    ),
    "evaluate returns nan": (
        {"cnn": EVALUATE + "    return float('nan'), 1.0\n"},
        ("evaluate gives nan and 1 on test images 0 to ", "is a log taken of 0"),
    ),
    "weights are no numbers": (
        {"cnn": "class Sequential(Sequential):\n    @property\n    def params(self):\n        return 5\n"},
        ("AttributeError: 'int' object has no attribute",),
    ),
    "weights become infinite": (
        {
            "optimizers": "class Adadelta(Adadelta):\n    def step(self, params, grads):\n"
            "        return {key: value + (np.inf if key == '0.bias' else 0) for key, value in params.items()}\n",
            "cnn": FIT + "    _fit(model, loss, optimizer, x, y, epochs, batch_size, rng)\n"
            "    return {'loss': [1.0], 'accuracy': [0.5]}\n" + EVALUATE + "    return 1.0, 0.5\n",
        },
        ("the weights cannot be kept: 0.bias holds numbers that are not finite",),
    ),
}


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small data set."""
    return write_data(tmp_path_factory.mktemp("data"))


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_told_in_a_sentence(fault: str, data: Path, tmp_path: Path) -> None:
    """What happened, where, and what to do; the exit code is 1 and no process is left."""
    changed, parts = FAULTS[fault]
    result = train(pupil(tmp_path / "mine", **changed), data, tmp_path / "run", *SHORT, "--isolation", "basic")
    assert_sentence(result, 1, *parts)


def test_a_call_that_never_ends_is_ended(data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In the end: an hour is left to a batch, since Ctrl-C ends it sooner."""
    monkeypatch.setattr("dlgrade.train.LIMITS", msgspec.structs.replace(LIMITS, call_seconds=2.0))
    mine = pupil(tmp_path / "mine", cnn=FIT + "    while True:\n        pass\n")
    result = train(mine, data, tmp_path / "run", *SHORT)
    assert_sentence(result, 1, "training stopped in epoch 1, near batch 1: ", "did not end within 2 s", "hint: ")


def test_text_from_the_student_cannot_steer_the_screen(data: Path, tmp_path: Path) -> None:
    """Escape sequences in a message are written out."""
    mine = pupil(tmp_path / "mine", cnn=FIT + "    raise ValueError('\\x1b[2J gone')\n")
    result = train(mine, data, tmp_path / "run", *SHORT)
    assert_sentence(result, 1, "ValueError: \\x1b[2J gone")


@pytest.mark.parametrize(
    ("options", "parts"),
    [
        (
            ("--optimizer", "SGD", "--lr", "1e6"),
            ("is inf in epoch 1, batch 2 of 15", "0.bias: ", "NumPy warned: RuntimeWarning", "--lr 100000"),
        ),
        (
            ("--optimizer", "SGD", "--lr", "1e200"),
            ("is nan in epoch 1, batch 2", "the parameter 0.weight is the first that is not finite"),
        ),
    ],
)
def test_a_loss_that_is_no_number_is_diagnosed(
    options: tuple[str, ...], parts: tuple[str, ...], data: Path, tmp_path: Path
) -> None:
    """Where it began, the losses before, what is not finite first, and what to try."""
    result = train(
        pupil(tmp_path / "mine", losses=UNSTABLE), data, tmp_path / "run", "--epochs", 3, "--batch-size", 4, *options
    )
    assert_sentence(
        result, 1, "training stopped, and what was kept before stays", "hint: the steps lead too far", *parts
    )
    assert (tmp_path / "run" / "last.npz").exists()


def test_a_loss_that_does_not_fall_is_noted(data: Path, tmp_path: Path) -> None:
    """Steps that lead nowhere: the run goes on, and says so."""
    mine = pupil(tmp_path / "mine", optimizers=LAZY)
    result = train(mine, data, tmp_path / "run", "--epochs", 2, "--batch-size", 16)
    assert result.exit_code == 0
    assert holds(result.stdout, "the loss does not fall: ")
    assert holds(result.stdout, "in the epoch before; if that goes on, dlgrade check backprop")


def test_a_slow_network_is_not_begun_unasked(data: Path, tmp_path: Path) -> None:
    """The time that it would take, and the layers that take it; nothing is kept, and 2 at the end."""
    mine = pupil(tmp_path / "mine", pooling=SLOW)
    result = train(mine, data, tmp_path / "run", "--epochs", 1000)
    assert_sentence(result, 2, "this would take 1 h", "there are 1000 x 60 of them", "layer", "forward", "2 MaxPool2d",
                    "--images 500", "--anyway")  # fmt: skip
    assert not (tmp_path / "run").exists()


def test_a_slow_network_is_trained_anyway(data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """--anyway begins with a note; a batch that takes long is not timed as a whole before."""
    monkeypatch.setattr("dlgrade.train.journey.PATIENCE_SECONDS", 0.5)
    monkeypatch.setattr("dlgrade.train.journey._PATIENT_SECONDS", 0.1)
    mine = pupil(tmp_path / "mine", pooling=SLOW)
    result = train(mine, data, tmp_path / "run", "--epochs", 1, "--images", 16, "--anyway")
    assert result.exit_code == 0, result.output
    assert holds(result.stdout, "note: this would take ")


def test_an_optimizer_with_a_strange_memory_begins_anew(data: Path, tmp_path: Path) -> None:
    """What is no number cannot be kept: resuming says so."""
    mine = pupil(tmp_path / "mine", optimizers=STRANGE)
    assert train(mine, data, tmp_path / "run", *SHORT).exit_code == 0
    result = train(mine, data, tmp_path / "run", "--resume", "--epochs", 2)
    assert result.exit_code == 0, result.output
    assert holds(result.stdout, "what the optimizer remembered could not be kept: it begins anew")


def test_float32_needs_layers_that_hold_the_arrays(data: Path, tmp_path: Path) -> None:
    """A model that made its dict once keeps the old arrays."""
    mine = pupil(tmp_path / "mine", cnn=STIFF)
    assert_sentence(train(mine, data, tmp_path / "run", *SHORT, "--float32"), 1, "train without --float32")
