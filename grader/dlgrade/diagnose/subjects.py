"""What is asked once more with a simpler input: a function, or a layer that is built anew."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any, Protocol

import numpy as np

from dlgrade.compare import Difference
from dlgrade.diagnose.candidates import State
from dlgrade.diagnose.questions import part_of
from dlgrade.oracle import Asked
from dlgrade.student import Asking, Life, Student

Path = tuple[str, int | str | None]


class Subject(Protocol):
    """Something of the submission's that can be asked."""

    def state(self, asked: Asked) -> State:
        """Return what the check gave it, beside what it asked of the reference."""

    def ask(self, state: State) -> Iterator[tuple[str, Any]]:
        """Ask it, and yield what came by name, each when it is wanted."""

    def words(self, state: State, path: Path, text: Callable[[Any], str], /) -> str:
        """Say what a state asks, as code; `text` writes a value."""


def path_to(subject: Subject, state: State, difference: Difference) -> Path | None:
    """Return where the wrong value comes from when all is asked again; None if it does not come again."""
    for name, value in subject.ask(state):
        part = part_of(value, difference.actual)
        if part is not None:
            return name, part[0]
    return None


def at(subject: Subject, state: State, path: Path) -> Any:
    """Ask, and return the value at a path."""
    value = next(value for name, value in subject.ask(state) if name == path[0])
    return value if path[1] is None else value[path[1]]


class OfFunction:
    """A function of the submission."""

    def __init__(self, student: Student, asking: Asking):
        self._student, self._asking = student, asking
        self._own: dict[str, Any] = {}

    def state(self, asked: Asked) -> State:
        """Return its arguments."""
        options = shared(self._asking.keywords, asked.keywords)
        self._own = {name: value for name, value in self._asking.keywords.items() if name not in options}
        return State(self._asking.arguments, (asked.arguments, asked.upstream), options=options)

    def ask(self, state: State) -> Iterator[tuple[str, Any]]:
        """Call it."""
        yield "value", getattr(self._student, self._asking.function)(*state.mine, **self._own, **state.options)

    def words(self, state: State, _path: Path, text: Callable[[Any], str], /) -> str:
        """Write the call."""
        return _call(self._asking.function, state.mine, {**self._own, **state.options}, text)


class OfLayer:
    """A layer of the submission, made, filled and run as the check did."""

    def __init__(self, student: Student, life: Life):
        self._student, self._life = student, life

    def state(self, asked: Asked) -> State:
        """Return what was written into it, and what its forward and backward were given."""
        life = self._life
        backward = life.backward.arguments if life.backward else ()
        options = shared(life.made.keywords, asked.keywords)
        own = {name: value for name, value in life.made.keywords.items() if name not in options}
        mine, theirs = (life.forward.arguments, life.written, backward), (asked.arguments, asked.upstream)
        state = State(mine, theirs, (life.made.arguments, own), options)
        several = len(backward) > 1 and isinstance(asked.upstream, np.ndarray)
        if several and np.array_equal(joined(backward), asked.upstream):
            return replace(state, theirs=(asked.arguments, None), joined=True)
        return state

    def ask(self, state: State) -> Iterator[tuple[str, Any]]:
        """Build another, and run it."""
        (forward, written, backward), (arguments, keywords) = state.mine, state.sizes
        layer = getattr(self._student, self._life.made.function)(*arguments, **keywords, **state.options)
        if written:
            layer.write_params(written)
        yield "forward", layer.forward(*forward, **self._life.forward.keywords)
        if self._life.backward is not None:
            yield "backward", layer.backward(*backward, **self._life.backward.keywords)
            yield "grads", layer.grads

    def words(self, state: State, path: Path, text: Callable[[Any], str], /) -> str:
        """Write how it is made, what its parameters are, and how it is run."""
        (forward, written, backward), (arguments, keywords) = state.mine, state.sizes
        parts = [_call(self._life.made.function, arguments, {**keywords, **state.options}, text)]
        parts += [f"{key} = {text(value)}" for key, value in (written or {}).items()]
        parts += [_call("forward", forward, self._life.forward.keywords, text)]
        if self._life.backward is not None and path[0] != "forward":
            parts += [_call("backward", backward, self._life.backward.keywords, text)]
        return "; ".join(parts)


def joined(backward: tuple[Any, ...]) -> np.ndarray[Any, Any]:
    """Return the gradients that a layer with several outputs is given as the one that the reference is given."""
    parts = [np.ravel(value) for value in backward if isinstance(value, np.ndarray)]
    return np.concatenate(parts) if parts else np.zeros(0)


def shared(mine: Mapping[str, Any], theirs: Mapping[str, Any]) -> dict[str, Any]:
    """Return the keywords that both sides are given alike, arrays apart."""
    return {
        name: value
        for name, value in mine.items()
        if name in theirs and not isinstance(value, np.ndarray) and value == theirs[name]
    }


def _call(function: str, arguments: Any, keywords: Mapping[str, Any], text: Callable[[Any], str]) -> str:
    shown = [text(value) for value in arguments] + [f"{name}={text(value)}" for name, value in keywords.items()]
    return f"{function}({', '.join(shown)})"
