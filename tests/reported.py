"""A class in which everything happens that a report must tell, and a reader of the pages."""

import csv
import datetime
from collections.abc import Iterable
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import msgspec
from classroom import COURSE
from enrolled import hand_in, invented, result

from dlgrade.classroom import Classroom, open_class
from dlgrade.course import Dropped, Late
from dlgrade.keys import PRACTICE
from dlgrade.results import CheckResult, Digests, Result

A, B = "02_activations", "03_losses"
NOW = datetime.datetime(2026, 12, 1, tzinfo=datetime.UTC)
DUE = {A: datetime.datetime(2026, 9, 14, 20, 0), B: datetime.datetime(2026, 9, 30)}
HOSTILE = "zoë😀<script>alert(1)"  # a folder's name
NAMED = "s9999"  # who has the name below
HOSTILE_NAME = "<b>Bobby</b> \u202egnp.exe\x1b[31m 'quoted' \"twice\" " + "x" * 500
SECRETS = ("<img src=x onerror=alert(2)>", "</pre><h1>forged</h1>", "\x1b]0;owned\x07", "\u202ereversed", "{{ 7 * 7 }}")
_VOID = {"meta", "br", "input", "wbr", "rect", "line"}


def check(name: str, outcome: str = "passed", *, worth: float = 1.0, **facts: object) -> CheckResult:
    """Return one check's result, of the task `sigmoid` unless another is named."""
    known: dict[str, object] = {
        "id": f"test_{name}", "task": "sigmoid", "title": f"fact {name}", "hidden": False, "outcome": outcome,
        "points": worth if outcome == "passed" else 0.0, "max_points": worth, "inputs": "1f" * 32,
    }  # fmt: skip
    return CheckResult(**(known | facts))  # type: ignore[arg-type]


def with_policy(classroom: Classroom, **settings: object) -> Classroom:
    """Return a class whose course decides otherwise."""
    course = replace(classroom.course, settings=msgspec.structs.replace(classroom.course.settings, **settings))
    return replace(classroom, course=course)


def keep(classroom: Classroom, student: str, exercise: str, checks: Iterable[CheckResult], **facts: object) -> Result:
    """Give a student's submission another result."""
    (attempt,) = [each for each in classroom.attempts(exercise) if each.student == student]
    made = result(student, exercise, list(checks), **facts)
    classroom.records.keep(attempt, made)
    return made


def troubled(root: Path, students: int = 24) -> Classroom:
    """Make a class with weak walls, mixed checks, faults, late, missing and hostile work, time-outs and more."""
    made = invented(root, COURSE, students, (A, B))
    with (root / "roster.csv").open("a", encoding="utf-8", newline="") as file:
        csv.writer(file).writerow([NAMED, HOSTILE_NAME, "", "", ""])
    (root / "extensions.csv").write_text(f"student,exercise,until,reason\ns0023,{A},2026-09-16T00:00,ill\n")
    hand_in(made, "s0001", A, "# new\n")
    hand_in(made, HOSTILE, A, "# hostile\n", datetime.datetime(2026, 9, 20, tzinfo=datetime.UTC))
    made = open_class(root)
    (mine,) = [each for each in made.attempts(B) if each.student == "s0002"]
    before = made.records.result(mine)
    assert before is not None
    keep(made, "s0002", B, before.checks, isolation="basic")
    keep(made, "s0004", B, before.checks, key_id=PRACTICE.id)
    keep(made, "s0005", B, before.checks, digests=Digests(submission="ab" * 32, checks="ee" * 32))
    fault = [check("broken", "error", message="the check itself failed"), check("sound")]
    keep(made, "s0006", B, [*before.checks, *fault], faults=["check_losses.py:9: KeyError: 'x' (in test_broken)"])
    keep(made, "s0007", A, [check("a", "not_reached", message="your module did not load")], problem="SyntaxError: no")
    slow = check("slow", "failed", message="sigmoid(x) did not end within 3 s", hint="look for a loop")
    keep(made, "s0009", A, [slow, check("after", "not_reached", message="sigmoid did not end in time 2 times")])
    keep(made, "s0010", A, [check("stub", "failed", message="sigmoid is not written yet")])
    keep(made, HOSTILE, A, _hostile(), notes=[SECRETS[0]])
    dropped = [Dropped(A, "test_adam_step_2", "the text was wrong")]
    return with_policy(made, due=DUE, late=Late("per_day"), dropped=dropped, timezone="Asia/Taipei")


def _hostile() -> list[CheckResult]:
    facts = {"outcome": "failed", "task": SECRETS[0], "title": SECRETS[1]}
    return [
        check("one", **facts, message="\n".join(SECRETS), diagnosis=SECRETS[3], hint=SECRETS[2], outputs="a" * 64),
        check("two", "failed", message="x" * 100_000, outputs="b" * 64),
        check("three", "failed", mistake=SECRETS[0], hint=SECRETS[4], outputs="c" * 64),
    ]


class Page(HTMLParser):
    """A page's tags and texts; asserts that tags are closed in order."""

    def __init__(self, text: str):
        super().__init__()
        self.source = text
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[tuple[str, str]] = []  # (tag, text)
        self._open: list[str] = []
        self.feed(text)
        self.close()
        assert not self._open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Remember a tag."""
        self.tags.append((tag, dict(attrs)))
        if tag not in _VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Remember a tag that holds nothing."""
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        """Insist that it is the innermost one that ends."""
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        """Remember a text and what it stands in."""
        if data.strip():
            self.texts.append((self._open[-1] if self._open else "", " ".join(data.split())))

    def all(self, tag: str) -> list[dict[str, str | None]]:
        """Return the attributes of every such tag."""
        return [attributes for name, attributes in self.tags if name == tag]

    @property
    def text(self) -> str:
        """Return what is read, style and script left out."""
        return " ".join(text for tag, text in self.texts if tag not in ("style", "script"))
