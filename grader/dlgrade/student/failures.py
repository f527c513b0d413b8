"""What went wrong while a student's code ran, as failures that checks raise."""

import difflib
import re
import signal
from collections.abc import Mapping
from typing import Any

from dlgrade.errors import CheckFailure
from dlgrade.protocol import one_line
from dlgrade.sandbox import Ending

_NAMES_LIMIT = 8  # names listed when one is missing
_TEXT_LIMIT, _LINE_LIMIT, _FRAMES_LIMIT = 2_000, 300, 12  # characters, characters, frames: a worker sends no more
_NOT_HERE = re.compile(r"(\w+) is not available here")  # the import rule's words
_COMPARED_LIMIT = 200  # names among which the nearest is looked for


class StudentRaised(CheckFailure):
    """The code raised an exception."""

    kind = "raised an exception"

    def __init__(self, label: object, error: dict[str, Any], expected: str = ""):
        self.type_name = _word(error.get("type"))
        self.bases = [_word(base) for base in _items(error.get("bases"))]
        self.text = one_line(str(error.get("message", ""))[:_TEXT_LIMIT])[:_TEXT_LIMIT]
        frames = [frame for frame in _items(error.get("frames")) if isinstance(frame, list) and len(frame) == 4]
        self.frames = [[one_line(str(part)[:_LINE_LIMIT]) for part in frame] for frame in frames[-_FRAMES_LIMIT:]]
        self.not_written = self.type_name == "NotImplementedError"
        super().__init__(*_explain(self, label, error, expected))
        if self.not_written:
            self.kind = "not written yet"

    def is_a(self, name: str) -> bool:
        """Whether the exception is of that type or derives from it."""
        return name == self.type_name or name in self.bases


class TimedOut(CheckFailure):
    """The code did not end within its limit."""

    kind = "did not end in time"

    def __init__(self, label: object, seconds: float):
        super().__init__(f"{label} did not end within {seconds:g} s")
        self.hint = (
            "look for a loop whose condition never becomes false, or for work that grows too fast with the input"
        )


class ProcessEnded(CheckFailure):
    """The code took its process down."""

    kind = "ended the process"

    def __init__(self, label: object, ending: Ending):
        super().__init__(f"{label} ended the process: {_how(ending)}")
        self.hint = "return a value instead: the check gets nothing from a process that is gone"


class WroteTooMuch(CheckFailure):
    """The code wrote more files than a check has room for."""

    kind = "wrote too much"

    def __init__(self, label: object, megabytes: int):
        super().__init__(f"{label} wrote more than {megabytes} MB, or too many files, and was stopped")
        self.hint = "write one file, and only what is needed to load the model again"


class Unusable(CheckFailure):
    """What came back cannot be taken as a value."""

    kind = "returned something unusable"


def _how(ending: Ending) -> str:
    if ending.code >= 0:
        return f"it exited with code {ending.code}"
    try:
        name = signal.Signals(-ending.code).name
    except ValueError:
        name = f"signal {-ending.code}"
    meaning = {
        "SIGSEGV": " (it crashed: a bad memory access)",
        "SIGKILL": " (out of memory?)",
        "SIGXCPU": " (too much computing time)",
    }
    return f"it was stopped by {name}{meaning.get(name, '')}"


def _word(value: object) -> str:
    return one_line(value[:100]) if isinstance(value, str) else "Exception"


def _items(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _explain(failure: StudentRaised, label: object, error: dict[str, Any], expected: str) -> tuple[str]:
    name = str(label).partition("(")[0]
    if "missing" in error:
        return (_missing(_items(error["missing"]), name),)
    if "not_callable" in error:
        return (f"{name} is not a function or class: it is a {_word(error['not_callable'])}",)
    if failure.not_written:
        return (f"{name} is not written yet",)
    lines = [
        f"{label} raised {failure.type_name}: {failure.text}" if failure.text else f"{label} raised {failure.type_name}"
    ]
    if "signature" in error:
        lines = [f"{name}{one_line(str(error['signature'])[:_LINE_LIMIT])} cannot be called as {label}: {failure.text}"]
        if expected:
            lines.append(f"it should be defined as {expected}")
    if failure.frames:
        file, line, function, text = failure.frames[-1]
        lines.append(f"in {file}, line {line}" + (f", {function}" if function else "") + (f": {text}" if text else ""))
    return ("\n".join(lines),)


def _missing(fields: list[Any], name: str) -> str:
    if len(fields) != 3:
        return f"{name} is missing"
    kind, missing, names = _word(fields[0]), _word(fields[1]), fields[2]
    every = [_word(each) for each in _items(names)[:_COMPARED_LIMIT]]
    near = difflib.get_close_matches(missing, every, n=1)  # first, and the rest in their order
    there = ", ".join([*near, *(each for each in every if each not in near)][:_NAMES_LIMIT]) or "nothing"
    if kind == "module":
        return f"there is no {missing} in your module; it has {there}"
    return f"{kind} has no {missing}; it has {there}"


def module_of(place: str) -> str:
    """Return the module that a frame lies in: `losses` of losses.py, and of `losses.ipynb, cell 3`."""
    return place.partition(",")[0].removesuffix(".py").removesuffix(".ipynb")


def blocked_by(failure: CheckFailure, earlier: Mapping[str, str]) -> tuple[str, str]:
    """Return the module of an earlier exercise because of which another does not load, and why, in a sentence.

    earlier: {module: exercise}
    returns: two empty texts if it is another matter; an empty reason if the failure's own text says it best
    """
    if not isinstance(failure, StudentRaised):
        return "", ""
    missing = _NOT_HERE.match(failure.text)
    if failure.type_name == "ModuleNotFoundError" and missing and missing[1] in earlier:
        module = missing[1]
        return module, f"{module}.py of {earlier[module]} is imported, and is not here: put yours beside this module"
    file = module_of(failure.frames[-1][0]) if failure.frames else ""
    return (file, "") if file in earlier else ("", "")
