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
from dlgrade.errors import DlgradeError, UsageError

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="classes are graded on Linux")
START_SECONDS = 60


HIDES = """
import runpy, sys
class Hidden:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] == "dlgrade":
            raise ModuleNotFoundError("No module named 'dlgrade'")
sys.meta_path.insert(0, Hidden())
sys.argv = sys.argv[1:]
runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
"""  # a module as on a machine that has no dlgrade


@pytest.fixture
def cluster(tmp_path):
    """A scheduler and two workers that share no folder with the class; yields its address and the workers."""
    with running(tmp_path) as (address, _, workers):
        yield address, workers


@contextlib.contextmanager
def running(place, count=2, scheduler_has=True, workers_have=True):
    """Start a cluster, which may lack dlgrade in part; yield the scheduler's address, the scheduler and the workers."""
    with contextlib.ExitStack() as ending:
        file = place / "scheduler.json"
        bare = {**os.environ, "PYTHONWARNINGS": "ignore"}
        options = {"env": bare, "cwd": place, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}

        def begin(*arguments, has=True):
            python = [sys.executable, *(["-m"] if has else ["-c", HIDES])]
            process = subprocess.Popen([*python, *arguments], **options)
            ending.callback(process.wait)
            ending.callback(process.kill)
            return process

        scheduler = begin(
            "distributed.cli.dask_scheduler",
            "--host",
            "127.0.0.1",
            "--port",
            "0",
            "--no-dashboard",
            "--scheduler-file",
            file,
            has=scheduler_has,
        )
        deadline = time.monotonic() + START_SECONDS
        while not file.exists() and time.monotonic() < deadline:
            time.sleep(0.05)
        address = json.loads(file.read_text())["address"]
        common = ("--nthreads", "1", "--no-dashboard", "--host", "127.0.0.1", "--local-directory", place)
        command_line = ("distributed.cli.dask_worker", address, "--no-nanny", *common)
        workers = [begin(*command_line, has=workers_have) for _ in range(count)]
        yield address, scheduler, workers


def test_verdicts_are_the_same_wherever_it_ran(tmp_path, cluster):
    """A worker is killed on the way; its submissions are graded by the other."""
    address, workers = cluster
    here, afar = a_class(tmp_path / "here", 24), a_class(tmp_path / "afar", 24)

    class Killer(Watch):
        def graded(self, result):
            super().graded(result)
            if len(self.results) == 6:
                workers[0].send_signal(signal.SIGKILL)

    watch = Killer()
    summary = grade_class(afar, [TINY], Wish(), watch, there(address, afar.course))
    assert (summary.graded, summary.faulty) == (24, [])
    run(here)
    assert verdicts(afar) == verdicts(here)
    assert [result.digests for result in every(afar)] == [result.digests for result in every(here)]
    assert {result.isolation for result in every(afar)} == {result.isolation for result in every(here)}


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:9", "tls://127.0.0.1:9", "nonsense"])
def test_a_scheduler_that_is_not_there(tmp_path, monkeypatch, address):
    """Is said in one sentence."""
    monkeypatch.setattr("dlgrade.batch.cluster._CONNECT_SECONDS", 0.5)
    classroom = a_class(tmp_path, 1)
    result = command("grade", TINY, "--class", classroom.root, "--dask", address)
    assert_sentence(result, 2, f"{address}: no dask scheduler answers there")


def test_a_scheduler_without_workers(tmp_path, monkeypatch):
    """Is said as well, also where the course's own solution would come first."""
    monkeypatch.setattr("dlgrade.batch.cluster._CONNECT_SECONDS", 1.0)
    classroom = a_class(tmp_path, 1)
    with running(tmp_path, 0) as (address, *_), pytest.raises(UsageError, match="the dask scheduler has no workers"):
        grade_class(classroom, [TINY], Wish(), Watch(), there(address, classroom.course))


@pytest.mark.parametrize("part", ["scheduler", "workers"])
def test_a_cluster_that_lacks_dlgrade(tmp_path, part):
    """Its workers would end at the first task, one after the other, and the run would wait for ever."""
    classroom = a_class(tmp_path, 1)
    has = {"scheduler_has": part != "scheduler", "workers_have": part != "workers"}
    told = "the cluster lacks dlgrade on " + ("the scheduler:" if part == "scheduler" else "tcp://.*: install it there")
    with running(tmp_path, 1, **has) as (address, *_), pytest.raises(UsageError, match=told):
        grade_class(classroom, [TINY], Wish(), Watch(), there(address, classroom.course))


def test_a_cluster_with_another_dlgrade(tmp_path, monkeypatch):
    """It could come to other verdicts: nobody is graded by it."""
    classroom = a_class(tmp_path, 1)
    monkeypatch.setattr("dlgrade.batch.order.engine", lambda: "another")
    with running(tmp_path, 1) as (address, *_), pytest.raises(UsageError, match="has another dlgrade than this one"):
        grade_class(classroom, [TINY], Wish(), Watch(), there(address, classroom.course))
    assert not any(every(classroom))


@pytest.mark.filterwarnings("ignore")  # distributed leaves sockets open when its scheduler goes
def test_a_scheduler_that_goes_loses_nothing(tmp_path):
    """One sentence, and the next run completes."""
    classroom = a_class(tmp_path, 100)
    with running(tmp_path, 1) as (address, scheduler, _):

        class Killer(Watch):
            def graded(self, result):
                super().graded(result)
                if len(self.results) == 1:
                    scheduler.kill()

        with pytest.raises(DlgradeError, match=r"the cluster cannot go on .*; nothing graded before is lost"):
            grade_class(classroom, [TINY], Wish(), Killer(), there(address, classroom.course))
    kept = len([result for result in every(classroom) if result])
    assert 0 < kept < 100
    assert run(classroom).graded == 100 - kept


def every(classroom):
    """The results, by student."""
    return [classroom.records.result(attempt) for attempt in classroom.attempts(TINY)]
