"""Speed of a training step of the solution's CNN beside PyTorch's on the CPU, one thread each, within one run.

Run alone: pytest -m benchmark tests/benchmarks/test_training.py -s. It prints what was measured beside its goal, and
fails only beyond what noise explains, since the machines that run it are shared.
"""

import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

pytestmark = pytest.mark.benchmark
SOLUTIONS = Path(__file__).parents[2] / "solutions"
ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
GOAL = 1.5  # times PyTorch's processor time
LIMITS = {"float64": 2.25, "float32": 6.0}  # half as much again; the solution's dense layers compute in float64 only


@pytest.mark.parametrize("dtype", ["float64", "float32"])
def test_a_step_takes_little_more_than_pytorchs(dtype):
    """Batch 128, 28x28 pixels: forward, loss, backward and Adadelta, by the solution's fit, against torch."""
    command = [sys.executable, __file__, dtype]
    done = subprocess.run(command, check=True, capture_output=True, text=True, env={**os.environ, **ONE_THREAD})
    ratio, mine, theirs = map(float, done.stdout.split())
    print(f"\ntraining step, {dtype}: {mine:.1f} ms, torch {theirs:.1f} ms, {ratio:.3g} x (goal: at most {GOAL:g})")
    assert ratio <= LIMITS[dtype]


def measure(dtype, runs=31):
    """Return the median ratio of processor times taken in turn, and both medians in milliseconds."""
    import torch

    sys.path[:0] = [str(path) for path in SOLUTIONS.iterdir() if path.is_dir()]
    import cnn
    from losses import softmax_cross_entropy, softmax_cross_entropy_backward
    from optimizers import Adadelta

    torch.set_num_threads(1)
    rng = np.random.default_rng(0)
    x, labels = rng.random((128, 1, 28, 28)).astype(dtype), rng.integers(0, 10, 128)
    model, optimizer = cnn.build_cnn(rng), Adadelta()
    for layer in model.layers:
        layer.params |= {key: array.astype(dtype) for key, array in layer.params.items()}
    loss = softmax_cross_entropy, softmax_cross_entropy_backward
    theirs = torch.nn.Sequential(
        torch.nn.Conv2d(1, 10, 3, padding=1), torch.nn.ReLU(), torch.nn.MaxPool2d(2),
        torch.nn.Conv2d(10, 10, 3, padding=1), torch.nn.ReLU(), torch.nn.MaxPool2d(2),
        torch.nn.Flatten(), torch.nn.Linear(490, 200), torch.nn.ReLU(), torch.nn.Linear(200, 10),
    ).to(getattr(torch, dtype))  # fmt: skip
    theirs.load_state_dict({key: torch.tensor(array) for key, array in model.params.items()})
    follow = torch.optim.Adadelta(theirs.parameters())
    inputs, targets = torch.tensor(x), torch.tensor(labels)

    def our_step():
        return cnn.fit(model, loss, optimizer, x, labels, 1, len(x), rng)["loss"][0]

    def their_step():
        follow.zero_grad()
        value = torch.nn.functional.cross_entropy(theirs(inputs), targets)
        value.backward()
        follow.step()
        return value.item()

    ours, others = [], []
    for _ in range(runs + 5):
        mine, took = timed(our_step)
        wanted, other = timed(their_step)
        if len(ours) < 3:  # the first steps must agree: both do the same work
            np.testing.assert_allclose(mine, wanted, rtol=1e-3)
        ours.append(took)
        others.append(other)
    ratios = [one / other for one, other in zip(ours[5:], others[5:], strict=True)]
    return statistics.median(ratios), 1000 * statistics.median(ours[5:]), 1000 * statistics.median(others[5:])


def timed(function):
    """Return a call's value and its processor time: seconds."""
    started = time.process_time()
    value = function()
    return value, time.process_time() - started


if __name__ == "__main__":
    print(*measure(sys.argv[1]))
