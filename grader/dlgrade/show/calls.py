"""The calls that a check's verdict rests on: the last one, and for an object how it was made, filled and asked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from dlgrade.protocol import Opaque, one_line
from dlgrade.show.numbers import described
from dlgrade.student import Said, named, parameters_of

_TEXT_LIMIT = 60  # characters of one argument
_VALUES_LIMIT = 8  # arrays of one call that are listed


@dataclass(frozen=True)
class Asked:
    """One call in words, its arrays by name, and what came of it.

    earlier: how often the same was asked before
    """

    text: str
    arrays: dict[str, np.ndarray[Any, Any]]
    said: Said
    earlier: int = 0
    changed: tuple[str, ...] = ()  # names of arguments that it modified


def decisive(said: Sequence[Said], signatures: Mapping[str, str]) -> list[Asked]:
    """Return the calls to show, in order: the submission's last one, or all that its object went through."""
    calls = [each for each in said if each.operation == "call" and each.on != "probes"]
    if not calls:
        return [_asked(each, said, signatures, {}) for each in said[-1:]]
    types: dict[int, str] = {}
    for each in said:
        if isinstance(each.answer, Opaque) and isinstance(each.answer.opaque_handle, int):
            types[each.answer.opaque_handle] = each.answer.opaque_type
    last = calls[-1]
    if not isinstance(last.on, int):
        return [_asked(last, calls, signatures, types)]
    latest: dict[tuple[str, str], Said] = {}
    for each in said:
        if isinstance(each.answer, Opaque) and each.answer.opaque_handle == last.on and each.operation == "call":
            latest["made", ""] = each
        elif each.on == last.on and each.operation != "get":
            latest.pop((each.operation, each.name), None)  # what is asked again comes later
            latest[each.operation, each.name] = each
    return [_asked(each, said, signatures, types) for each in latest.values()]


def _asked(each: Said, every: Sequence[Said], signatures: Mapping[str, str], types: Mapping[int, str]) -> Asked:
    owner = types.get(each.on, "object") + "." if isinstance(each.on, int) else "probes." * (each.on == "probes")
    title = one_line(owner + each.name) if each.operation == "call" else one_line(f"{owner}write_params")
    names = parameters_of(signatures.get(title, "")) if each.operation == "call" else []
    arrays: dict[str, np.ndarray[Any, Any]] = {}
    shown = []
    for key, value in each.arguments.items():
        place = int(key) if key.isdecimal() else -1
        positional = place >= 0
        name = names[place] if 0 <= place < len(names) else "" if positional else one_line(key)
        if each.operation != "call":
            name = ""
        _collect(name or f"argument {place}" * positional, value, arrays)
        text = _short(value, types)
        shown.append(
            f"{name}={text}" if name and not isinstance(value, np.ndarray) else f"{name}: {text}" if name else text
        )
    if each.operation == "set":
        title, shown = f"{title.removesuffix('write_params')}{one_line(each.name)} =", shown
    text = f"{title} {', '.join(shown)}" if each.operation == "set" else f"{title}({', '.join(shown)})"
    same = [other for other in every if (other.operation, other.on, other.name) == (each.operation, each.on, each.name)]
    earlier = next(place for place, other in enumerate(same) if other is each)
    return Asked(text, arrays, each, earlier, tuple(named(place, names) for place in each.modified))


def _collect(name: str, value: Any, arrays: dict[str, np.ndarray[Any, Any]]) -> None:
    """Gather the arrays in an argument, each under a name like `params['W_f']`."""
    if len(arrays) >= _VALUES_LIMIT:
        return
    if isinstance(value, np.ndarray) and value.size > 0:
        arrays[name] = value
    elif isinstance(value, dict):
        for key, item in value.items():
            _collect(f"{name}[{one_line(repr(key))}]" if name else one_line(str(key)), item, arrays)
    elif isinstance(value, list | tuple):
        for place, item in enumerate(value):
            _collect(f"{name}[{place}]", item, arrays)


def _short(value: Any, types: Mapping[int, str]) -> str:
    if isinstance(value, np.ndarray):
        return described(value)
    if isinstance(value, str) and value.startswith("Generator("):
        return "rng"
    if isinstance(value, str) and value.startswith("object "):
        handle = value.removeprefix("object ")
        return f"your {types[int(handle)]}" if handle.isdecimal() and int(handle) in types else "an object"
    if isinstance(value, dict) and any(isinstance(item, np.ndarray) for item in value.values()):
        return one_line("{" + ", ".join(f"{key}: {_short(item, types)}" for key, item in value.items()) + "}")
    text = one_line(repr(value))
    return text if len(text) <= _TEXT_LIMIT else text[:_TEXT_LIMIT] + "…"
