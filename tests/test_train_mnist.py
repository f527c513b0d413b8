"""The solution on the real MNIST; its four files are in the folder that DLGRADE_MNIST names."""

import os
from pathlib import Path

import pytest
from pupils import pupil, train

from dlgrade.train import Run
from dlgrade.train.data import VARIABLE

pytestmark = [
    pytest.mark.wide,
    pytest.mark.skipif(not os.environ.get(VARIABLE), reason=f"{VARIABLE} names no folder with MNIST's four files"),
]


def test_three_epochs_reach_98_percent(tmp_path: Path) -> None:
    """The slides' network, Adadelta, batches of 128; PyTorch reaches the same beside it."""
    import msgspec

    result = train(pupil(tmp_path / "mine"), "mnist", tmp_path / "run", "--compare", "--report", tmp_path / "report")
    assert result.exit_code == 0, result.output
    print(result.stdout)
    run = msgspec.json.decode((tmp_path / "run" / "run.json").read_bytes(), type=Run)
    assert (run.train_images, run.test_images, len(run.epochs)) == (60_000, 10_000, 3)
    assert run.epochs[-1].test_accuracy >= 0.98
    assert abs(run.epochs[-1].test_accuracy - run.reference[-1].test_accuracy) <= 0.003
