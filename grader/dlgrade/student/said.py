"""What was asked over the wall and what came back, as values that people and files can hold."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from dlgrade.errors import ProtocolError
from dlgrade.protocol import Decoder, one_line
from dlgrade.student.conversation import Exchange


@dataclass(frozen=True)
class Said:
    """One exchange: what was asked, with which arguments, and the answer, or how it ended."""

    operation: str  # call, get, set or write
    on: int | str  # an object's handle, or a module
    name: str  # of what was called, read or set
    arguments: dict[str, Any]  # by place, or by name if they were passed so
    answer: Any
    ended: str
    warnings: list[str]
    printed: str
    modified: tuple[str, ...] = ()  # places of arguments that the call changed

    @property
    def asked(self) -> str:
        """What was asked, in a few words."""
        return " ".join(part for part in (self.operation, f"{self.on}." * (self.on != "") + self.name) if part)

    def arrays(self, number: int) -> dict[str, np.ndarray[Any, Any]]:
        """Return every array in it under a name that a .npz file can have."""
        found: dict[str, np.ndarray[Any, Any]] = {}
        for name, value in [*self.arguments.items(), ("answer", self.answer)]:
            _gather(f"{number:03d}_{name}", value, found)
        return found


def spoken(exchanges: Sequence[Exchange]) -> list[Said]:
    """Return what a check asked and was told, in order."""
    return [_said(exchange) for exchange in exchanges if exchange.request["op"] != "fresh"]


def _said(exchange: Exchange) -> Said:
    request, reply = exchange.request, exchange.reply
    body = b"".join(bytes(piece) for piece in exchange.buffers)
    decoder = Decoder(body, _handle, lambda seed: f"Generator({seed})")
    arguments: dict[str, Any] = {}
    for place, value in enumerate(request.get("args", [])):
        arguments[str(place)] = decoder.decode(value)
    for name, value in request.get("kwargs", {}).items():
        arguments[name] = decoder.decode(value)
    for name in ("value", "values", "params"):
        if name in request:
            arguments[name] = decoder.decode(request[name])
    on = request.get("on")
    where = on if isinstance(on, int | str) else ""
    name = str(request.get("name", ""))
    error = reply.header.get("error") if reply else None
    ended = exchange.ended
    answer: Any = None
    if isinstance(error, dict):
        ended = one_line(f"{error.get('type')}: {error.get('message')}")
    elif reply is not None:
        try:
            answer = reply.value()
        except ProtocolError as malformed:
            ended = f"malformed: {one_line(str(malformed))}"
    warnings, printed = (reply.warnings, reply.printed) if reply else ([], "")
    modified = tuple(reply.texts("modified")) if reply else ()
    return Said(str(request["op"]), where, name, arguments, answer, ended, warnings, printed, modified)


def _gather(name: str, value: Any, found: dict[str, np.ndarray[Any, Any]]) -> None:
    if isinstance(value, np.ndarray | np.generic | float | int) and not isinstance(value, bool):
        array = np.asarray(value)
        found[one_line(name)] = np.asarray(str(value)) if array.dtype.hasobject else array  # an integer beyond 64 bits
    elif isinstance(value, dict):
        for key, item in value.items():
            _gather(f"{name}_{key}", item, found)
    elif isinstance(value, list | tuple):
        for place, item in enumerate(value):
            _gather(f"{name}_{place}", item, found)


def _handle(fields: Any) -> str:
    return f"object {fields}"
