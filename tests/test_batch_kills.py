"""kill -9 at random moments: nothing is lost, nothing is half written, and the next run completes."""

import random
import signal
import subprocess
import sys
import time

import pytest
from commands import assert_sentence, holds, start
from commands import run as command
from graded import WORKS, Watch, a_class, run, verdicts

from dlgrade import results
from dlgrade.classroom import open_class

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="classes are graded on Linux")
FEW, MANY = 3, 20  # kills, in CI and in the wide run
CLASS = 200


def grade_until(classroom, count, later):
    """Start `dlgrade grade`, kill it some time after so many results are there, and return whether it was done."""
    process = start("grade", "all", "--jobs", 2, "--no-gradebook", cwd=classroom.root)
    while process.poll() is None and len(written(classroom)) < count:
        time.sleep(0.005)
    time.sleep(later)
    done = process.poll() is not None
    process.send_signal(signal.SIGKILL)
    process.communicate()
    return done


def written(classroom):
    """The results that are there."""
    return set(classroom.records.root.rglob("*.json"))


@pytest.mark.parametrize("kills", [FEW, pytest.param(MANY, marks=pytest.mark.wide)])
def test_a_run_that_is_killed_again_and_again_completes(tmp_path, kills):
    """After every kill each result there is whole; in the end everybody has what one whole run gives them."""
    classroom, moments, had = a_class(tmp_path, CLASS), random.Random(kills), set()
    for number in range(kills):
        wanted = moments.randrange(CLASS * number // kills, CLASS * (number + 1) // kills)
        done = grade_until(classroom, wanted, moments.uniform(0, 0.05))
        for path in written(classroom):
            assert results.read(path).checks
        assert had <= written(classroom), "a result was lost"
        had = written(classroom)
        assert not done, "it was to be killed on its way"
    run(open_class(classroom.root), Watch())
    expected = {name: verdicts(classroom)[f"s{place:03d}_{name.replace(' ', '_')}"] for place, name in enumerate(WORKS)}
    assert had, "no run got anywhere"
    for student, verdict in verdicts(classroom).items():
        assert verdict == expected[student[5:].replace("_", " ")], student
    assert len(verdicts(classroom)) == CLASS
    assert not list(classroom.records.root.rglob("history"))


@pytest.mark.system
def test_a_disk_that_is_full_loses_nothing_and_leaves_nothing_half(tmp_path):
    """On a file system with room for a part of the results: one sentence; with more room the next run completes."""
    classroom = a_class(tmp_path, 60)
    graded = classroom.records.root
    graded.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=200k", "tmpfs", str(graded)], check=True)
    try:
        result = command("grade", "all", "--no-gradebook", "--class", classroom.root)
        assert_sentence(result, 3, "cannot be written: the disk is full; what was done before is kept")
        kept = written(classroom)
        assert 0 < len(kept) < 60
        for path in kept:
            assert results.read(path).checks
        assert not list(graded.rglob("*.partial"))
        subprocess.run(["mount", "-o", "remount,size=4m", str(graded)], check=True)
        result = command("grade", "all", "--no-gradebook", "--class", classroom.root)
        assert result.exit_code == 0, result.output
        assert holds(result.output, f"{60 - len(kept)} to grade, {len(kept)} unchanged")
        assert len(written(classroom)) == 60
    finally:
        subprocess.run(["umount", str(graded)], check=True)
