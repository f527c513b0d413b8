"""A worker loads the next task's module while another task is judged: nothing else may change by that."""

import sys
import time

import pytest
from classroom import SOLUTION, grade_texts

from dlgrade.course import Limits
from dlgrade.pytest_plugin import plugin
from dlgrade.pytest_plugin.plugin import Plugin
from dlgrade.sandbox import Sandbox, obtain
from dlgrade.student import Conversation, ProcessEnded, Student, StudentRaised, TimedOut, from_sources

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="workers are forked on Linux and macOS")
TIDY = "def double(x):\n    return 2 * x\n"


@pytest.fixture(scope="module")
def sandbox():
    """A sandbox with little patience."""
    with Sandbox(obtain(), Limits(load_seconds=0.5)) as sandbox:
        yield sandbox


def ahead(sandbox, text):
    """Return a talk whose worker was told to load a text."""
    talk = Conversation(sandbox, from_sources("doubling", text), "doubling")
    talk.load_ahead()
    return talk


def test_what_was_loaded_ahead_answers(sandbox):
    """By the worker that loaded it: no second one is started."""
    talk = ahead(sandbox, TIDY)
    worker = talk._worker
    assert Student(talk).double(3) == 6
    assert talk._worker is worker
    talk.close()


@pytest.mark.parametrize(
    ("text", "failure"),
    [
        ("1 / 0\n", StudentRaised),
        ("while True:\n    pass\n", TimedOut),
        ("import os\nos._exit(3)\n", ProcessEnded),
    ],
)
def test_what_does_not_load_is_told_when_it_is_needed(sandbox, text, failure):
    """As if it had been loaded then."""
    talk = ahead(sandbox, text)
    with pytest.raises(failure, match=r"doubling\.py"):
        talk.load()
    talk.close()


def test_what_is_long_gone_is_told_when_it_is_needed(sandbox):
    """The worker ends before anybody asks it for something."""
    talk = ahead(sandbox, "import os\nos._exit(3)\n")
    time.sleep(0.1)
    with pytest.raises(ProcessEnded):
        Student(talk).double(3)
    talk.close()


def test_a_module_that_loads_slowly_is_not_loaded_ahead(monkeypatch):
    """It would take the time of the check that is being run."""
    seen = []
    sound = Plugin._look_ahead
    monkeypatch.setattr(Plugin, "_look_ahead", lambda *given: seen.append(given) or sound(*given))
    slow = f"import time\ntime.sleep({2 * plugin._QUICK})\n{SOLUTION}"
    results = grade_texts({"slow": slow}, task=None)
    assert results["slow"].passed
    assert not seen
    monkeypatch.setattr(plugin, "_QUICK", 60.0)  # a busy machine loads nothing quickly
    assert grade_texts({"quick": SOLUTION}, task=None)["quick"].verdicts() == results["slow"].verdicts()
    assert seen
