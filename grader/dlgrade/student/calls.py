"""Calls over the wall: encoding what is asked, reading what comes back, and telling it in words."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from typing import Any

import msgspec
import numpy as np

from dlgrade.errors import ProtocolError
from dlgrade.keys import CheckGenerator
from dlgrade.protocol import Encoder, Json, Opaque
from dlgrade.student.conversation import Conversation, Reply, error_of, state_of
from dlgrade.student.failures import StudentRaised

_SHOWN_LIMIT = 40  # characters of one argument in a label


class Call(msgspec.Struct, frozen=True):
    """One call with everything that is known about it."""

    label: "Label"
    value: Any
    error: StudentRaised | None
    modified: list[str]
    warnings: list[str]
    printed: str
    work: int


class Label(msgspec.Struct, frozen=True):
    """A call in words, `softmax(x: float64 (2, 3), axis=1)`, made only if somebody reads it."""

    title: str
    names: list[str]
    arguments: tuple[Any, ...]
    keywords: dict[str, Any]

    def __str__(self) -> str:
        shown = []
        for index, argument in enumerate(self.arguments):
            text = _shown(argument)
            name = self.names[index] if index < len(self.names) else ""
            between = ": " if isinstance(argument, np.ndarray) else "="
            shown.append(f"{name}{between}{text}" if name else text)
        shown += [f"{name}={_shown(argument)}" for name, argument in self.keywords.items()]
        return f"{self.title}({', '.join(shown)})"


class Asking(msgspec.Struct, frozen=True):
    """What the submission, or an object of its, was asked, for diagnoses."""

    on: int | str  # an object's handle
    function: str
    parameters: list[str]
    arguments: tuple[Any, ...]
    keywords: dict[str, Any]

    @property
    def inputs(self) -> dict[str, Any]:
        """The arguments by name."""
        return {**dict(zip(self.parameters, self.arguments, strict=False)), **self.keywords}


class Pass(msgspec.Struct, frozen=True):
    """A layer, and what its latest forward and backward were given."""

    layer: Any
    forward: Asking
    backward: Asking

    @property
    def inputs(self) -> dict[str, Any]:
        """The arguments of both by name."""
        return self.backward.inputs | self.forward.inputs


class Life(msgspec.Struct, frozen=True):
    """How an object came to be, what was last written into it, and what its latest forward and backward were given."""

    made: Asking
    written: dict[str, Any] | None
    forward: Asking
    backward: Asking | None


class Caller:
    """Encodes calls for one conversation."""

    def __init__(
        self,
        conversation: Conversation,
        signatures: Mapping[str, str],
        stand_in: Callable[["Caller", Opaque], Opaque],
    ):
        self.conversation, self._signatures, self._stand_in = conversation, signatures, stand_in
        self.last: Asking | None = None
        self._asked: dict[tuple[int | str, str], Asking] = {}
        self._made: dict[int, Asking] = {}
        self._written: dict[int, dict[str, Any]] = {}

    def observe(
        self,
        on: int | str,
        name: str,
        title: str,
        arguments: tuple[Any, ...],
        keywords: dict[str, Any],
        **options: bool,
    ) -> Call:
        """Call and return every fact, raising only if nothing came back."""
        names = parameters_of(self._signatures.get(title, ""))
        if on != "probes":
            self.last = self._asked[on, name] = Asking(on, title, names, arguments, keywords)
        encoder = Encoder(_argument, layouts=True)
        request = {
            "op": "call",
            "on": on,
            "name": name,
            "args": [encoder.encode(argument) for argument in arguments],
            "kwargs": {key: encoder.encode(argument) for key, argument in keywords.items()},
            **options,
        }
        label = Label(title, names, arguments, keywords)
        reply = self.conversation.exchange(request, encoder.buffers, label)
        error = error_of(reply)
        raised = self._raised(label, error, title) if error is not None else None
        value = None if raised else self._value(reply, label)
        if isinstance(value, Opaque) and on == "submission" and self.last is not None:
            self._made[int(value.opaque_handle)] = self.last
        modified = [named(place, names) for place in reply.texts("modified")]
        return Call(label, value, raised, modified, reply.warnings, reply.printed, reply.work)

    def _raised(self, label: "Label", error: dict[str, Any], title: str) -> StudentRaised:
        return StudentRaised(label, self.conversation.located(error), self._signatures.get(title, ""))

    def call(self, on: int | str, name: str, title: str, arguments: tuple[Any, ...], keywords: dict[str, Any]) -> Any:
        """Call and return the value, raising what the student's code raised."""
        call = self.observe(on, name, title, arguments, keywords)
        if call.error is not None:
            raise call.error
        return call.value

    def get(self, on: int, name: str, title: str) -> Any:
        """Read an attribute."""
        reply = self._plain({"op": "get", "on": on, "name": name}, [], title)
        self.last = Asking(on, title, [], (), {})
        return self._value(reply, title)

    def latest_pass(self, asking: Asking) -> Pass | None:
        """Return the forward and backward of the layer that was asked, if it was given both."""
        forward, backward = self._asked.get((asking.on, "forward")), self._asked.get((asking.on, "backward"))
        if type(asking.on) is not int or forward is None or backward is None:
            return None
        return Pass(self._stand_in(self, Opaque(asking.on, asking.function.partition(".")[0])), forward, backward)

    def life(self, asking: Asking) -> Life | None:
        """Return what became of the object that was asked, if the submission made it and it was run."""
        if type(asking.on) is not int:
            return None
        made, forward = self._made.get(asking.on), self._asked.get((asking.on, "forward"))
        if made is None or forward is None:
            return None
        return Life(made, self._written.get(asking.on), forward, self._asked.get((asking.on, "backward")))

    @contextmanager
    def off_the_record(self) -> Iterator[None]:
        """Make calls that nobody remembers."""
        kept = list(self.conversation.exchanges), self.last, dict(self._asked), dict(self._made), dict(self._written)
        try:
            yield
        finally:
            self.conversation.exchanges, self.last, self._asked, self._made, self._written = kept

    def put(self, operation: str, on: int, name: str, value: Any, title: str) -> None:
        """Set an attribute (`set`), or write into arrays in place (`write`)."""
        encoder = Encoder(_argument)
        request = {"op": operation, "on": on, "name": name, "value": encoder.encode(value)}
        self._plain(request, encoder.buffers, title)
        if operation == "write":
            self._written[on] = self._written.get(on, {}) | value

    def _plain(self, request: dict[str, Any], buffers: list[Any], title: str) -> Reply:
        reply = self.conversation.exchange(request, buffers, title)
        error = error_of(reply)
        if error is not None:
            raise StudentRaised(title, self.conversation.located(error))
        return reply

    def _value(self, reply: Reply, label: object) -> Any:
        return self._revived(self.conversation.decode(reply, label))

    def _revived(self, value: Any) -> Any:
        """Let opaque values answer, wherever in a container they are."""
        if isinstance(value, Opaque):
            return value if value.opaque_note else self._stand_in(self, value)
        if isinstance(value, list):
            return [self._revived(item) for item in value]
        if isinstance(value, tuple):
            return tuple(self._revived(item) for item in value)
        if isinstance(value, dict):
            return {key: self._revived(item) for key, item in value.items()}
        return value


def _argument(value: object, note: str) -> Json:
    """Encode what is not plain data: handles and random generators."""
    if isinstance(value, Opaque):
        return {"h": value.opaque_handle}
    if isinstance(value, CheckGenerator):
        raise ProtocolError(
            "the check's own rng would tell the student every input to come: pass numpy.random.default_rng(seed)"
        )
    if isinstance(value, np.random.Generator):
        return {"r": state_of(value)}
    raise ProtocolError(f"{note or f'a {type(value).__name__}'} cannot be passed to a student")


@cache
def parameters_of(signature: str) -> list[str]:
    """Return the names of the parameters in a signature, `f(x, axis=-1)` -> x, axis."""
    inside = signature.partition("(")[2].rpartition(")")[0]
    return [part.partition("=")[0].strip() for part in inside.split(",") if part.strip()]


def named(place: str, names: list[str]) -> str:
    """Return what an argument is called that a worker names by its place: `0.3` -> x.3."""
    first, dot, rest = place.partition(".")
    if first.isdecimal() and len(first) < 4 and int(first) < len(names):
        first = names[int(first)]
    return first + dot + rest


def _shown(value: Any) -> str:
    if isinstance(value, np.ndarray):
        return f"{value.dtype} {value.shape}"
    if isinstance(value, np.random.Generator):
        return "rng"
    if isinstance(value, dict):
        return "{" + ", ".join(value)[:_SHOWN_LIMIT] + "}"
    text = repr(value)
    return text if len(text) <= _SHOWN_LIMIT else text[:_SHOWN_LIMIT] + "…"
