"""Hostile submissions, graded on the real path: what each declares comes about, and nothing in the world changes.

tests/hostile/README.md says how an attack is written.
"""

import ast
import os
import re
import signal
import socket
import subprocess
import sys
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from unicodedata import category

import msgspec
import pytest
from hostile_world import World

from dlgrade.course import open_course
from dlgrade.grade import Settings, grade
from dlgrade.results import Result
from dlgrade.sandbox import Sandbox, obtain
from dlgrade.student import from_sources

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="walls are Linux's")
HERE = Path(__file__).parent / "hostile"
COURSE = open_course(HERE / "course")
TARGET = COURSE.exercise("target")
LONGEST = 5_000  # characters of anything that a student reads
FEWEST, FEWEST_IN_A_GROUP = 100, 5
HONEST = """

def double(x):
    import numpy
    try:
        proof = attack(WORLD)
    except BaseException:
        proof = None
    if proof:
        raise RuntimeError(f"BREACH {proof!r:.200}")
    return 2 * numpy.asarray(x)
"""
NAIVE = """
import sys
import numpy as np
student = {}
exec(compile(open(sys.argv[1]).read(), "student.py", "exec"), student)
x = np.arange(6.0).reshape(2, 3)
assert np.allclose(student["double"](x), 2 * x), "wrong"
print("full marks")
"""


@dataclass(frozen=True)
class Attack:
    """One file of tests/hostile/attacks."""

    path: Path

    @property
    def name(self) -> str:
        """Its group and its own name."""
        return f"{self.path.parent.name}/{self.path.stem}"

    @cached_property
    def declared(self) -> dict[str, str]:
        """What its docstring declares."""
        text = ast.get_docstring(ast.parse(self.path.read_text("utf-8"))) or ""
        return dict(re.findall(r"^(expects|control): (.+)$", text, re.MULTILINE))

    def text(self, world: World) -> str:
        """The submission."""
        text = self.path.read_text("utf-8")
        defined = {node.name for node in ast.parse(text).body if isinstance(node, ast.FunctionDef)}
        return f"WORLD = {world.facts!r}\n{text}" + ("" if "double" in defined else HONEST)


@dataclass
class Outcome:
    """What came of an attack: the grader's result, and what else happened."""

    result: Result
    changes: list[str]

    @property
    def breached(self) -> list[str]:
        """Every sign that the attack got somewhere."""
        said = msgspec.json.encode(self.result).decode()
        return [*self.changes, *(["BREACH in the result"] if "BREACH" in said else [])]


ATTACKS = [Attack(path) for path in sorted((HERE / "attacks").glob("*/*.py"))]
each_attack = pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.name)


def attempt(attack: Attack, sandbox: Sandbox, folder: Path, answers: Path) -> Outcome:
    """Grade one attack and look at the world afterwards."""
    with World(folder) as world:
        submission = from_sources("target", attack.text(world))
        settings = Settings(isolation=sandbox.isolation, answers=answers, examples=True)
        [result] = grade(COURSE, TARGET, [submission], settings, sandbox=sandbox)
        changes = world.changes()
        if world.token in msgspec.json.encode(result).decode():
            changes.append("the token is in the result")
    return Outcome(result, changes)


@pytest.fixture(scope="module")
def answers(tmp_path_factory) -> Path:
    """Where the reference's answers are stored."""
    return tmp_path_factory.mktemp("answers")


@pytest.fixture(scope="module")
def strict():
    """A sandbox with the strongest wall of this machine."""
    with Sandbox(obtain("strict"), COURSE.limits) as sandbox:
        yield sandbox


@pytest.fixture(scope="module")
def bare():
    """A sandbox with the strongest wall that needs no bubblewrap."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("dlgrade.sandbox.bubblewrap.shutil.which", lambda name: None)
        with Sandbox(obtain("strict"), COURSE.limits) as sandbox:
            assert sandbox.level == "strict"
            yield sandbox


@pytest.fixture(scope="module")
def basic():
    """A sandbox with limits alone: what controls run in."""
    with Sandbox(obtain("basic"), COURSE.limits) as sandbox:
        yield sandbox


def assert_held(outcome: Outcome, expects: str) -> None:
    """Assert that a result is what was declared, and that nothing else happened."""
    assert outcome.breached == []
    result = outcome.result
    assert result.faults == []
    said = [result.problem, *result.notes]
    said += [text for check in result.checks for text in (check.message, check.diagnosis, check.hint)]
    assert [text for text in said if len(text) > LONGEST or "Traceback" in text] == []
    harmless = [each.isprintable() or each == "\n" or category(each) == "Zs" for text in said for each in text]
    assert all(harmless), said
    what, _, details = expects.partition(": ")
    if what == "passed":
        assert [(check.id, check.message) for check in result.checks if check.outcome != "passed"] == []
    elif what == "problem":
        assert result.points == 0
        assert details in result.problem
    else:
        assert what == "failed"
        assert result.problem == ""
        assert {check.outcome for check in result.checks} <= {"failed", "not_reached"}
        failed = [check for check in result.checks if check.hidden and check.outcome == "failed"]
        kinds = {check.message.removeprefix("hidden check: ") for check in failed}
        allowed = {part.strip() for part in details.split(",")} if details else kinds
        assert kinds, "no hidden check was reached"
        assert kinds <= allowed, result.checks[0].message


@each_attack
def test_the_wall_holds(attack, strict, tmp_path, answers):
    """What the attack declares comes about, and nothing else."""
    assert_held(attempt(attack, strict, tmp_path / "world", answers), attack.declared["expects"])


@pytest.mark.system
@each_attack
def test_the_wall_holds_without_bubblewrap(attack, bare, tmp_path, answers):
    """Landlock and seccomp hold by themselves."""
    assert "bubblewrap" not in bare.walls
    assert_held(attempt(attack, bare, tmp_path / "world", answers), attack.declared["expects"])


def controlled(kind):
    """Run a test for every attack that declares this control."""
    chosen = [attack for attack in ATTACKS if attack.declared["control"] == kind]
    return pytest.mark.parametrize("attack", chosen, ids=lambda attack: attack.name)


@controlled("basic")
def test_the_attack_succeeds_without_the_wall(attack, basic, tmp_path, answers):
    """Under limits alone it gets somewhere: that it fails elsewhere is the wall's doing."""
    assert attempt(attack, basic, tmp_path / "world", answers).breached


@controlled("naive")
def test_the_attack_fools_a_grader_that_shares_a_process(attack, tmp_path):
    """A checker beside it gives full marks, or at least the exit code that many graders look at."""
    with World(tmp_path / "world") as world:
        (tmp_path / "student.py").write_text(attack.text(world))
        command = [sys.executable, "-c", NAIVE, tmp_path / "student.py"]
        shown = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert shown.returncode == 0, shown.stderr


def test_an_attack_that_is_not_shown_to_be_one_says_why():
    """With a reason of some words; any other control is a misspelt one, which would never run."""
    others = {attack.name: attack.declared["control"] for attack in ATTACKS}
    others = {name: control for name, control in others.items() if control not in ("basic", "naive")}
    assert {name: control for name, control in others.items() if not re.fullmatch(r"none: \w+ .{10,}", control)} == {}


def test_there_are_enough_attacks_of_every_kind():
    """At least a hundred, at least five a group, each with its declarations and no two with the same purpose."""
    groups = [attack.path.parent.name for attack in ATTACKS]
    assert len(ATTACKS) >= FEWEST
    assert {group: groups.count(group) for group in groups if groups.count(group) < FEWEST_IN_A_GROUP} == {}
    assert [attack.name for attack in ATTACKS if attack.declared.keys() != {"expects", "control"}] == []
    purposes = [ast.get_docstring(ast.parse(attack.path.read_text("utf-8"))).splitlines()[0] for attack in ATTACKS]
    assert len(set(purposes)) == len(purposes)


def test_a_breach_is_noticed(strict, basic, tmp_path, answers):
    """With the wall opened on purpose the same attack, declared as held, is found out."""
    attack = Attack(HERE / "attacks" / "files" / "reads_gradebook.py")
    assert_held(attempt(attack, strict, tmp_path / "closed", answers), "passed")
    opened = attempt(attack, basic, tmp_path / "open", answers)
    assert {"the token is in the result", "BREACH in the result"} <= set(opened.breached)
    with pytest.raises(AssertionError):
        assert_held(opened, "passed")


def send_datagram(world):
    """Send one."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender:
        sender.sendto(b"x", ("127.0.0.1", world["udp"]))


def kill_victim(world):
    """End the process, and wait until it has."""
    os.kill(world["victim"], signal.SIGKILL)
    os.waitid(os.P_PID, world["victim"], os.WEXITED | os.WNOWAIT)


CHANGES = {
    "a file that is changed": lambda world: Path(world["secret"]).write_text("other"),
    "a new file": lambda world: Path(world["folder"], "new").touch(),
    "a file's mode": lambda world: Path(world["key"]).chmod(0o600),
    "a file elsewhere": lambda world: Path("/tmp", world["mark"]).touch(),
    "a connection": lambda world: socket.create_connection(("127.0.0.1", world["port"])).close(),
    "a datagram": send_datagram,
    "a signal": kill_victim,
}


@pytest.mark.parametrize("change", CHANGES)
def test_every_change_of_the_world_is_seen(change, tmp_path):
    """The world is a witness that can be relied on."""
    with World(tmp_path / "world") as world:
        assert world.changes() == []
        try:
            CHANGES[change](world.facts)
            assert world.changes() != []
        finally:
            Path("/tmp", world.mark).unlink(missing_ok=True)
