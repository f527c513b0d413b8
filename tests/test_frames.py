"""Frames from an enemy: whatever a worker sends is taken as a value, or is a ProtocolError and nothing else."""

import json
import socket
import struct
import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dlgrade.errors import DeadlineExceeded, ProtocolError, WorkerEnded
from dlgrade.protocol import BODY_LIMIT, HEADER_LIMIT, Decoder, Encoder, SocketChannel, parse, to_bytes
from dlgrade.student import Reply, StudentRaised

HOSTILE = settings(max_examples=300, deadline=None, database=None)
PREFIX = struct.Struct("<IQ")

VALUE = {
    "a": [1, 2.5, None, True, "text", np.arange(6.0).reshape(2, 3).T],
    "b": (np.float32(1), np.zeros((0, 3)), {1: np.ones(3, bool), "c": np.uint8(200)}),
}
TREES = {
    "no object": [1],
    "two kinds": {"l": [], "t": []},
    "no kind": {},
    "an unknown kind": {"x": []},
    "a list that is none": {"l": 3},
    "a tuple that is a dict": {"t": {}},
    "a dict of no pairs": {"d": [1]},
    "a dict of triples": {"d": [[1, 2, 3]]},
    "a dict by a list": {"d": [[[1], 2]]},
    "a dict with a key twice": {"d": [["a", 1], ["a", 2]]},
    "a generator": {"r": {"state": 1}},
    "a list of generators": {"r": []},
    "an array that is a number": {"a": 3},
    "an array without a shape": {"a": ["<f8"]},
    "an array of four": {"a": ["<f8", [1], [[0], [1]], 0]},
    "an array of objects": {"a": ["|O", [1]]},
    "an array of text": {"a": ["<U1", [2]]},
    "an array of a Python name": {"a": ["float64", [1]]},
    "an array by a dtype list": {"a": [["<f8"], [1]]},
    "a shape that is a number": {"a": ["<f8", 1]},
    "a negative length": {"a": ["<f8", [-1]]},
    "two negative lengths": {"a": ["<f8", [-1, -1]]},
    "a length that is true": {"a": ["<f8", [True]]},
    "a length that is a float": {"a": ["<f8", [1.0]]},
    "a length of text": {"a": ["<f8", ["1"]]},
    "a length beyond the body": {"a": ["<f8", [1 << 20]]},
    "a product beyond the body": {"a": ["<f8", [1 << 27, 1 << 27]]},
    "no entries, and too large for NumPy": {"a": ["<f8", [0, 1 << 28, 1 << 28, 1 << 28]]},
    "seventeen axes": {"a": ["|b1", [1] * 17]},
    "a layout that is a number": {"a": ["<f8", [1], 3]},
    "a layout of other axes": {"a": ["<f8", [1], [[5], [1]]]},
    "a layout of too few axes": {"a": ["<f8", [1], [[], []]]},
    "a layout of terabytes": {"a": ["<f8", [1], [[0], [1 << 45]]]},
    "a layout of gigabytes": {"a": ["<f8", [1], [[0], [1 << 27]]]},
    "a layout of steps of zero": {"a": ["<f8", [1], [[0], [0]]]},
    "a scalar of nothing": {"s": None},
    "a scalar of text": {"s": "text"},
    "a handle": {"h": [1, "x", False, ""]},
}


def opaque(fields):
    """Refuse handles: here no object exists."""
    raise ProtocolError("a handle")


def taken(tree, body=bytes(8)):
    """Decode one tree as the trusted side does."""
    decoder = Decoder(body, opaque)
    value = decoder.decode(tree)
    decoder.finish()
    return value


def frame_of(value):
    """Return a well-formed frame."""
    encoder = Encoder(lambda value, note: None)
    return b"".join(bytes(piece) for piece in to_bytes({"value": encoder.encode(value)}, encoder.buffers))


@pytest.mark.parametrize("tree", TREES.values(), ids=TREES)
def test_a_malformed_tree_is_a_protocol_error(tree):
    """What no encoder writes is refused before anything is allocated for it."""
    with pytest.raises(ProtocolError):
        taken(tree)


@pytest.mark.parametrize(
    "tree", [None, {"l": []}, {"a": ["<f8", [0]]}, {"s": "|u1"}], ids=["none", "list", "empty", "scalar"]
)
def test_a_body_that_is_left_over_is_refused(tree):
    """Every byte of the body belongs to an array."""
    with pytest.raises(ProtocolError):
        taken(tree, bytes(16))


def test_too_deep_and_too_many_trees_are_refused():
    """The decoder keeps the encoder's limits by itself."""
    deep = None
    for _ in range(100):
        deep = {"l": [deep]}
    for tree in (deep, {"l": [None] * 60_000}):
        with pytest.raises(ProtocolError):
            taken(tree, b"")


@pytest.mark.parametrize(
    "frame",
    [
        b"",
        bytes(11),
        PREFIX.pack(2, 0),
        PREFIX.pack(2, 0) + b"{}x",
        PREFIX.pack(2, 8) + b"{}",
        PREFIX.pack(2, 0) + b"[]",
        PREFIX.pack(4, 0) + b"null",
        PREFIX.pack(1, 0) + b"{",
        PREFIX.pack(2, 0) + b"\xff\xfe",
        PREFIX.pack(0, 0),
        PREFIX.pack(HEADER_LIMIT + 1, 0),
        PREFIX.pack(2, BODY_LIMIT + 1) + b"{}",
        PREFIX.pack(200_000, 0) + b"[" * 200_000,
        PREFIX.pack(10_006, 0) + b'{"a":' + b"1" * 10_000 + b"}",
    ],
    ids=lambda frame: f"{len(frame)} bytes {frame[12:20]!r}",
)
def test_a_malformed_frame_is_a_protocol_error(frame):
    """Cut short, too long, no JSON, no object, nested or large beyond reason: all are refused."""
    with pytest.raises(ProtocolError):
        parse(frame)


@HOSTILE
@given(st.data())
def test_flipped_bytes_are_a_value_or_a_protocol_error(data):
    """Any few bytes of a real frame may be anything."""
    frame = bytearray(frame_of(VALUE))
    for _ in range(data.draw(st.integers(1, 4))):
        frame[data.draw(st.integers(0, len(frame) - 1))] = data.draw(st.integers(0, 255))
    attempt(bytes(frame))


json_trees = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**70), 2**70)
    | st.floats()
    | st.text(max_size=3)
    | st.sampled_from(["<f8", "|b1", "|O", 0, -1, 1 << 28, 1 << 60]),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from("asltdihrx"), inner, max_size=2)
        | st.sampled_from("asltdihrx").flatmap(lambda kind: inner.map(lambda content: {kind: content}))
    ),
    max_leaves=8,
)


@HOSTILE
@given(st.data())
def test_replaced_subtrees_are_a_value_or_a_protocol_error(data):
    """Any part of a real frame's tree may be any other JSON."""
    header, body = parse(frame_of(VALUE))
    tree = header
    while True:
        place = data.draw(st.sampled_from(sorted(tree) if isinstance(tree, dict) else range(len(tree))))
        if not isinstance(tree[place], dict | list) or not tree[place] or data.draw(st.integers(0, 3)) == 0:
            break
        tree = tree[place]
    tree[place] = data.draw(json_trees)
    text = json.dumps(header).encode()
    attempt(PREFIX.pack(len(text), len(body)) + text + bytes(body))


@HOSTILE
@given(st.lists(json_trees, max_size=3), st.binary(max_size=24))
def test_a_shape_of_anything_is_a_value_or_a_protocol_error(rest, body):
    """Shapes and layouts are the numbers that could hurt most."""
    text = json.dumps({"value": {"a": ["<f8", *rest]}}).encode()
    attempt(PREFIX.pack(len(text), len(body)) + text + body)


def attempt(frame):
    """Take a frame apart as the trusted side does; anything but a ProtocolError fails the test."""
    try:
        header, body = parse(frame)
        Reply(header, body).value()
    except ProtocolError:
        return


@HOSTILE
@given(st.dictionaries(st.sampled_from(["value", "warnings", "printed", "work", "modified", "error"]), json_trees))
def test_facts_about_a_call_may_be_anything(header):
    """Facts of another form than they should have are left out, not stumbled over."""
    reply = Reply(header, b"")
    assert all(isinstance(text, str) for text in [*reply.texts("modified"), *reply.warnings, reply.printed])
    assert isinstance(reply.work, int)


@HOSTILE
@given(
    st.dictionaries(
        st.sampled_from(["type", "bases", "message", "frames", "missing", "not_callable", "signature"]), json_trees
    )
)
def test_a_description_of_an_error_may_be_anything(error):
    """An exception described in nonsense is still the student's exception."""
    assert str(StudentRaised("f()", error))


@pytest.fixture
def ends():
    """A channel, and the socket at its other end."""
    ours, theirs = socket.socketpair()
    with ours, theirs:
        yield SocketChannel(ours), theirs


def test_a_channel_says_how_a_frame_failed_to_come(ends):
    """A header too long, an end too early and no frame at all are three different errors."""
    channel, theirs = ends
    theirs.sendall(PREFIX.pack(HEADER_LIMIT + 1, 0))
    with pytest.raises(ProtocolError, match="a frame of"):
        channel.receive()
    with pytest.raises(DeadlineExceeded):
        channel.receive(time.monotonic() + 0.01)
    theirs.sendall(PREFIX.pack(10, 0) + b"{}")
    theirs.close()
    with pytest.raises(WorkerEnded):
        channel.receive()
    with pytest.raises(WorkerEnded):
        channel.send({}, [bytes(1 << 20)])
