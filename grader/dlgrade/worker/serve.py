"""Answer requests about one submission until the other side closes the channel.

Requests are frames whose header has `op`: load, call, get, set or write; with `forget`, earlier objects go first.
Replies have `value`, `error` or `refused`, and facts: `modified`, `printed`, `warnings`, `work`, `seconds`.
"""

import importlib
import inspect
import linecache
import random
import sys
import time
import types
from collections.abc import Callable
from typing import Any

import numpy as np

from dlgrade.errors import ProtocolError, WorkerEnded
from dlgrade.protocol import Buffer, Channel, Decoder, Encoder, Json
from dlgrade.worker.capture import Capture
from dlgrade.worker.imports import PROBES_ROOT, SUBMISSION_ROOT, ImportRule, SourceFinder
from dlgrade.worker.provided import Provision
from dlgrade.worker.work import count

_MESSAGE_LIMIT = 2_000  # characters of an exception's message
_FRAMES_LIMIT = 12  # innermost frames of a traceback
_LINE_LIMIT = 200  # characters of one source line
_SEED = 0  # numpy.random.seed and random.seed, so that old-style randomness repeats itself


def serve(channel: Channel) -> None:
    """Serve one channel; returns when it closes."""
    servant = _Servant(channel)
    while True:
        try:
            header, body = channel.receive()
        except WorkerEnded:
            return
        reply, buffers = servant.answer(header, body)
        try:
            channel.send(reply, buffers)
        except ProtocolError as error:
            channel.send({"refused": str(error)}, [])


class _Servant:
    """The modules and objects of one submission."""

    def __init__(self, channel: Channel) -> None:
        self._channel = channel
        self._modules: dict[str, types.ModuleType] = {}
        self._objects: dict[int, object] = {}
        self._handles: dict[int, int] = {}
        self._capture = Capture((SUBMISSION_ROOT, PROBES_ROOT))
        self._numpy_errors = np.geterr()

    def answer(self, header: dict[str, Any], body: Buffer) -> tuple[dict[str, Any], list[Buffer]]:
        """Answer one request; nothing the student's code raises gets past here."""
        encoder = Encoder(self._opaque)
        facts: dict[str, Any] = {}
        started = time.perf_counter()
        if header.get("forget"):
            self._objects.clear()
            self._handles.clear()
        try:
            value = getattr(self, "_" + header["op"])(header, body, facts)
            reply: dict[str, Any] = {"value": encoder.encode(value)}
        except ProtocolError as error:
            reply, encoder = {"refused": str(error)}, Encoder(self._opaque)
        except BaseException as error:
            reply, encoder = {"error": _describe(error)}, Encoder(self._opaque)
        reply["seconds"] = time.perf_counter() - started
        reply.update(facts)
        reply.update(self._capture.take())
        return reply, encoder.buffers

    def _load(self, header: dict[str, Any], _body: Buffer, _facts: dict[str, Any]) -> None:
        self._begin_anew()
        sources = {name: (path, text) for name, (path, text) in header["sources"].items()}
        sys.meta_path[:0] = [SourceFinder(sources, Provision(self._channel, header.get("provided", {}))), ImportRule()]
        if header["probes"]:
            module = types.ModuleType("probes")
            path = PROBES_ROOT + "probes.py"
            linecache.cache[path] = (len(header["probes"]), None, header["probes"].splitlines(True), path)
            exec(compile(header["probes"], path, "exec", dont_inherit=True), module.__dict__)  # noqa: S102
            self._modules["probes"] = module
        self._modules["submission"] = importlib.import_module(header["module"])

    def _begin_anew(self) -> None:
        """Forget what was loaded before, if this process has served another task: modules, objects, random states."""
        sys.meta_path[:] = [each for each in sys.meta_path if not isinstance(each, SourceFinder | ImportRule)]
        for name, module in list(sys.modules.items()):
            if isinstance(getattr(module, "__loader__", None), SourceFinder):
                del sys.modules[name]
        self._modules.clear()
        self._objects.clear()
        self._handles.clear()
        np.seterr(**self._numpy_errors)
        random.seed(_SEED)
        np.random.seed(_SEED)

    def _call(self, header: dict[str, Any], body: Buffer, facts: dict[str, Any]) -> object:
        function = self._find(header)
        if not callable(function):
            raise _NotCallable(type(function).__name__)
        decoder = Decoder(body, self._object, _generator)
        arguments = [decoder.decode(tree) for tree in header["args"]]
        keywords = {name: decoder.decode(tree) for name, tree in header["kwargs"].items()}
        decoder.finish()
        watch = _Watch(frozen=header.get("frozen", False))
        for place, argument in [*enumerate(arguments), *keywords.items()]:
            watch.add(str(place), argument)
        try:
            if header.get("count"):
                value, facts["work"] = count(lambda: function(*arguments, **keywords))
            else:
                value = function(*arguments, **keywords)
        except TypeError as error:
            raise _with_signature(error, function) from None
        finally:
            if modified := watch.modified():
                facts["modified"] = modified
        return value

    def _get(self, header: dict[str, Any], _body: Buffer, _facts: dict[str, Any]) -> object:
        return self._find(header)

    def _set(self, header: dict[str, Any], body: Buffer, _facts: dict[str, Any]) -> None:
        decoder = Decoder(body, self._object, _generator)
        setattr(self._objects[header["on"]], header["name"], _copied(decoder.decode(header["value"])))

    def _write(self, header: dict[str, Any], body: Buffer, _facts: dict[str, Any]) -> None:
        """Write into the arrays of `params` in place, as graders and optimizers do."""
        decoder = Decoder(body, self._object, _generator)
        params = self._objects[header["on"]].params  # type: ignore[attr-defined]
        for key, value in decoder.decode(header["value"]).items():
            if np.shape(params[key]) != np.shape(value):
                raise ValueError(
                    f"params[{key!r}] has shape {np.shape(params[key])}; {np.shape(value)} was to be written"
                )
            params[key][...] = value

    def _find(self, header: dict[str, Any]) -> object:
        on, name = header["on"], header["name"]
        owner = self._modules[on] if isinstance(on, str) else self._objects[on]
        if not name:
            return owner
        try:
            return getattr(owner, name)
        except AttributeError as error:
            if error.name == name and error.obj is owner:
                kind = "module" if isinstance(on, str) else type(owner).__name__
                public = [each for each in dir(owner) if not each.startswith("_")][:200]
                raise _Missing(kind, name, public) from None
            raise

    def _object(self, fields: Json) -> object:
        if isinstance(fields, str):  # a name in the probes or the submission
            where, _, name = fields.partition(".")
            return getattr(self._modules[where], name)
        return self._objects[fields]

    def _opaque(self, value: object, note: str) -> Json:
        handle = self._handles.get(id(value))
        if handle is None:
            handle = len(self._objects) + 1
            self._objects[handle] = value
            self._handles[id(value)] = handle
        return {"h": [handle, type(value).__name__[:100], callable(value), note[:_LINE_LIMIT]]}


class _Missing(Exception):  # noqa: N818 - a fact about the submission
    """A name that the submission does not have."""


class _NotCallable(Exception):  # noqa: N818 - a fact about the submission
    """A name that stands for something else than a function or class."""


class _BadCall(Exception):  # noqa: N818 - a fact about the submission
    """Arguments that the student's signature does not take."""


class _Watch:
    """Remembers arguments, to tell which of them a call changed."""

    def __init__(self, *, frozen: bool):
        self._frozen = frozen
        self._arrays: list[tuple[str, np.ndarray[Any, Any], np.ndarray[Any, Any]]] = []
        self._containers: list[tuple[str, Any, object]] = []

    def add(self, place: str, value: Any) -> None:
        if isinstance(value, np.ndarray):
            self._arrays.append((place, value, value.copy()))
            value.flags.writeable = not self._frozen
        elif isinstance(value, dict):
            self._containers.append((place, value, _identity(value)))
            for key, item in value.items():
                self.add(f"{place}.{key}", item)
        elif isinstance(value, list | tuple):
            self._containers.append((place, value, _identity(value)))
            for index, item in enumerate(value):
                self.add(f"{place}.{index}", item)

    def modified(self) -> list[str]:
        changed = [place for place, value, before in self._containers if _identity(value) != before]
        for place, value, before in self._arrays:
            same = value.shape == before.shape and value.dtype == before.dtype and value.tobytes() == before.tobytes()
            if not same:
                changed.append(place)
        return changed[:20]


def _identity(container: Any) -> object:
    if isinstance(container, dict):
        return [(key, id(item)) for key, item in container.items()]
    return [id(item) for item in container]


def _copied(value: Any) -> Any:
    return value.copy() if isinstance(value, np.ndarray) else value


def _generator(fields: Json) -> np.random.Generator:
    """Rebuild a generator from the state of its PCG64."""
    bits = np.random.PCG64()
    state: Any = dict(fields)
    state["state"] = {name: int(number) for name, number in fields["state"].items()}
    bits.state = state
    return np.random.Generator(bits)


def _with_signature(error: TypeError, function: Callable[..., Any]) -> BaseException:
    """Tell a call that never entered the student's code from an error inside it."""
    trace = error.__traceback__.tb_next if error.__traceback__ else None
    if trace is not None:  # a frame below ours: the error comes from inside
        return error
    try:
        signature = str(inspect.signature(function))
    except (TypeError, ValueError):
        return error
    return _BadCall(signature, str(error))


def _describe(error: BaseException) -> dict[str, Any]:
    """Describe an exception with the student's frames only."""
    described: dict[str, Any] = {
        "type": type(error).__name__[:100],
        "bases": [base.__name__[:100] for base in type(error).__mro__[1:8]],
        "message": _text(error),
        "frames": _frames(error),
    }
    if isinstance(error, _Missing):
        described.update(missing=list(error.args))
    elif isinstance(error, _NotCallable):
        described.update(not_callable=error.args[0])
    elif isinstance(error, _BadCall):
        described.update(type="TypeError", signature=error.args[0], message=error.args[1])
    return described


def _text(error: BaseException) -> str:
    try:
        return str(error)[:_MESSAGE_LIMIT]
    except BaseException:
        return "(its message cannot be shown)"


def _frames(error: BaseException) -> list[list[Any]]:
    frames: list[list[Any]] = []
    trace = error.__traceback__
    while trace is not None:
        path = trace.tb_frame.f_code.co_filename
        if path.startswith(SUBMISSION_ROOT):
            line = linecache.getline(path, trace.tb_lineno).strip()[:_LINE_LIMIT]
            frames.append([path[len(SUBMISSION_ROOT) :], trace.tb_lineno, trace.tb_frame.f_code.co_name, line])
        trace = trace.tb_next
    if isinstance(error, SyntaxError) and str(error.filename).startswith(SUBMISSION_ROOT):
        line = str(error.text or "").rstrip()[:_LINE_LIMIT]
        frames.append([str(error.filename)[len(SUBMISSION_ROOT) :], error.lineno or 0, "", line])
    return frames[-_FRAMES_LIMIT:]
