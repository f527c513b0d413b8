"""Real workers, forked and spawned: what a submission may do, and what comes of what it may not."""

import os
import signal
import sys
import textwrap

import numpy as np
import pytest

from dlgrade.course import Limits
from dlgrade.errors import ProtocolError
from dlgrade.protocol import Opaque
from dlgrade.sandbox import Sandbox, obtain
from dlgrade.student import Conversation, ProcessEnded, Student, StudentRaised, TimedOut, Unusable, from_sources

STARTS = [pytest.param("fork", marks=pytest.mark.skipif(sys.platform != "linux", reason="forks on Linux")), "spawn"]
ENVIRONMENT = {"OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS", "PYTHONHASHSEED"}
PYTHONS_OWN = {"LC_CTYPE", "SYSTEMROOT"}  # PEP 538 sets the one by itself, Windows needs the other


LINUX = pytest.mark.skipif(sys.platform != "linux", reason="walls are Linux's")
WALLS = [
    pytest.param(("auto", "fork"), marks=LINUX, id="fork"),
    pytest.param(("basic", "fork"), marks=LINUX, id="basic fork"),
    pytest.param(("auto", "spawn"), id="spawn"),
]
LIMITS = Limits(call_seconds=30.0, check_seconds=60.0, load_seconds=30.0, memory_mb=256, cpu_seconds=60)


@pytest.fixture(scope="module", params=WALLS)
def sandbox(request):
    """A sandbox whose limits nobody reaches on a busy machine."""
    with Sandbox(obtain(request.param[0], start=request.param[1]), LIMITS) as sandbox:
        yield sandbox


@pytest.fixture(scope="module", params=WALLS[1:])
def open_sandbox(request):
    """One whose workers may send signals, and have the process ids that they have here."""
    with Sandbox(obtain(request.param[0], start=request.param[1]), LIMITS) as sandbox:
        yield sandbox


@pytest.fixture(scope="module", params=STARTS)
def impatient(request):
    """A sandbox where a call has half a second; workers may start as slowly as they like."""
    limits = Limits(call_seconds=0.5, check_seconds=60.0, load_seconds=30.0, cpu_seconds=60)
    with Sandbox(obtain("auto", start=request.param), limits) as sandbox:
        yield sandbox


@pytest.fixture
def submit():
    """Hand in a text and get the student that checks see."""
    talks = []

    def submitted(sandbox, text, probes=""):
        talks.append(Conversation(sandbox, from_sources("work", textwrap.dedent(text)), "work", probes))
        return Student(talks[-1], {"f": "f(x, y)"})

    yield submitted
    for talk in talks:
        talk.close()


def test_a_function_is_called_with_arrays_and_numbers(sandbox, submit):
    """Positional and named arguments arrive, and the value comes back."""
    student = submit(sandbox, "def f(x, y=1):\n    return {'sum': (x + y, [x.shape])}")
    value = student.f(np.ones((2, 3)), y=2.0)
    assert value["sum"][0].tolist() == [[3.0] * 3] * 2
    assert value["sum"][1] == [(2, 3)]


def test_a_dict_may_have_numbers_for_keys(sandbox, submit):
    """Arguments by layer number arrive like those by name."""
    assert submit(sandbox, "def f(x):\n    return x[0]").f({0: 1.5, "b": 2.5}) == 1.5


def test_an_object_keeps_its_state(sandbox, submit):
    """Attributes are read and set, parameters are written in place, and objects are arguments of other calls."""
    text = """
        import numpy as np

        class Layer:
            def __init__(self):
                self.params = {"w": np.zeros(3)}
                self.view, self.training, self.calls = self.params["w"], True, 0

            def add(self, x):
                self.calls += 1
                return self

        def total(layer):
            return float(layer.view.sum()), layer.training
    """
    student = submit(sandbox, text)
    layer = student.Layer()
    assert layer.training is True
    layer.training = False
    layer.write_params({"w": np.arange(3.0)})
    assert student.total(layer) == (3.0, False)
    assert student.total(layer.add(1).add(2)) == (3.0, False)
    assert layer.calls == 2
    with pytest.raises(StudentRaised, match="shape"):
        layer.write_params({"w": np.zeros(4)})


def test_what_cannot_cross_says_what_it_is(sandbox, submit):
    """An object array stays there, and its stand-in has the reason."""
    value = submit(sandbox, "import numpy as np\ndef f():\n    return np.array([None, 1])").f()
    assert isinstance(value, Opaque)
    assert "Python objects, not numbers" in repr(value)


def test_an_endless_loop_is_ended_and_replaced(impatient, submit):
    """The worker is killed at the deadline, and the next call is answered by a new one."""
    student = submit(
        impatient, "import os\ndef f():\n    while True:\n        pass\ndef pid():\n    return os.getpid()"
    )
    before = student.pid()
    with pytest.raises(TimedOut, match=r"f\(\) did not end within 0\.5 s"):
        student.f()
    assert student.pid() != before


ENDS = {
    "os._exit": ("import os\nos._exit(0)", "exited with code 0"),
    "a segmentation fault": ("import ctypes\nctypes.string_at(0)", "SIGSEGV"),
}


@pytest.mark.skipif(sys.platform == "win32", reason="signals are POSIX's")
@pytest.mark.parametrize(("body", "words"), ENDS.values(), ids=ENDS)
def test_a_process_that_ends_says_how(sandbox, submit, body, words):
    """A call that takes its process down is a failure of the submission, and the next call is answered."""
    student = submit(sandbox, f"def f():\n{textwrap.indent(body, '    ')}\ndef g():\n    return 1")
    with pytest.raises(ProcessEnded, match=words):
        student.f()
    assert student.g() == 1


@pytest.mark.skipif(sys.platform == "win32", reason="signals are POSIX's")
def test_a_process_that_kills_itself_says_so(open_sandbox, submit):
    """Where it can; behind a strict wall it may send no signal."""
    student = submit(open_sandbox, "import os\ndef f():\n    os.kill(os.getpid(), 9)\ndef g():\n    return 1")
    with pytest.raises(ProcessEnded, match="SIGKILL"):
        student.f()
    assert student.g() == 1


@pytest.mark.parametrize("error", ["SystemExit(0)", "KeyboardInterrupt", "GeneratorExit", "BaseException('text')"])
def test_any_exception_is_one_of_the_students(sandbox, submit, error):
    """Exceptions that usually end a program are reported like all others, by the same worker."""
    text = f"import os\ndef f():\n    raise {error}\ndef pid():\n    return os.getpid()"
    student = submit(sandbox, text)
    before = student.pid()
    with pytest.raises(StudentRaised, match=rf"(?s)f\(\) raised {error.partition('(')[0]}.*in work.py, line 3, f"):
        student.f()
    assert student.pid() == before


def test_a_megabyte_of_print_is_kept_short(sandbox, submit):
    """The beginning of what a call prints is kept, and how much more there was."""
    call = submit(sandbox, "def f():\n    print('begin' + 'x' * 1_000_000)\n    return 1").f.observe()
    assert call.value == 1
    assert call.printed.startswith("beginxxx")
    assert "more characters]" in call.printed
    assert len(call.printed) < 10_000


def test_writing_to_descriptors_disturbs_nobody(sandbox, submit):
    """What goes past Python's streams goes nowhere."""
    text = "import os\ndef f():\n    return [os.write(fd, b'x' * 100) for fd in (1, 2)]"
    assert submit(sandbox, text).f() == [100, 100]


def test_a_forged_reply_is_unusable(sandbox, submit):
    """Bytes that are no frame, on whatever descriptor answers go out, end the worker and nothing else."""
    text = """
        import os

        def f():
            for fd in range(3, 64):
                try:
                    os.write(fd, b"\\xff" * 64)
                except OSError:
                    pass

        def g():
            return 1
    """
    student = submit(sandbox, text)
    with pytest.raises(Unusable, match="a frame of"):
        student.f()
    assert student.g() == 1


def test_warnings_and_modified_arguments_are_told(sandbox, submit):
    """A call's facts name the warning with its line, and the argument that changed."""
    text = "import numpy as np\ndef f(x, y):\n    y['a'][0][0] = 7\n    return np.log(x)"
    call = submit(sandbox, text).f.observe(np.zeros(2), {"a": [np.zeros(2)]})
    assert call.warnings == ["RuntimeWarning: divide by zero encountered in log (line 4)"]
    assert call.modified == ["y.a.0"]


def test_a_frozen_argument_cannot_be_written_to(sandbox, submit):
    """What is written for a moment and put back shows when arguments are read-only."""
    student = submit(sandbox, "def f(x, y):\n    x += 1\n    x -= 1\n    return 0")
    assert student.f.observe(np.zeros(2), 0).modified == []
    assert "read-only" in str(student.f.observe_frozen(np.zeros(2), 0).error)


@pytest.mark.parametrize("name", ["torch", "scipy", "dlgrade", "pytest", "probes"])
@pytest.mark.parametrize("text", ["import {}\ndef f():\n    pass", "def f():\n    import {}"], ids=["at load", "in f"])
def test_other_modules_are_refused_with_a_sentence(sandbox, submit, name, text):
    """NumPy and the standard library are all there is, wherever the import stands."""
    with pytest.raises(StudentRaised, match=f"{name} is not available here: use NumPy and the standard library"):
        submit(sandbox, text.format(name)).f()


def test_the_environment_is_empty(sandbox, submit):
    """A worker inherits no variable: it has those for threads and for the hash seed alone."""
    found = submit(sandbox, "import os\ndef f():\n    return dict(os.environ)").f()
    assert found.keys() - PYTHONS_OWN == ENVIRONMENT
    assert {found[name] for name in ENVIRONMENT - {"PYTHONHASHSEED"}} == {"1"}


@pytest.mark.skipif(sys.platform != "linux", reason="address space is limited on Linux")
def test_memory_is_limited(sandbox, submit):
    """An array beyond the limit is a MemoryError, and the worker lives on."""
    student = submit(sandbox, "import numpy as np\ndef f(n):\n    return float(np.ones(n << 17).sum())")
    assert student.f(8) == 8 << 17
    call = student.f.observe(512)
    assert call.error.is_a("MemoryError")
    assert student.f(8) == 8 << 17


def test_a_reply_that_is_too_large_is_unusable(sandbox, submit):
    """Text without end is the submission's fault, and the worker lives on."""
    student = submit(sandbox, "def f(x):\n    return ['x' * 60_000] * x")
    with pytest.raises(Unusable, match="too long"):
        student.f(20)
    assert len(student.f(2)) == 2


def test_a_request_that_is_too_large_is_the_checks_fault(sandbox, submit):
    """Arguments that cannot cross are an error of whoever wrote the check, not a failure of the submission."""
    with pytest.raises(ProtocolError):
        submit(sandbox, "def f(x):\n    return 1").f(["x" * 60_000] * 20)


@pytest.mark.skipif(sys.platform == "win32", reason="signals are POSIX's")
def test_a_worker_that_died_between_two_checks_is_replaced(open_sandbox):
    """The check that finds it gone fails, and the one after that meets a new process."""
    talk = Conversation(open_sandbox, from_sources("work", "import os\ndef pid():\n    return os.getpid()"), "work")
    student = Student(talk)
    before = student.pid()
    os.kill(before, signal.SIGKILL)
    talk.begin()
    with pytest.raises(ProcessEnded, match="SIGKILL"):
        student.pid()
    talk.begin()
    assert student.pid() != before
    talk.close()
