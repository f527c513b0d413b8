"""A class with everything that exports must get right, and the files that they are compared with, byte by byte."""

import datetime
import os
from pathlib import Path

import msgspec
from commands import TINY, tiny_course
from enrolled import hand_in, result

from dlgrade.classroom import Classroom, new_class, open_class
from dlgrade.results import CheckResult

GOLDEN = Path(__file__).parent / "golden" / "exports"
DUE = datetime.datetime(2026, 10, 1, 12, 0, tzinfo=datetime.UTC)
TOML = """name = "Tiny"
version = "1"
engine = ">=0"

[due]
05_doubling = 2026-10-01T12:00:00Z

[late]
penalty = "per_day"
rate = 0.1
"""
ROSTER = """id,first_name,last_name,email,lms_user_id,sis_user_id,section,identifier
ada,Ada,Lovelace,ada@example.edu,101,S1,A,Participant 11
bob,Bob,"=HYPERLINK(""http://evil"",""x"")",bob@example.edu,102,S2,A,Participant 12
eve,Eve,Missing,eve@example.edu,103,S3,B,Participant 13
kim,Kim,Waiting,kim@example.edu,104,S4,B,Participant 14
lee,"Lee
Line",Fault,lee@example.edu,105,S5,B,Participant 15
mal,+mal,-1+2;=3,mal@example.edu,106,S6,B,Participant 16
"""
HINT = "=SUM(A1:A9): subtract the largest <logit> first & keep the axis."
PASSED = {"outcome": "passed", "points": 4.0, "max_points": 4.0}
FAILED = {"outcome": "failed", "points": 0.0, "max_points": 3.5}


def check(name: str, task: str = "double", **facts: object) -> CheckResult:
    """One check's result."""
    known: dict[str, object] = {"hidden": False, "seconds": 0.25, "title": f"{task} keeps {name}"}
    return CheckResult(id=f"test_{name}", task=task, **(known | facts))  # type: ignore[arg-type]


def checks(*, error: bool = False) -> list[CheckResult]:
    """A pass, a failure that says much, a hidden failure with a hint, one that is not reached, and a prerequisite."""
    ended = {"outcome": "error", "points": 0.0, "max_points": 2.5} if error else {**PASSED, "max_points": 2.5}
    return [
        check("the_earlier_one", "01_first", prerequisite=True, outcome="passed", points=0.0, max_points=0.0),
        check("its_value", **PASSED),
        check(
            "its_shape", message="y: expected (2, 3),\ngot \x1b[31m(3, 2)\x00", diagnosis="it is transposed", **FAILED
        ),
        check("its_range", hidden=True, message="hidden check: values differ", mistake="no_shift", hint=HINT, **FAILED),
        check(
            "its_slope", "slope", outcome="not_reached", points=0.0, max_points=1.0, message="needs: double keeps it"
        ),
        check("its_type", "slope", **(ended | ({} if error else {"points": 2.5}))),
    ]


def sample(root: Path) -> Classroom:
    """Make a class: ada is graded, bob late, eve missing, kim not graded, lee met a fault, mal cannot be read."""
    course = tiny_course(root / "course", TOML)
    classroom = new_class(root / "autumn", course)
    (classroom.root / "roster.csv").write_text(ROSTER, "utf-8")
    for name in ("ada", "bob", "kim", "lee", "mal"):
        late = datetime.timedelta(hours=30 if name == "bob" else -1)
        hand_in(classroom, name, TINY, f"# {name}\n", DUE + late)
    classroom = open_class(classroom.root)
    unread = [
        msgspec.structs.replace(each, outcome="not_reached", points=0.0, message="your module did not load", hint="")
        for each in checks()
    ]
    found = {
        "ada": result("ada", TINY, checks(), notes=["notes.txt is left out"]),
        "bob": result("bob", TINY, checks()),
        "lee": result("lee", TINY, checks(error=True), faults=["/course/check.py:3: KeyError: 'secret'"]),
        "mal": result("mal", TINY, unread, problem="doubling.py, line 1: invalid syntax"),
    }
    for attempt in classroom.attempts(TINY):
        if attempt.student in found:
            classroom.records.keep(attempt, found[attempt.student])
    return classroom


def assert_golden(name: str, content: bytes) -> None:
    """Assert that an export is what it was; DLGRADE_GOLDEN=write keeps what it is now."""
    path = GOLDEN / name
    if os.environ.get("DLGRADE_GOLDEN") == "write":
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    assert content == path.read_bytes()
