"""%check in a live notebook: what was run so far is judged as `dlgrade check` would, and shown below the cell."""

import ast
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from dlgrade.notebooks.asked import Answer, Question, Said
from dlgrade.notebooks.card import Card, of_task
from dlgrade.notebooks.earlier import EarlierNotebooks

_CODE_LIMIT = 1 << 19  # characters of the latest cells that are looked at; who runs cells all day has more
_USE = "%check judges all, %check NAME one task, %check 2 an exercise"
_POINTS = "--points"  # what the hidden part of a test cell asks for, where nbgrader runs the notebook itself
_VALIDATING = ("NBGRADER_EXECUTION", "validate")  # a variable that nbgrader's Validate button sets


class NotPassed(Exception):  # noqa: N818 - an event, and nobody's fault
    """Stops `nbgrader validate`, which takes a cell that does not raise for right."""

    def _render_traceback_(self) -> list[str]:
        return [str(self)]


def load(shell: Any) -> None:
    """Bring %check into a shell, and let `from convolution import Conv2d` find a notebook."""
    shell.register_magic_function(lambda line: check(shell, line), "line", "check")
    if not any(isinstance(finder, EarlierNotebooks) for finder in sys.meta_path):
        sys.meta_path.append(EarlierNotebooks())


def check(shell: Any, line: str) -> float | None:
    """Judge what was run so far and display the verdict; with --points, return what a task has earned instead."""
    words = line.split()
    wants_points = _POINTS in words
    names = [word for word in words if word != _POINTS]
    if len(names) > 1 or any(name.startswith("-") for name in names):
        print(f"error: {_USE}")
        return None
    question = Question(str(Path.cwd()), names[0] if names else "", [*ran(shell)])
    answer = ask(question)
    if answer.result is None:
        print(f"error: {answer.problem}")
        if wants_points:
            raise NotPassed(answer.problem)
        return None
    if wants_points:
        return of_task(answer.result, names[0]).points if names else answer.result.points
    _display(Card(answer.result, answer.title))
    if os.environ.get(_VALIDATING[0]) == _VALIDATING[1] and not answer.result.passed:
        raise NotPassed(f"{answer.result.points:g} of {answer.result.max_points:g} points")
    return None


def ran(shell: Any) -> Iterator[Said]:
    """Return the cells that were run, as they were written, without those that are no Python even for IPython."""
    history = shell.history_manager
    found: list[Said] = []
    size = 0
    for number in range(len(history.input_hist_raw) - 1, 0, -1):
        source = history.input_hist_raw[number]
        size += len(source)
        if size > _CODE_LIMIT:
            break
        if _compiles(history.input_hist_parsed[number]):
            found.append(Said(f"In [{number}]", source))
    return reversed(found)


def ask(question: Question) -> Answer:
    """Have a process of its own judge; an answer without a result says why."""
    command = [sys.executable, "-P", "-m", "dlgrade.notebooks.asked"]
    done = subprocess.run(command, input=msgspec.json.encode(question), capture_output=True, check=False)  # noqa: S603
    try:
        return msgspec.json.decode(done.stdout, type=Answer)
    except msgspec.DecodeError:
        last = done.stderr.decode("utf-8", "replace").strip().rpartition("\n")[2]
        return Answer(problem=f"the grader ended with code {done.returncode}: {last}; this costs you nothing")


def _display(card: Card) -> None:
    from IPython.display import display  # whoever runs this has it

    display(card)


def _compiles(source: str) -> bool:
    try:
        compile(source, "cell", "exec", ast.PyCF_ONLY_AST | ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return True
