"""Stand-ins for a student's functions and objects: used like them, each use a request over the wall."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from dlgrade.protocol import Opaque
from dlgrade.student.calls import Asking, Call, Caller, Life, Pass
from dlgrade.student.conversation import Conversation


class Function(Opaque):
    """A function or class of the submission (or of the probes), by name."""

    _caller: Caller

    def __init__(self, caller: Caller, where: str, name: str):
        super().__init__(f"{where}.{name}", name, is_callable=True)
        self._caller, self._where, self._name = caller, where, name

    def __call__(self, *arguments: Any, **keywords: Any) -> Any:
        """Call it and return the value."""
        return self._caller.call(self._where, self._name, self._name, arguments, keywords)

    def observe(self, *arguments: Any, **keywords: Any) -> Call:
        """Call it and return every fact about the call; an exception is one of them."""
        return self._caller.observe(self._where, self._name, self._name, arguments, keywords)

    def observe_frozen(self, *arguments: Any, **keywords: Any) -> Call:
        """Observe a call whose arrays cannot be written to, not even for a moment."""
        return self._caller.observe(self._where, self._name, self._name, arguments, keywords, frozen=True)

    def work(self, *arguments: Any, **keywords: Any) -> int:
        """Call it and count the Python-level work."""
        call = self._caller.observe(self._where, self._name, self._name, arguments, keywords, count=True)
        if call.error is not None:
            raise call.error
        return call.work


class Remote(Opaque):
    """An object on the other side: methods are called and attributes read and set there."""

    def __init__(self, caller: Caller, opaque: Opaque):
        super().__init__(
            opaque.opaque_handle, opaque.opaque_type, is_callable=opaque.opaque_callable, note=opaque.opaque_note
        )
        object.__setattr__(self, "_caller", caller)
        object.__setattr__(self, "_methods", {})

    def __call__(self, *arguments: Any, **keywords: Any) -> Any:
        """Call the object itself."""
        return self._caller.call(self.opaque_handle, "", self.opaque_type, arguments, keywords)

    def __getattr__(self, name: str) -> Any:
        """Read an attribute; a method comes as something to call."""
        if name.startswith("_"):
            raise AttributeError(name)
        if name in self._methods:
            return self._methods[name]
        value = self._caller.get(self.opaque_handle, name, f"{self.opaque_type}.{name}")
        if isinstance(value, Remote) and value.opaque_callable and value.opaque_type in ("method", "function"):
            value = self._methods[name] = Method(self, name)
        return value

    def __setattr__(self, name: str, value: Any) -> None:
        """Set a plain attribute."""
        self._caller.put("set", self.opaque_handle, name, value, f"{self.opaque_type}.{name}")

    def write_params(self, values: Mapping[str, Any]) -> None:
        """Write into the arrays of `params` in place, each of the shape it has."""
        self._caller.put("write", self.opaque_handle, "params", dict(values), f"{self.opaque_type}.params")


class Method:
    """A method of a remote object."""

    def __init__(self, owner: Remote, name: str):
        self._caller: Caller = owner._caller
        self._place = owner.opaque_handle, name, f"{owner.opaque_type}.{name}"

    def __call__(self, *arguments: Any, **keywords: Any) -> Any:
        """Call it and return the value."""
        return self._caller.call(*self._place, arguments, keywords)

    def observe(self, *arguments: Any, **keywords: Any) -> Call:
        """Call it and return every fact about the call."""
        return self._caller.observe(*self._place, arguments, keywords)

    def observe_frozen(self, *arguments: Any, **keywords: Any) -> Call:
        """Observe a call whose arrays cannot be written to, not even for a moment."""
        return self._caller.observe(*self._place, arguments, keywords, frozen=True)


class Names:
    """The names of one module on the other side."""

    def __init__(self, caller: Caller, where: str):
        self._caller, self._where = caller, where

    def __getattr__(self, name: str) -> Function:
        """Return a stand-in for a function or class; whether it exists shows when it is used."""
        if name.startswith("_"):
            raise AttributeError(name)
        return Function(self._caller, self._where, name)


class Student(Names):
    """The fixture: the submission's functions and classes as attributes, `probes` beside them."""

    def __init__(self, conversation: Conversation, signatures: Mapping[str, str] | None = None):
        super().__init__(Caller(conversation, signatures or {}, Remote), "submission")
        self.probes = Names(self._caller, "probes")

    def fresh(self) -> None:
        """Have everything that follows run in a new process."""
        self._caller.conversation.fresh()

    def files(self) -> dict[str, int]:
        """Return the files in the scratch folder, the submission's working directory, and their sizes in bytes."""
        return self._caller.conversation.files()

    @property
    def last(self) -> Asking | None:
        """What was last asked of the submission."""
        return self._caller.last

    def latest_pass(self, asking: Asking) -> Pass | None:
        """Return the latest forward and backward of the layer that was asked; None if it was no layer."""
        return self._caller.latest_pass(asking)

    def life(self, asking: Asking) -> Life | None:
        """Return how the object that was asked was made, filled and run; None if it was not made by the submission."""
        return self._caller.life(asking)

    @contextmanager
    def off_the_record(self) -> Iterator[None]:
        """Make calls that are not part of the check: a diagnosis trying things out."""
        with self._caller.off_the_record():
            yield
