"""Stand-ins for functions and classes that somebody else provides: they hold data, and ask for every result.

The code that computes stays on the other side. A class's object keeps its attributes here, where the student's code
reads and writes them; each call sends them along, and brings back what they have become.
"""

import builtins
import types
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from dlgrade.protocol import Channel, Decoder, Encoder, Json, no_handle

SEED = "random generator"  # what a generator crosses as, with a seed drawn from it
Names = Mapping[str, list[str] | None]  # a class with its methods, a function with None


class Provision:
    """Everything provided to one submission: {module: {name: methods of a class, None for a function}}."""

    def __init__(self, channel: Channel, offer: Mapping[str, Names]):
        self._channel, self._offer = channel, offer

    def __contains__(self, module: str) -> bool:
        return module in self._offer

    def fill(self, module: types.ModuleType) -> None:
        """Put the stand-ins into a module, over what it has under their names."""
        for name, methods in self._offer.get(module.__name__, {}).items():
            made = (
                self._function(module.__name__, name)
                if methods is None
                else self._class(module.__name__, name, methods)
            )
            setattr(module, name, made)

    def _function(self, module: str, name: str) -> Callable[..., Any]:
        def provided(*arguments: Any, **keywords: Any) -> Any:
            return self._ask([module, name, ""], {}, arguments, keywords)[0]

        provided.__name__ = provided.__qualname__ = name
        return provided

    def _class(self, module: str, name: str, methods: list[str]) -> type:
        def method(which: str) -> Callable[..., Any]:
            def provided(self: Any, *arguments: Any, **keywords: Any) -> Any:
                value, state = ask([module, name, which], vars(self), arguments, keywords)
                _become(self, state)
                return value

            provided.__name__ = which
            return provided

        ask = self._ask
        return type(name, (), {"__module__": module} | {which: method(which) for which in ["__init__", *methods]})

    def _ask(
        self, what: list[str], state: dict[str, Any], arguments: tuple[Any, ...], keywords: dict[str, Any]
    ) -> tuple[Any, dict[str, Any]]:
        def opaque(value: object, note: str) -> Json:
            if isinstance(value, np.random.Generator):
                return {"t": [SEED, int(value.integers(1 << 62))]}
            raise TypeError(f"{note or f'a {type(value).__name__}'} cannot be given to {what[1]}, which is provided")

        encoder = Encoder(opaque)
        request = {"ask": what, "given": encoder.encode((state, list(arguments), keywords))}
        self._channel.send(request, encoder.buffers)
        answer, body = self._channel.receive()
        if "error" in answer:
            kind, text = answer["error"]
            found = getattr(builtins, kind, None)
            raise found(text) if isinstance(found, type) and issubclass(found, Exception) else RuntimeError(text)
        value, state = _writable(Decoder(body, no_handle).decode(answer["value"]))
        return value, state


def _become(thing: Any, state: dict[str, Any]) -> None:
    """Give an object its new attributes; dicts stay the same objects, and so do the arrays of params."""
    for name, value in state.items():
        mine = vars(thing).get(name)
        if name == "params" and isinstance(mine, dict):
            continue
        if isinstance(mine, dict) and isinstance(value, dict):
            mine.clear()
            mine.update(value)
        else:
            vars(thing)[name] = value


def _writable(value: Any) -> Any:
    """Copy arrays out of the frame, since the student's code may write into what it was given."""
    if isinstance(value, np.ndarray):
        return value.copy()
    if isinstance(value, list | tuple):
        return type(value)(_writable(item) for item in value)
    if isinstance(value, dict):
        return {key: _writable(item) for key, item in value.items()}
    return value
