"""Whatever one submission does to its process, the next one never notices."""

import contextlib
import sys

import pytest

from dlgrade.course import Limits
from dlgrade.errors import CheckFailure
from dlgrade.sandbox import Sandbox, obtain
from dlgrade.student import Conversation, Student, from_sources

STARTS = [pytest.param("fork", marks=pytest.mark.skipif(sys.platform != "linux", reason="forks on Linux")), "spawn"]
LIMITS = Limits(call_seconds=30.0, check_seconds=60.0, load_seconds=10.0, memory_mb=512, cpu_seconds=60)
ROUNDS = 3  # of a race that is lost more often than not
HEAD = """
import os, struct

def written(frame):
    for fd in range(3, 10):
        try:
            os.write(fd, frame)
        except OSError:
            pass

def frame(body):
    header = b'{"value":"forged"}'
    return struct.pack("<IQ", len(header), len(body)) + header + body
"""
HOSTILE = {
    "a flood of replies": "while True:\n        written(frame(b'') * 500)",
    "a reply too many": "written(frame(b'') * 2)",
    "half a reply": "written(frame(bytes(1000))[:200])\n    os._exit(0)",
    "a patched NumPy": "import numpy\n    numpy.add = numpy.random.default_rng = None",
    "a patched dlgrade": "import sys\n    sys._getframe(1).f_locals['self'].answer = lambda *a: ({'value': 1}, [])",
}
HONEST = "import numpy as np\ndef f(x):\n    np.random.default_rng(0)\n    return np.add(x, 1)\n"


@pytest.mark.parametrize("start", STARTS)
@pytest.mark.parametrize("body", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_submission_reaches_no_other(start, body):
    """Its replies are its own: the submissions that are judged after it get their own values."""
    with Sandbox(obtain("auto", start=start), LIMITS) as sandbox:
        for _ in range(ROUNDS):
            with contextlib.suppress(CheckFailure):
                called(sandbox, f"{HEAD}\ndef f(x):\n    {body}\n    return x\n", 1)
            assert [called(sandbox, HONEST, number) for number in range(3)] == [1, 2, 3]


def called(sandbox, text, argument):
    """Return what f of a submission returns to its own worker's call."""
    talk = Conversation(sandbox, from_sources("work", text), "work")
    try:
        return Student(talk).f(argument)
    finally:
        talk.close()
