"""Provide what an earlier exercise left out or got wrong, from outside, without giving its code away.

A submission gets stand-ins that hold data. What they are asked goes to the solution in a process of its own, behind the
same wall, since the questions are a stranger's: they may be as large, slow or malformed as a stranger likes.
"""

import ast
from collections.abc import Collection, Mapping
from typing import Any

import numpy as np

from dlgrade.errors import CheckFailure, ProtocolError
from dlgrade.protocol import Buffer, Decoder, Encoder, Json, no_handle
from dlgrade.sandbox import Sandbox
from dlgrade.student.conversation import Conversation
from dlgrade.student.failures import StudentRaised
from dlgrade.student.proxies import Student
from dlgrade.student.submission import from_sources
from dlgrade.student.terms import Terms
from dlgrade.worker.provided import SEED

_CALLS_LIMIT = 50_000  # of one check; training for five epochs on the digits makes 6,000
_PERFORM = """
import importlib


def perform(module, name, method, state, arguments, keywords):
    found = getattr(importlib.import_module(module), name)
    if not method:
        return found(*arguments, **keywords), {}
    if method == "__init__":
        return None, vars(found(*arguments, **keywords))
    thing = found.__new__(found)
    thing.__dict__.update(state)
    value = getattr(thing, method)(*arguments, **keywords)
    return value, vars(thing)
"""


class Provider:
    """Answers for stand-ins: modules that are provided whole, and names of others.

    solutions: {module: (file name, text)} of the exercises that may be provided
    wanted:    {module: names}, all public ones if there are none
    """

    def __init__(
        self, sandbox: Sandbox, solutions: Mapping[str, tuple[str, str]], wanted: Mapping[str, Collection[str]]
    ):
        self._sandbox, self._solutions = sandbox, solutions
        self.offer: dict[str, dict[str, list[str] | None]] = {}
        for module, names in wanted.items():
            public = _public(solutions[module][1])
            self.offer[module] = {name: public[name] for name in names or public if name in public}
        self._talks: dict[str, Conversation] = {}
        self._calls = 0

    def begin(self, terms: Terms) -> None:
        """Begin a check: a new budget and new deadlines."""
        self._calls, self._terms = 0, Terms(terms.call_seconds, terms.check_seconds)
        for talk in self._talks.values():
            talk.begin(self._terms)

    def answer(self, header: dict[str, Any], body: Buffer) -> tuple[dict[str, Any], list[Buffer]]:
        """Answer one question of a submission's process; ProtocolError if it is none."""
        module, name, method = self._asked(header.get("ask"))
        decoder = Decoder(body, no_handle)
        given = decoder.decode(header.get("given"))
        decoder.finish()
        if not (isinstance(given, tuple) and [type(each) for each in given] == [dict, list, dict]):
            raise ProtocolError("a malformed question")
        state, arguments, keywords = given
        self._calls += 1
        if self._calls > _CALLS_LIMIT:
            return {"error": ["RuntimeError", f"{name} is provided for {_CALLS_LIMIT:,} calls, and no more"]}, []
        try:
            value = self._perform(module, name, method, state, [_revived(each) for each in arguments], keywords)
            encoder = Encoder(_no_object)
            return {"value": encoder.encode(value)}, encoder.buffers
        except StudentRaised as raised:
            return {"error": [raised.type_name, raised.text]}, []
        except CheckFailure as failure:
            return {"error": ["RuntimeError", f"{name}, which is provided, {failure.kind}"]}, []

    def close(self) -> None:
        """End every process."""
        for talk in self._talks.values():
            talk.close()
        self._talks.clear()

    def _asked(self, what: Any) -> tuple[str, str, str]:
        if not (isinstance(what, list) and len(what) == 3 and all(isinstance(each, str) for each in what)):
            raise ProtocolError("a malformed question")
        module, name, method = what
        names = self.offer.get(module, {})
        methods = names.get(name)
        if name not in names or method not in ([""] if methods is None else ["__init__", *methods]):
            raise ProtocolError("a question for what is not provided")
        return module, name, method

    def _perform(self, module: str, name: str, method: str, *given: Any) -> Any:
        talk = self._talks.get(module)
        if talk is None:
            submission = from_sources(module, self._solutions[module][1], self._solutions)
            talk = self._talks[module] = Conversation(self._sandbox, submission, module, _PERFORM)
            talk.begin(self._terms)
        try:
            return Student(talk).probes.perform(module, name, method, *given)
        finally:
            talk.exchanges.clear()


def _public(text: str) -> dict[str, list[str] | None]:
    """Return a module's public classes with their public methods, and its public functions with None."""
    found: dict[str, list[str] | None] = {}
    for node in ast.parse(text).body:
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
            found[node.name] = None
        elif isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
            inherited = [name for base in node.bases if isinstance(base, ast.Name) for name in found.get(base.id) or []]
            own = [
                each.name for each in node.body if isinstance(each, ast.FunctionDef) and not each.name.startswith("_")
            ]
            found[node.name] = list(dict.fromkeys([*inherited, *own]))
    return found


def _revived(argument: Any) -> Any:
    if isinstance(argument, tuple) and len(argument) == 2 and argument[0] == SEED and isinstance(argument[1], int):
        return np.random.default_rng(abs(argument[1]))
    return argument


def _no_object(value: object, note: str) -> Json:
    raise ProtocolError(f"{note or f'a {type(value).__name__}'} is nothing that can be provided")
