"""A named mistake, and what a check leaves by which it may be recognised."""

import ast
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from dlgrade.course import definitions, parse
from dlgrade.errors import CourseError
from dlgrade.student import USUAL, Exchange, Terms, digests_of

_SUFFIX = "_backward"


@dataclass(frozen=True)
class Mistake:
    """A named wrong version of a task; the hint is its docstring's first line."""

    name: str
    hint: str
    tasks: frozenset[str]
    source: str

    @classmethod
    def read(cls, path: Path) -> "Mistake":
        """Read a mistake's file; CourseError if it has no hint or defines nothing."""
        hint = ast.get_docstring(parse(path)) or ""
        tasks = frozenset(name for name in definitions(path) if not name.startswith("_"))
        if not hint:
            raise CourseError(f"{path}:1: a mistake begins with a docstring: the hint for students who make it")
        if not tasks:
            raise CourseError(f"{path}:1: a mistake defines the task that it gets wrong")
        return cls(path.stem, " ".join(hint.split("\n\n")[0].split()), tasks, path.read_text("utf-8"))

    def concerns(self, names: Sequence[str]) -> bool:
        """Whether it may show in a check of these: it redefines one, or the forward that a backward goes with."""
        return any(name in self.tasks or name.removesuffix(_SUFFIX) in self.tasks for name in names)


@dataclass(frozen=True)
class Evidence:
    """What one check asked and was told."""

    check: str
    names: tuple[str, ...]  # of the functions and classes that it judges
    failed: bool
    exchanges: Sequence[Exchange]
    terms: Terms = USUAL
    hidden: bool = False

    @cached_property
    def digests(self) -> list[str]:
        """SHA-256 of what was asked up to each exchange."""
        return digests_of(self.exchanges)

    @property
    def digest(self) -> str:
        """SHA-256 of everything that was asked."""
        return self.digests[-1]

    @property
    def asked(self) -> int:
        """How many requests want an answer."""
        return sum(exchange.request["op"] != "fresh" for exchange in self.exchanges)

    def begins_with(self, other: "Evidence") -> bool:
        """Whether the same was asked, on the same terms, up to where another ended."""
        length = len(other.exchanges)
        return length <= len(self.exchanges) and self.digests[length - 1] == other.digest and self.terms == other.terms

    @property
    def unwritten(self) -> bool:
        """Whether the check met a stub, which is no mistake."""
        reply = self.exchanges[-1].reply
        error = reply.header.get("error") if reply else None
        return isinstance(error, dict) and error.get("type") == "NotImplementedError"
