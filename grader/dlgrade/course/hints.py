"""Hints that an author writes for each task, in stages: the idea, the formula, the line."""

import re
import tomllib
from collections.abc import Collection
from pathlib import Path

import msgspec

from dlgrade.course.naming import nearest
from dlgrade.errors import CourseError

HINTS_NAME = "hints.toml"  # in an exercise's folder: one table for each task
STAGES = ("idea", "formula", "line")


class Hints(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One task's hints, each closer to the code than the one before.

    `idea` says what to think of, `formula` what to compute, `line` which line decides it, and why.
    """

    idea: str
    formula: str
    line: str

    def stage(self, number: int) -> str:
        """Return the text of stage 1, 2 or 3."""
        return str(getattr(self, STAGES[number - 1]))


def read_hints(path: Path, tasks: Collection[str]) -> dict[str, Hints]:
    """Read a hints.toml, in the order of the tasks; empty without the file, CourseError with file and line else."""
    try:
        text = path.read_text("utf-8")
        raw = tomllib.loads(text)
    except FileNotFoundError:
        return {}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise CourseError(f"{path}: {error}") from None
    except OSError as error:
        raise CourseError(f"{path}: {error.strerror}") from None
    found = {name: _hints(name, table, _where(path, text, name), tasks) for name, table in raw.items()}
    return {name: found[name] for name in tasks if name in found}


def _hints(name: str, table: object, where: str, tasks: Collection[str]) -> Hints:
    if name not in tasks:
        raise CourseError(f"{where}: there is no task {name!r}{nearest(name, list(tasks))}")
    if not isinstance(table, dict):
        raise CourseError(f"{where}: {name} is a table, [{name}], of three texts: {', '.join(STAGES)}")
    for stage in table:
        if stage not in STAGES:
            raise CourseError(f"{where}: {name}: a hint has no stage {stage!r}{nearest(stage, STAGES)}")
    for stage in STAGES:
        if stage not in table:
            raise CourseError(f"{where}: {name} lacks its {stage}: write all of {', '.join(STAGES)}")
        if not isinstance(table[stage], str) or not table[stage].strip():
            raise CourseError(f"{where}: {name}: its {stage} is no text: write a sentence or two")
    return Hints(**{stage: _flowing(table[stage]) for stage in STAGES})


def _flowing(text: str) -> str:
    """Join lines, which a screen breaks where it needs to; an indented one, such as a formula, stays by itself."""
    made: list[str] = []
    joins = False
    for line in text.strip("\n").splitlines():
        words = " ".join(line.split()) if not line[:1].isspace() else "  " + line.strip()
        if joins and words and not words.startswith(" "):
            made[-1] += " " + words
        elif words.strip():
            made.append(words)
        joins = bool(words.strip()) and not words.startswith(" ")
    return "\n".join(made)


def _where(path: Path, text: str, name: str) -> str:
    """Return file and line of a task's table, or the file alone where no line begins it."""
    header = re.compile(rf"""\s*(\[\s*["']?{re.escape(name)}["']?\s*[].]|["']?{re.escape(name)}["']?\s*[=.])""")
    for number, line in enumerate(text.splitlines(), 1):
        if header.match(line):
            return f"{path}:{number}"
    return str(path)
