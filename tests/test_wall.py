"""The wall: what a canary could do is what an isolation is worth, and every part that is missing makes it weaker."""

import os
import shutil
import subprocess
import sys
import textwrap
from pathlib import Path

import msgspec
import numpy as np
import pytest

import dlgrade
from dlgrade.course import Limits
from dlgrade.errors import SandboxError, UsageError
from dlgrade.sandbox import Sandbox, launch, obtain
from dlgrade.sandbox.canary import succeeded
from dlgrade.student import Conversation, Student, from_sources
from dlgrade.worker import wall

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="walls are Linux's")
LIMITS = Limits(call_seconds=30.0, check_seconds=60.0, load_seconds=30.0, memory_mb=256, cpu_seconds=60)
EVERYTHING = {
    "read", "look", "truncate", "rename", "link", "connect", "send", "join", "listen", "signal", "thread", "share",
    "fork", "execute",
}  # fmt: skip


@pytest.fixture
def bare(monkeypatch):
    """No bubblewrap, so that what is left has to hold by itself."""
    monkeypatch.setattr("dlgrade.sandbox.bubblewrap.shutil.which", lambda name: None)


def asked(sandbox, text):
    """Return what f of a submission answers."""
    talk = Conversation(sandbox, from_sources("work", textwrap.dedent(text)), "work")
    try:
        return Student(talk).f()
    finally:
        talk.close()


def test_without_a_wall_the_canary_does_everything():
    """Each attempt works where nothing is in its way: that it fails behind a wall is the wall's doing."""
    with Sandbox(obtain("basic"), LIMITS) as sandbox:
        assert set(succeeded(sandbox.worker(), os.getpid())) >= EVERYTHING
        assert sandbox.level == "basic"


@pytest.mark.parametrize("level", ["strict", "strict-no-open"])
def test_behind_seccomp_it_does_nothing(bare, level):
    """With Landlock, or with no opening at all, and without namespaces."""
    with Sandbox(obtain("auto"), LIMITS) as sandbox:
        worker = sandbox._launcher.start(level)
        assert succeeded(worker, os.getpid()) == []
        worker.end()


def test_the_best_wall_is_taken_and_named(bare):
    """What it is made of is said."""
    with Sandbox(obtain("strict"), LIMITS) as sandbox:
        assert sandbox.level == "strict"
        assert [each.split()[0] for each in sandbox.walls] == ["Landlock", "seccomp", "resource"]
        assert sandbox.findings == []


WITHOUT_LANDLOCK = """
from dlgrade.worker import wall
real = wall._call
def refused(number, *arguments):
    if number == wall._LANDLOCK_CREATE_RULESET:
        raise OSError(38, "Function not implemented")
    return real(number, *arguments)
wall._call = refused
"""
WITHOUT_SECCOMP = """
from dlgrade.worker import wall
def missing(**options):
    raise OSError("libseccomp.so.2: cannot open shared object file")
wall._program = missing
"""
WITH_A_HOLE = """
from dlgrade.worker import wall
wall._CALLS += ("clone", "fork", "vfork", "wait4")
"""
SILENT = """
from dlgrade.worker import wall
wall._CALLS = ("exit_group",)
"""


@pytest.fixture
def cripple(monkeypatch, bare):
    """Have zygotes run something before they start."""
    real = launch.command

    def crippled(source):
        main = "main(sys.argv[1:])"
        changed = f"exec({source!r}); {main}"
        monkeypatch.setattr(
            "dlgrade.sandbox.zygote.command", lambda *each: [part.replace(main, changed) for part in real(*each)]
        )

    return crippled


def test_without_landlock_nothing_is_opened(cripple):
    """The level says so, and is as strict; what was loaded before can be imported."""
    cripple(WITHOUT_LANDLOCK)
    with Sandbox(obtain("strict"), LIMITS) as sandbox:
        assert sandbox.level == "strict-no-open"
        assert "Landlock" not in " ".join(sandbox.walls)
        text = """
            import numpy as np, math, itertools, statistics
            def f():
                return float(np.linalg.norm([3.0, 4.0])) + math.pi
        """
        assert asked(sandbox, text) == pytest.approx(8.14159265)


def test_without_seccomp_there_is_no_strict_wall(cripple):
    """auto falls back to basic and says why; strict is refused with the same reason."""
    cripple(WITHOUT_SECCOMP)
    with Sandbox(obtain("auto"), LIMITS) as sandbox:
        assert sandbox.level == "basic"
        assert sandbox.findings == ["seccomp: libseccomp.so.2: cannot open shared object file"]
    with Sandbox(obtain("strict"), LIMITS) as sandbox, pytest.raises(UsageError, match="seccomp: libseccomp"):
        sandbox.worker()


def test_a_wall_with_a_hole_is_not_called_strict(cripple):
    """A filter that lets processes be forked is found out by the canary, and the next level is tried."""
    cripple(WITH_A_HOLE)
    with Sandbox(obtain("auto"), LIMITS) as sandbox:
        assert sandbox.level == "basic"
        assert [finding.partition(" lets")[0] for finding in sandbox.findings] == ["strict", "strict-no-open"]
        assert all("fork" in finding for finding in sandbox.findings)


def test_a_canary_that_does_not_answer_is_no_proof(cripple):
    """Silence is an error of the sandbox's, not a wall."""
    cripple(SILENT)
    with Sandbox(obtain("auto"), LIMITS) as sandbox, pytest.raises(SandboxError, match="self-test"):
        sandbox.worker()


def test_a_bubblewrap_that_may_not_make_namespaces_is_left_out(monkeypatch, tmp_path):
    """As in a container that denies them: Landlock and seccomp do without."""
    program = tmp_path / "bwrap"
    program.write_text("#!/bin/sh\necho 'bwrap: No permissions to create new namespace' >&2\nexit 1\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    assert shutil.which("bwrap") == str(program)
    with Sandbox(obtain("strict"), LIMITS) as sandbox:
        assert sandbox.level == "strict"
        assert "bubblewrap" not in sandbox.walls


@pytest.mark.system
def test_bubblewrap_shows_workers_nothing_but_python():
    """No /proc, no /home, no process but its own, and the same Python."""
    text = """
        import os, sys
        def f():
            return [sys.version, os.getpid(), os.getppid(), os.path.exists("/proc/self"), os.path.exists("/home")]
    """
    with Sandbox(obtain("strict"), LIMITS) as sandbox:
        assert "bubblewrap" in sandbox.walls
        version, pid, parent, *there = asked(sandbox, text)
    assert version == sys.version
    assert parent < pid < 100
    assert there == [False, False]


@pytest.mark.system
def test_memory_is_limited_without_proc_too():
    """Inside bubblewrap nobody can read how large a process is, and its limit is found by trying."""
    text = """
        import numpy as np
        def f():
            np.ones(32 << 17)
            try:
                np.ones(300 << 17)
            except MemoryError:
                return "limited"
    """
    with Sandbox(obtain("strict"), LIMITS) as sandbox:
        assert "bubblewrap" in sandbox.walls
        assert asked(sandbox, text) == "limited"


UNPRIVILEGED = """
import os
from dlgrade.course import Limits
from dlgrade.sandbox import Sandbox, obtain
from dlgrade.student import Conversation, Student, from_sources
with Sandbox(obtain("strict"), Limits()) as sandbox:
    talk = Conversation(sandbox, from_sources("work", "def f():\\n    return 6 * 7"), "work")
    print(os.getuid(), sandbox.level, Student(talk).f())
    talk.close()
"""


def anybodys(program):
    """Whether everybody may run a program, which a folder on the way to it can prevent."""
    return program.exists() and all(each.stat().st_mode & 0o001 for each in (program, *program.parents))


@pytest.mark.system
def test_a_user_without_privileges_has_the_same_wall():
    """Run as nobody; needs root to become nobody, and a Python that nobody may run."""
    assert os.getuid() == 0, "this test becomes another user: run it as root"
    site = Path("/var/tmp/dlgrade-nobody")
    name = "python{}.{}".format(*sys.version_info)
    python = next(path for path in (Path(sys.base_prefix) / "bin" / name, Path("/usr/bin") / name) if anybodys(path))
    shutil.rmtree(site, ignore_errors=True)
    try:
        for package in (np, msgspec, dlgrade):
            folder = Path(package.__file__).parent
            for each in (folder, folder.with_name(folder.name + ".libs")):
                if each.exists():
                    shutil.copytree(each, site / each.name)
        subprocess.run(["chmod", "-R", "a+rX", site], check=True)
        found = subprocess.run(
            [python, "-c", UNPRIVILEGED], env={"PYTHONPATH": str(site), "PATH": os.environ["PATH"]}, cwd="/",
            user=65534, group=65534, extra_groups=[], capture_output=True, text=True, check=False,
        )  # fmt: skip
    finally:
        shutil.rmtree(site, ignore_errors=True)
    assert found.stdout.split() == ["65534", "strict", "42"], found.stderr


def test_a_worker_has_no_capability(bare):
    """What root may do is given up, whoever grades."""
    text = """
        def f():
            return [line.split() for line in open("/proc/self/status") if "Cap" in line or "NoNew" in line]
    """
    with Sandbox(obtain("basic"), LIMITS) as sandbox:
        found = dict(asked(sandbox, text))
    assert int(found["CapEff:"], 16) == int(found["CapPrm:"], 16) == 0
    assert found["NoNewPrivs:"] == "1"


DUMPABLE = """
import ctypes, sys
from dlgrade.course import Limits
from dlgrade.sandbox import Sandbox, obtain
with Sandbox(obtain(sys.argv[1]), Limits()) as sandbox:
    sandbox.worker()
    print(sandbox.level, ctypes.CDLL(None).prctl(3, 0, 0, 0, 0))  # PR_GET_DUMPABLE
"""


@pytest.mark.parametrize("request_", ["strict", "basic"])
def test_the_graders_own_memory_is_hidden(request_):
    """From the first strict worker on, no other process of this user may read it or get a core dump."""
    command = [sys.executable, "-c", DUMPABLE, request_]
    found = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
    assert found == [request_, "0" if request_ == "strict" else "1"]


def test_nothing_is_prepared_on_other_systems(monkeypatch):
    """Where there is neither, basic is all there is."""
    monkeypatch.setattr("dlgrade.worker.wall.sys.platform", "darwin")
    prepared = wall.prepare([])
    assert prepared.levels == ["basic"]
    assert prepared.missing == ["Landlock and seccomp are Linux's"]
