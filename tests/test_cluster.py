"""The same class on a dask.distributed cluster: a real scheduler and two workers on loopback, one of them killed."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import time

import pytest
from commands import TINY, assert_sentence
from commands import run as command
from graded import Watch, a_class, run, verdicts

from dlgrade.batch import Wish, grade_class, there

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="classes are graded on Linux")
START_SECONDS = 60


@pytest.fixture
def cluster(tmp_path):
    """A scheduler and two workers that share no folder with the class; yields its address and the workers."""
    with contextlib.ExitStack() as ending:
        file = tmp_path / "scheduler.json"
        bare = {**os.environ, "PYTHONWARNINGS": "ignore"}
        options = {"env": bare, "cwd": tmp_path, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}

        def begin(*arguments):
            process = subprocess.Popen([sys.executable, "-m", *arguments], **options)
            ending.callback(process.wait)
            ending.callback(process.kill)
            return process

        begin(
            "distributed.cli.dask_scheduler",
            "--host",
            "127.0.0.1",
            "--port",
            "0",
            "--no-dashboard",
            "--scheduler-file",
            file,
        )
        deadline = time.monotonic() + START_SECONDS
        while not file.exists() and time.monotonic() < deadline:
            time.sleep(0.05)
        address = json.loads(file.read_text())["address"]
        common = ("--nthreads", "1", "--no-dashboard", "--host", "127.0.0.1", "--local-directory", tmp_path)
        workers = [begin("distributed.cli.dask_worker", address, "--no-nanny", *common) for _ in range(2)]
        yield address, workers


def test_verdicts_are_the_same_wherever_it_ran(tmp_path, cluster):
    """A worker is killed on the way; its submissions are graded by the other."""
    address, workers = cluster
    here, afar = a_class(tmp_path / "here", 60), a_class(tmp_path / "afar", 60)

    class Killer(Watch):
        def graded(self, result):
            super().graded(result)
            if len(self.results) == 10:
                workers[0].send_signal(signal.SIGKILL)

    watch = Killer()
    summary = grade_class(afar, [TINY], Wish(), watch, there(address, afar.course))
    assert (summary.graded, summary.faulty) == (60, [])
    run(here)
    assert verdicts(afar) == verdicts(here)
    assert [result.digests for result in every(afar)] == [result.digests for result in every(here)]
    assert {result.isolation for result in every(afar)} == {result.isolation for result in every(here)}


def test_a_scheduler_that_is_not_there(tmp_path, monkeypatch):
    """Is said in one sentence."""
    monkeypatch.setattr("dlgrade.batch.cluster._CONNECT_SECONDS", 0.5)
    classroom = a_class(tmp_path, 1)
    result = command("grade", TINY, "--class", classroom.root, "--dask", "tcp://127.0.0.1:9")
    assert_sentence(result, 2, "tcp://127.0.0.1:9: no dask scheduler answers there")


def every(classroom):
    """The results, by student."""
    return [classroom.records.result(attempt) for attempt in classroom.attempts(TINY)]
