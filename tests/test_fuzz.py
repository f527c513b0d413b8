"""Whatever a worker sends, the trusted side has a value or a reason, soon, and without filling its memory."""

import json
import random
import struct
import time
import tracemalloc
import unicodedata

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dlgrade.errors import ProtocolError
from dlgrade.protocol import Encoder
from dlgrade.protocol.frames import HEADER_LIMIT, parse, to_bytes
from dlgrade.student.calls import error_of
from dlgrade.student.conversation import Reply
from dlgrade.student.failures import StudentRaised

LENGTHS = ((0, 1, 2**20, 2**31), (0, 1, 2**28, 2**62))  # of headers and of bodies
INSERTED = (b"[" * 99, b"9" * 400, b"NaN", b"1e999", b"null,", b'"a":', b"\\ud800")
FEW, MANY = 2_000, 100_000  # messages, in CI and in the wide run
SECONDS, MEGABYTES = 2.0, 160  # for one message; JSON of the longest header decodes to some 30 MB, and is held twice
REFUSED = (ProtocolError, TypeError, ValueError)  # what a conversation turns into "came back as ..."
LETTERS = st.text(st.characters(codec="utf-8", exclude_categories=()), max_size=12)
LEAVES = (
    st.none() | st.booleans() | st.integers(-(2**70), 2**70) | st.floats() | LETTERS
    | st.sampled_from(["<f8", "|O", "<U3", "", "b", "\x1b[2J", "<script>", "=cmd", -1, 2**63, 1e308])
)  # fmt: skip
TREES = st.recursive(
    LEAVES,
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from([*"asltdihr", "x", ""]), inner, max_size=2)
    ),
    max_leaves=20,
)
HEADERS = st.dictionaries(
    st.sampled_from(["value", "error", "refused", "modified", "printed", "warnings", "work", "seconds", "peak"]), TREES
)


def frames() -> list[bytes]:
    """Return real messages of every kind, as bytes."""
    rng = np.random.default_rng(1)
    values = [
        1.5, True, None, "text", 10**75, [1, (2.0, {"a": np.float32(3)})], {"weight": rng.normal(size=(3, 2))},
        rng.normal(size=(2, 3, 4)).astype(np.float32), np.arange(5)[::-2], np.zeros((0, 3)), np.array(7), iter([1, 2]),
        np.array([True, False]), [np.ones(3, np.uint8)] * 5,
    ]  # fmt: skip
    found = []
    for value in values:
        encoder = Encoder(lambda value, note: {"h": [1, "Thing", False, note]})
        header = {"value": encoder.encode(value), "seconds": 0.1, "printed": "x", "modified": ["0"], "work": 3,
                  "warnings": [["RuntimeWarning", "overflow encountered in exp", 3]]}  # fmt: skip
        found.append(b"".join(map(bytes, to_bytes(header, encoder.buffers))))
    error = {"type": "ValueError", "bases": ["Exception"], "message": "no", "frames": [["a.py", 3, "f", "x = 1"]]}
    found.append(b"".join(map(bytes, to_bytes({"error": error, "seconds": 0.0}, []))))
    return found


def look_at(header: dict, body: bytes) -> None:
    """Do everything with a reply that the trusted side does."""
    reply = Reply(header, memoryview(body))
    said = [
        *reply.warnings,
        *reply.printed.split("\n"),
        *reply.texts("modified"),
        *reply.texts("refused"),
        str(reply.work),
    ]
    error = error_of(reply)
    if error is not None:
        raised = StudentRaised("f()", error, "f(x)")
        said += [raised.text, raised.type_name, *str(raised).splitlines()]
        raised.is_a("ValueError")
    harmless = [letter.isprintable() or unicodedata.category(letter) == "Zs" for line in said for letter in line]
    assert all(harmless), said
    try:
        reply.value()
    except REFUSED:
        return


@settings(max_examples=FEW, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(header=HEADERS, body=st.binary(max_size=64))
def test_made_up_replies_are_values_or_refused(header, body):
    """Trees of every shape, with bodies that do not belong to them, as JSON carries them."""
    look_at(json.loads(json.dumps(header)), body)


def mutated(frame: bytes, chance: random.Random) -> bytes:
    """Return a message with some of its bytes changed, cut, doubled or moved, or its lengths made up."""
    changed = bytearray(frame)
    for _ in range(chance.choice((1, 1, 2, 5, 20))):
        place, other = chance.randrange(len(changed) + 1), chance.randrange(len(changed) + 1)
        match chance.randrange(8):
            case 0 if place < len(changed):
                changed[place] ^= 1 << chance.randrange(8)
            case 1:
                changed[place:place] = chance.randbytes(chance.randrange(1, 9))
            case 2:
                del changed[min(place, other) : max(place, other)]
            case 3:
                changed[place:place] = changed[min(place, other) : max(place, other)]
            case 4 if place < len(changed):
                changed[place] = chance.choice(b'[]{}":,0123456789-eE.ntf\\')
            case 5 if len(changed) >= 12:
                struct.pack_into(
                    "<IQ", changed, 0, chance.choice((0, 1, 2**20, 2**31)), chance.choice((0, 1, 2**28, 2**62))
                )
            case 6:
                changed[place:place] = chance.choice(
                    (b"[" * 99, b"9" * 400, b"NaN", b"1e999", b"null,", b'"a":', b"\\ud800")
                )
            case _ if len(changed) > 12:
                size = len(changed) - 12  # lengths that fit, so that what is inside is looked at
                header = min(size, max(0, struct.unpack_from("<I", frame)[0] + chance.randrange(-2, 3)))
                struct.pack_into("<IQ", changed, 0, header, size - header)
    return bytes(changed)


def fuzz(count: int, seed: int) -> tuple[int, float, int]:
    """Send mutated messages; return how many were understood, the slowest in seconds, and the most memory in bytes."""
    chance, real = random.Random(seed), frames()
    understood, slowest, most = 0, 0.0, 0
    tracemalloc.start()
    for _ in range(count):
        frame = mutated(chance.choice(real), chance)
        tracemalloc.reset_peak()
        before, started = tracemalloc.get_traced_memory()[0], time.perf_counter()
        try:
            header, body = parse(frame)
        except ProtocolError:
            pass
        else:
            understood += 1
            look_at(header, bytes(body))
        slowest = max(slowest, time.perf_counter() - started)
        most = max(most, tracemalloc.get_traced_memory()[1] - before)
    tracemalloc.stop()
    return understood, slowest, most


@pytest.mark.parametrize("count", [FEW, pytest.param(MANY, marks=pytest.mark.wide)])
def test_mutated_replies_are_values_or_refused(count):
    """Real messages with changed bytes; so many are understood that what is behind the frame is tried too."""
    understood, slowest, most = fuzz(count, seed=count)
    print(f"{count:,} messages, {understood:,} understood, slowest {slowest:.3f} s, most memory {most / 1e6:.1f} MB")
    assert understood > count / 20
    assert slowest < SECONDS
    assert most < MEGABYTES << 20


LARGE = {
    "nested lists": b'{"value":' + b'{"l":[' * 9_000 + b"]}" * 9_000 + b"}",
    "nested arrays": b'{"value":' + b"[" * 100_000 + b"]" * 100_000 + b"}",
    "empty lists": b'{"value":{"l":[' + b'{"l":[]},' * 110_000 + b"0]}}",
    "a number of a million digits": b'{"value":' + b"9" * 1_000_000 + b"}",
    "a key a hundred thousand times": b"{" + b'"a":1,' * 100_000 + b'"value":0}',
    "a shape of many axes": b'{"value":{"a":["<f8",[' + b"0," * 300_000 + b"0]]}}",
    "text of a megabyte": b'{"value":"' + b"\\u0000" * 170_000 + b'"}',
    "a million warnings": b'{"value":0,"warnings":[' + b'["a","b",1],' * 80_000 + b'["a","b",1]]}',
    "an error of a million frames": b'{"error":{"frames":[' + b'["a",1,"f",""],' * 65_000 + b'["a",1,"f",""]]}}',
}


@pytest.mark.parametrize("kind", LARGE)
def test_the_longest_replies_stay_within_the_budget(kind):
    """A header of a megabyte, whatever it holds, is refused or read in the time and memory of one message."""
    text = LARGE[kind]
    assert len(text) <= HEADER_LIMIT
    tracemalloc.start()
    started = time.perf_counter()
    try:
        header, body = parse(struct.pack("<IQ", len(text), 0) + text)
        look_at(header, bytes(body))
    except ProtocolError:
        pass
    seconds, peak = time.perf_counter() - started, tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert seconds < 10 * SECONDS  # under tracemalloc, on a busy machine
    assert peak < MEGABYTES << 20
