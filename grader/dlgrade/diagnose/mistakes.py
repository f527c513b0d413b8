"""Recognise a named mistake: a submission that answers as the mistake does, on the very inputs of a failed check."""

import ast
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from dlgrade.answers import Answers, key_of
from dlgrade.compare import tolerance
from dlgrade.course import Exercise, definitions, parse
from dlgrade.errors import CheckFailure, CourseError, DlgradeError
from dlgrade.protocol import Opaque
from dlgrade.sandbox import Sandbox
from dlgrade.student import USUAL, Conversation, Exchange, Reply, Terms, digest_of, from_sources

_SUFFIX = "_backward"
_LABEL = "a named mistake"
_WORD = re.compile(r"\w+")


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


class Casebook:
    """The mistakes of one exercise, and how each answers; what they answered once is stored."""

    def __init__(self, sandbox: Sandbox, exercise: Exercise, siblings: Mapping[str, tuple[str, str]], answers: Answers):
        self._sandbox, self._exercise, self._siblings, self._answers = sandbox, exercise, siblings, answers
        self._versions: dict[str, str] = {}

    @cached_property
    def mistakes(self) -> list[Mistake]:
        """Every mistake of the exercise."""
        return [Mistake.read(path) for path in self._exercise.mistakes()]

    @cached_property
    def _solution(self) -> str:
        return self._exercise.solution.read_text("utf-8")

    def name(self, evidence: Sequence[Evidence]) -> dict[str, Mistake]:
        """Return the mistake behind each failed check, for those where one answers exactly as the submission did."""
        named: dict[str, Mistake] = {}
        for names in dict.fromkeys(each.names for each in evidence if each.failed):
            found = [mistake for mistake in self.mistakes if mistake.concerns(names)]
            mine = [each for each in evidence if each.names == names and each.exchanges and not _unwritten(each)]
            digests = [digest_of(each.exchanges) for each in mine]
            answers = [_answers_of(each) for each in mine]
            matches: dict[str, list[str]] = {}
            for mistake in found:
                replays = self._replays(mistake.source, mine, digests)
                alike = [_equal(answer, replay) for answer, replay in zip(answers, replays, strict=True)]
                matches[mistake.name] = [each.check for each, same in zip(mine, alike, strict=True) if same]
            ranked = sorted(found, key=lambda mistake: -len(matches[mistake.name]))
            for each in mine:
                for mistake in ranked if each.failed else []:
                    everywhere = len(matches[mistake.name]) == len(mine)
                    if each.check in matches[mistake.name] and (everywhere or self._tells(each)):
                        named[each.check] = mistake
                        break
        return named

    def _tells(self, evidence: Evidence) -> bool:
        """Whether a wrong answer says something: a finite wrong number or a message, not only NaN or silence."""
        [right] = self._replays("", [evidence], [digest_of(evidence.exchanges)])
        return any(_telling(mine, solution) for mine, solution in zip(_answers_of(evidence), right, strict=False))

    def _replays(self, overlay: str, evidence: Sequence[Evidence], digests: Sequence[str]) -> list[list[Any]]:
        """Ask the same, check by check, of the solution with an overlay, or remember what it said."""
        conversation: Conversation | None = None
        replays: list[list[Any]] = []
        try:
            for each, digest in zip(evidence, digests, strict=True):
                key = key_of("replay", self._version(overlay), digest)
                stored = self._answers.get(key)
                if stored is None:
                    conversation = conversation or self._conversation(overlay)
                    stored = _replay(conversation, each)
                    self._answers.put(key, stored)
                replays.append(list(stored))
        finally:
            if conversation is not None:
                conversation.close()
        return replays

    def _conversation(self, overlay: str) -> Conversation:
        submission = from_sources(self._exercise.topic, f"{self._solution}\n\n{overlay}", self._siblings)
        return Conversation(self._sandbox, submission, self._exercise.topic, self._exercise.probes)

    def _version(self, overlay: str) -> str:
        """Return a digest of all that decides how the solution with an overlay answers."""
        if overlay not in self._versions:
            text = f"{self._solution}\n\n{overlay}"
            self._versions[overlay] = key_of(text, self._exercise.probes, sorted(self._mentioned(text).items()))
        return self._versions[overlay]

    def _mentioned(self, text: str) -> dict[str, str]:
        """Return the texts of the other exercises' modules that a text could import, and of those that they could."""
        found: dict[str, str] = {}
        waiting = [text]
        while waiting:
            words = set(_WORD.findall(waiting.pop()))
            new = {name: source[1] for name, source in self._siblings.items() if name in words and name not in found}
            found |= new
            waiting += new.values()
        return found


def _replay(conversation: Conversation, evidence: Evidence) -> list[Any]:
    conversation.begin(evidence.terms)
    replies: list[Any] = []
    for exchange in evidence.exchanges:
        if exchange.request["op"] == "fresh":
            conversation.fresh()
            continue
        try:
            replies.append(_canonical(conversation.exchange(exchange.request, exchange.buffers, _LABEL)))
        except CheckFailure as failure:
            replies.append({"ended": failure.kind})
    return replies


def _answers_of(evidence: Evidence) -> list[Any]:
    return [
        _canonical(exchange.reply, exchange.ended)
        for exchange in evidence.exchanges
        if exchange.request["op"] != "fresh"
    ]


def _unwritten(evidence: Evidence) -> bool:
    """Whether a check met a stub, which is no mistake."""
    reply = evidence.exchanges[-1].reply
    error = reply.header.get("error") if reply else None
    return isinstance(error, dict) and error.get("type") == "NotImplementedError"


def _canonical(reply: Reply | None, ended: str = "") -> Any:
    """Return what counts when two replies are compared, in a form that can be stored."""
    if reply is None:
        return {"ended": ended}
    error = reply.header.get("error")
    if isinstance(error, dict):
        return {"error": [str(error.get("type")), str(error.get("message"))[:500]]}
    try:
        value = _plain(reply.value())
    except (DlgradeError, TypeError, ValueError):
        return {"ended": "malformed"}
    kinds = sorted({warning.partition(":")[0] for warning in reply.warnings})
    return {"value": value, "modified": reply.texts("modified"), "warnings": kinds}


def _plain(value: Any) -> Any:
    if isinstance(value, Opaque):
        return f"{value.opaque_type} {value.opaque_note}"
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    return value


def _equal(left: Any, right: Any) -> bool:
    """Whether two answers agree to the rounding that another order of the same sums makes."""
    if isinstance(left, float | np.ndarray | np.generic) and isinstance(right, float | np.ndarray | np.generic):
        return _equal_arrays(np.asarray(left), np.asarray(right))
    if type(left) is not type(right):
        return False
    if isinstance(left, list):
        return len(left) == len(right) and all(_equal(mine, theirs) for mine, theirs in zip(left, right, strict=True))
    if isinstance(left, dict):
        return left.keys() == right.keys() and all(_equal(left[key], right[key]) for key in left)
    return bool(left == right)


def _equal_arrays(left: np.ndarray[Any, Any], right: np.ndarray[Any, Any]) -> bool:
    if left.shape != right.shape or left.dtype.kind != right.dtype.kind:
        return False
    if left.dtype.kind != "f":
        return bool(np.array_equal(left, right))
    if left.ndim and left.dtype != right.dtype:
        return False
    finite = np.isfinite(left)
    if not np.array_equal(left[~finite], right[~finite], equal_nan=True) or not np.array_equal(
        finite, np.isfinite(right)
    ):
        return False
    mine, theirs = left[finite].astype(np.float64), right[finite].astype(np.float64)
    scale = float(np.max(np.abs(theirs), initial=0.0))
    return bool(np.all(np.abs(mine - theirs) <= tolerance(left.dtype, 64) * scale))


def _telling(mine: Any, right: Any) -> bool:
    if "error" in mine:
        return "error" not in right
    if "value" not in mine or "value" not in right:
        return False
    if mine["modified"] != right["modified"] or mine["warnings"] != right["warnings"]:
        return True
    return _finite_difference(mine["value"], right["value"])


def _finite_difference(mine: Any, right: Any) -> bool:
    if isinstance(mine, list) and isinstance(right, list) and len(mine) == len(right):
        return any(_finite_difference(each, other) for each, other in zip(mine, right, strict=True))
    if isinstance(mine, dict) and isinstance(right, dict) and mine.keys() == right.keys():
        return any(_finite_difference(mine[key], right[key]) for key in mine)
    if isinstance(mine, float | np.ndarray | np.generic) and not _equal(mine, right):
        return bool(np.any(np.isfinite(np.asarray(mine, dtype=np.float64))))
    return False
