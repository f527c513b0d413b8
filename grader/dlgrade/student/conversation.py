"""The talk with one submission: send requests, keep deadlines, replace failing workers, remember what was said."""

import hashlib
import time
from collections.abc import Mapping, Sequence
from typing import Any, Protocol

import msgspec
import numpy as np

from dlgrade.errors import DeadlineExceeded, ProtocolError, SandboxError, WorkerEnded
from dlgrade.protocol import Buffer, Decoder, Opaque, legible, one_line
from dlgrade.sandbox import Sandbox, Scratch, Worker
from dlgrade.student.extraction import STAND_IN, located
from dlgrade.student.failures import ProcessEnded, StudentRaised, TimedOut, Unusable, WroteTooMuch
from dlgrade.student.notebooks import SUFFIX
from dlgrade.student.submission import Submission
from dlgrade.student.terms import USUAL, Terms

_KEPT_LIMIT = 16 << 20  # bytes of a reply that are kept until its submission is finished; no exercise's is as large


class Reply(msgspec.Struct, frozen=True):
    """What came back: a value or an error, and facts about the call; everything in it is the student's to forge."""

    header: dict[str, Any]
    body: Buffer

    def texts(self, name: str) -> list[str]:
        """Return a fact that is a list of strings; anything else in it is left out."""
        fact = self.header.get(name)
        return [one_line(item) for item in fact if isinstance(item, str)] if isinstance(fact, list) else []

    @property
    def warnings(self) -> list[str]:
        """Each warning as category: message (line)."""
        fact = self.header.get("warnings")
        found = [item for item in fact if isinstance(item, list) and len(item) == 3] if isinstance(fact, list) else []
        return [one_line(f"{name}: {text}" + (f" (line {line})" if line else "")) for name, text, line in found]

    @property
    def printed(self) -> str:
        """What the call printed, line by line."""
        return legible(str(self.header.get("printed", "")))

    @property
    def work(self) -> int:
        """Lines and calls counted, if they were."""
        work = self.header.get("work", 0)
        return work if isinstance(work, int) else 0

    def value(self) -> Any:
        """Decode the value; ProtocolError if it is malformed."""
        decoder = Decoder(self.body, _opaque)
        value = decoder.decode(self.header.get("value"))
        decoder.finish()
        return value


class Exchange(msgspec.Struct, frozen=True):
    """A request and its reply, kept so that the same can be asked of another submission."""

    request: dict[str, Any]
    buffers: Sequence[Buffer]
    reply: Reply | None
    ended: str = ""  # the kind of failure, where no reply came


def digest_of(exchanges: Sequence[Exchange]) -> str:
    """Return the SHA-256 of everything that was asked, in hexadecimal."""
    return digests_of(exchanges)[-1] if exchanges else hashlib.sha256().hexdigest()


def digests_of(exchanges: Sequence[Exchange]) -> list[str]:
    """Return the SHA-256 of everything that was asked up to each exchange, in hexadecimal."""
    digest = hashlib.sha256()
    found = []
    for exchange in exchanges:
        digest.update(repr(exchange.request).encode())
        for piece in exchange.buffers:
            digest.update(piece)
        found.append(digest.hexdigest())
    return found


def outputs_of(exchanges: Sequence[Exchange]) -> str:
    """Return the SHA-256 of what came back, in hexadecimal: values bit for bit, kinds of errors, how calls ended."""
    digest = hashlib.sha256()
    for exchange in exchanges:
        reply = exchange.reply
        error = (error_of(reply) or {}).get("type") if reply else exchange.ended
        digest.update(repr([reply.header.get("value") if reply else None, error]).encode("utf-8", "backslashreplace"))
        digest.update(reply.body if reply else b"")
    return digest.hexdigest()


class Answering(Protocol):
    """Whoever answers what stand-ins in a submission's process ask; see `dlgrade.student.provided`."""

    offer: dict[str, dict[str, list[str] | None]]

    def begin(self, terms: Terms) -> None:
        """Begin a check."""

    def answer(self, header: dict[str, Any], body: Buffer) -> tuple[dict[str, Any], list[Buffer]]:
        """Answer one question."""

    def close(self) -> None:
        """End every process."""


class Conversation:
    """Talks to one submission; a worker that was ended is replaced at the next request.

    recording: whether exchanges are kept; without, a talk may be long, and objects live as long as their worker
    """

    def __init__(
        self,
        sandbox: Sandbox,
        submission: Submission,
        module: str,
        probes: str = "",
        provider: Answering | None = None,
        *,
        recording: bool = True,
    ):
        self.submission, self.module, self._recording = submission, module, recording
        self._provider = provider
        self.exchanges: list[Exchange] = []
        self._sandbox, self._probes = sandbox, probes
        self._limits = sandbox.limits
        self._worker: Worker | None = None
        self._on_its_way = False  # whether the worker was told to load the module, and has not answered
        self._stale = False  # whether the worker has served another task, and is to load the module anew
        self._terms = USUAL
        self._scratch: Scratch | None = None
        self._deadline: float | None = None

    def begin(self, terms: Terms = USUAL) -> None:
        """Begin a check: an empty record, no objects, a new deadline, and a scratch folder if its terms say so."""
        self.exchanges = []
        self._terms = terms
        if self._scratch is not None or self._terms.scratch_mb:
            self.close()  # this worker can write elsewhere than the next may
        self._deadline = time.monotonic() + self._check_seconds
        if self._provider is not None:
            self._provider.begin(terms)

    @property
    def _check_seconds(self) -> float:
        return self._terms.check_seconds or self._limits.check_seconds

    def files(self) -> dict[str, int]:
        """Return the names of the files in the scratch folder, and their sizes in bytes."""
        return self._scratch.files() if self._scratch else {}

    def fresh(self) -> None:
        """Have the next request answered by a new process; the scratch folder stays as it is."""
        self._end_worker()
        self.exchanges.append(Exchange({"op": "fresh"}, [], None))

    def renew(self) -> None:
        """Have the module loaded anew before the next request: by a new worker, or this one where starting takes long.

        Nobody else's submission is ever loaded in it, so that a process that is not what it was harms its author only.
        """
        if self._sandbox.ahead or self._provider is not None or self._scratch is not None:
            self.close()
        else:
            self._stale = self._worker is not None

    def close(self) -> None:
        """End the worker, and remove its scratch folder."""
        self._end_worker()
        if self._provider is not None:
            self._provider.close()
        if self._scratch is not None:
            self._scratch.remove()
            self._scratch = None

    def _end_worker(self) -> None:
        if self._worker is None:
            return
        if self._scratch is None:
            self._worker.dismiss()
        else:  # what it writes must have an end before anybody looks
            self._worker.end()
        self._worker = None
        self._on_its_way = self._stale = False

    def load_ahead(self) -> None:
        """Have a worker load the module while others are at work; what comes of it shows when it is needed."""
        try:
            self._worker = self._sandbox.worker()
            self._worker.channel.send(self._loading, [], time.monotonic() + self._limits.load_seconds)
        except (DeadlineExceeded, WorkerEnded):
            self._end_worker()  # so that `load` tries, and tells
        except SandboxError:
            self._worker = None  # as above
        else:
            self._on_its_way = True

    def load(self) -> None:
        """Load the module; a CheckFailure says why it cannot be."""
        if self._worker is not None and not self._on_its_way and not self._stale:
            return
        request = None if self._on_its_way else self._loading
        self._on_its_way = self._stale = False
        if self._worker is None:
            if self._terms.scratch_mb and self._scratch is None:
                self._scratch = self._sandbox.scratch(self._terms.scratch_mb)
            self._worker = self._sandbox.worker(self._scratch)
        label = f"loading {self.submission.sources.get(self.module, (self.module + '.py',))[0]}"
        reply = self._ask(request, [], label, self._limits.load_seconds)
        if "value" not in reply.header:
            self.close()
            raise StudentRaised(label, self.located(_error(reply)))

    def located(self, error: dict[str, Any]) -> dict[str, Any]:
        """Return an error whose frames name the cells of notebooks, where the submission has them."""
        texts = {name: text for name, text in self.submission.sources.values() if name.endswith(SUFFIX)}
        frames = error.get("frames")
        if not texts or not isinstance(frames, list):
            return error
        return {**error, "frames": [_of_cell(frame, texts) for frame in frames]}

    @property
    def _loading(self) -> dict[str, Any]:
        return {
            "op": "load",
            "sources": dict(self.submission.sources),
            "module": self.module,
            "probes": self._probes,
            "provided": self._provider.offer if self._provider else {},
        }

    def exchange(self, request: dict[str, Any], buffers: Sequence[Buffer], label: object) -> Reply:
        """Send one request and return the reply; a CheckFailure if none comes or it cannot be used."""
        self.load()
        if self._recording and not self.exchanges:
            request = {**request, "forget": True}  # the objects of the check before
        seconds = self._terms.call_seconds or self._limits.call_seconds
        if self._deadline is not None:
            seconds = min(seconds, max(0.0, self._deadline - time.monotonic()))
        if seconds <= 0:
            self.close()
            raise TimedOut("the check", self._check_seconds)
        try:
            reply = self._ask(request, buffers, label, seconds)
        except (TimedOut, ProcessEnded, WroteTooMuch, Unusable) as failure:
            self._record(Exchange(request, buffers, None, failure.kind))
            raise
        kept = len(reply.body) <= _KEPT_LIMIT
        self._record(Exchange(request, buffers, reply if kept else None, "" if kept else "a large reply"))
        return reply

    def _record(self, exchange: Exchange) -> None:
        if self._recording:
            self.exchanges.append(exchange)

    def _ask(self, request: dict[str, Any] | None, buffers: Sequence[Buffer], label: object, seconds: float) -> Reply:
        """Send a request, unless it was sent before, and return what comes back."""
        assert self._worker is not None
        deadline = time.monotonic() + seconds
        try:
            if request is not None:
                self._worker.channel.send(request, buffers, deadline)
            reply = self._received(label, deadline)
        except DeadlineExceeded:
            self.close()
            raise TimedOut(label, seconds) from None
        except WorkerEnded:
            ending = self._worker.end()
            self._worker = None
            if self._scratch is not None and self._scratch.exceeded:
                raise WroteTooMuch(label, self._scratch.megabytes) from None
            raise ProcessEnded(label, ending) from None
        if "refused" in reply.header:
            raise Unusable(f"{label} returned {one_line(str(reply.header['refused']))}")
        return reply

    def _received(self, label: object, deadline: float) -> Reply:
        assert self._worker is not None
        try:
            while True:
                header, body = self._worker.channel.receive(deadline)
                if "ask" not in header or self._provider is None:
                    return Reply(header, body)
                self._worker.channel.send(*self._provider.answer(header, body), deadline)
        except ProtocolError as error:  # on the way back only: a request that cannot be sent is the check's fault
            self.close()
            raise Unusable(f"{label} came back as {error}") from None

    def decode(self, reply: Reply, label: object) -> Any:
        """Return a reply's value; Unusable if it is malformed."""
        try:
            return reply.value()
        except (ProtocolError, TypeError, ValueError) as error:
            self.close()
            raise Unusable(f"{label} came back as {error}") from None


def _error(reply: Reply) -> dict[str, Any]:
    error = reply.header.get("error")
    return error if isinstance(error, dict) else {}


def error_of(reply: Reply) -> dict[str, Any] | None:
    """Return a reply's error, if it is one."""
    return None if "value" in reply.header else _error(reply)


def _of_cell(frame: Any, texts: Mapping[str, str]) -> Any:
    """Return a frame with the cell of a notebook that it lies in; any other as it is."""
    if not (isinstance(frame, list) and len(frame) == 4):
        return frame
    file, line, function, text = frame
    if not (isinstance(file, str) and file in texts and isinstance(line, int)):
        return frame
    cell, place = located(texts[file], line)
    shown = "" if STAND_IN in str(text) else text  # a line that its author has not written
    return [f"{file}, {cell}" if cell else file, place, function, shown]


def _opaque(fields: Any) -> Opaque:
    if not (isinstance(fields, list) and len(fields) == 4):
        raise ProtocolError("a malformed handle")
    handle, type_name, is_callable, note = fields
    if type(handle) is not int or type(type_name) is not str or type(note) is not str:
        raise ProtocolError("a malformed handle")
    return Opaque(handle, one_line(type_name), is_callable=bool(is_callable), note=one_line(note))


def state_of(generator: np.random.Generator) -> dict[str, Any]:
    """Return what rebuilds a generator on the other side."""
    state = generator.bit_generator.state
    if state["bit_generator"] != "PCG64":
        raise ProtocolError("only a generator made by numpy.random.default_rng can be passed to a student")
    return dict(state)
