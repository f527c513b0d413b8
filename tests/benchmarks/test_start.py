"""What typing costs before anything is judged: completing and --version, beside an interpreter that imports click.

Run alone: pytest -m benchmark tests/benchmarks/test_start.py -s. Processor time is compared, of the fastest of several,
since the machines that run it are shared.
"""

import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest
from classroom import ROOT

pytestmark = pytest.mark.benchmark
TIMES = 25
GOAL = 2.0  # times as long as importing click


def seconds(arguments: tuple[str, ...], variables: dict[str, str]) -> float:
    """Return the processor seconds of one process."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, *arguments], check=True, capture_output=True, cwd=ROOT, env=os.environ | variables)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def ratio_to_click(*arguments: str, **variables: str) -> float:
    """Return how many times as long as importing click something takes; both in turn, the fastest of each."""
    found = [(seconds(arguments, variables), seconds(("-c", "import click"), {})) for _ in range(TIMES)]
    return min(each for each, _ in found) / min(each for _, each in found)


@pytest.mark.parametrize("line", ["dlgrade check prod", "dlgrade check 2 --task soft"])
def test_completing_takes_at_most_twice_as_long_as_click(line: str) -> None:
    """At every press of the tab key."""
    script = str(Path(sys.executable).with_name("dlgrade"))
    words = {"_DLGRADE_COMPLETE": "bash_complete", "COMP_WORDS": line, "COMP_CWORD": str(len(line.split()) - 1)}
    ratio = ratio_to_click(script, **words)
    print(f"\n{line!r} completes in {ratio:.2f} times what importing click takes")
    assert ratio <= GOAL


def test_the_version_takes_at_most_three_times_as_long_as_click() -> None:
    """It names the versions of all that matters, and imports none of it."""
    ratio = ratio_to_click("-m", "dlgrade", "--version")
    print(f"\n--version takes {ratio:.2f} times what importing click takes")
    assert ratio <= GOAL * 1.5
