"""Speed of the solution's convolution beside PyTorch's on the CPU, one thread each, as a ratio within one run.

Run alone: pytest -m benchmark tests/benchmarks/test_convolution.py -s. It prints what was measured beside its goal, and
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
SOLUTION = Path(__file__).parents[2] / "solutions" / "06_convolution"
ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
GOAL = 2.0  # times PyTorch's duration
LIMIT = 3.0


@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_forward_and_backward_take_twice_pytorchs_time(dtype):
    """conv2d and conv2d_backward of 32 images, 16 channels to 32, kernel 3x3, padding 1, against torch and autograd."""
    command = [sys.executable, __file__, dtype]
    done = subprocess.run(command, check=True, capture_output=True, text=True, env={**os.environ, **ONE_THREAD})
    ratio = float(done.stdout)
    print(f"\nconv2d forward + backward, {dtype} / torch: {ratio:.3g} x (goal: at most {GOAL:g})")
    assert ratio <= LIMIT


def measure(dtype, runs=21):
    """Return the median ratio of timings taken in turn, after three of each that do not count."""
    import torch

    sys.path.insert(0, str(SOLUTION))
    import convolution

    torch.set_num_threads(1)
    rng = np.random.default_rng(0)
    sizes = ((32, 32, 28, 28), (32, 16, 28, 28), (32, 16, 3, 3), (32,))
    dout, *operands = (rng.normal(size=size).astype(dtype) for size in sizes)
    leaves, upstream = [torch.tensor(each, requires_grad=True) for each in operands], torch.tensor(dout)

    def ours():
        output = convolution.conv2d(*operands, 1, 1)
        return output, *convolution.conv2d_backward(dout, *operands, 1, 1)

    def theirs():
        output = torch.nn.functional.conv2d(*leaves, padding=1)
        return output, *torch.autograd.grad(output, leaves, upstream)

    for mine, wanted in zip(ours(), theirs(), strict=True):
        np.testing.assert_allclose(mine, wanted.detach().numpy(), rtol=0, atol=1e-3 * float(wanted.abs().max()))
    ratios = [seconds_of(ours) / seconds_of(theirs) for _ in range(runs + 3)]
    return statistics.median(ratios[3:])


def seconds_of(function):
    """Return the wall time of one call."""
    started = time.perf_counter()
    function()
    return time.perf_counter() - started


if __name__ == "__main__":
    print(measure(sys.argv[1]))
