"""Values as JSON trees: numbers, text, bounded containers, arrays by their bytes, everything else as a handle.

A tree is null, a bool, a number or a string as it is, or an object with one key that says what it is:
a array, s NumPy scalar, l list, t tuple, d dict, i drained iterator, h handle, r random generator.
Nothing that can carry code crosses: no pickles, no object arrays.
"""

import math
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any

import numpy as np

from dlgrade.errors import ProtocolError
from dlgrade.protocol.frames import BODY_LIMIT, Buffer

Json = Any  # a tree that the json module reads and writes
NODE_LIMIT = 50_000  # values in one frame
DEPTH_LIMIT = 12  # containers within containers; the curriculum needs 4
TEXT_LIMIT = 64 << 10  # characters in one string
INTEGER_LIMIT = 4_096  # bits in one integer; 10**75 needs 250
AXES_LIMIT = 16
DTYPES = frozenset(np.dtype(code).str for code in "?bBhHiIlLqQefd")
_ALIGNMENT = 8  # bytes; every array starts at a multiple, so that its view is aligned


class Unsendable(Exception):  # noqa: N818 - becomes a handle with a note, not an error
    """Why a value cannot cross, in words that complete "got ..."."""


class Opaque:
    """A value that stays on the other side: its handle, its type's name, and why it did not cross, if it should have.

    The attributes' long names keep out of the way of a student's own, which a subclass passes on.
    """

    opaque_handle: int | str
    opaque_type: str
    opaque_callable: bool
    opaque_note: str

    def __init__(self, handle: int | str, type_name: str, *, is_callable: bool = False, note: str = ""):
        for name, value in (("handle", handle), ("type", type_name), ("callable", is_callable), ("note", note)):
            object.__setattr__(self, "opaque_" + name, value)

    def __repr__(self) -> str:
        return self.opaque_note or f"a {self.opaque_type}"


class Encoder:
    """Turns one frame's values into trees and buffers.

    `opaque(value, note)` supplies the tree for what cannot cross; it raises if that is an error on this side.
    """

    def __init__(self, opaque: Callable[[object, str], Json], *, layouts: bool = False):
        self.buffers: list[Buffer] = []
        self._opaque, self._layouts = opaque, layouts
        self._nodes = self._bytes = 0

    def encode(self, value: object, depth: int = 0) -> Json:
        """Return the tree of one value."""
        self._nodes += 1
        if self._nodes > NODE_LIMIT:
            raise ProtocolError(f"more than {NODE_LIMIT:,} values at once")
        kind = type(value)
        if value is None or kind is bool or kind is float:
            return value
        try:
            return self._encode(value, kind, depth)
        except Unsendable as reason:
            return self._opaque(value, str(reason))

    def _encode(self, value: Any, kind: type, depth: int) -> Json:
        if depth > DEPTH_LIMIT:
            raise Unsendable(f"containers nested more than {DEPTH_LIMIT} deep")
        if kind is np.ndarray:
            return {"a": self._array(value)}
        if isinstance(value, np.ndarray):
            raise Unsendable(f"a {kind.__name__} (a subclass of numpy.ndarray)")
        if isinstance(value, np.generic):
            return {"s": self._array(np.asarray(value))[0]}
        if kind is int:
            if value.bit_length() > INTEGER_LIMIT:
                raise Unsendable(f"an integer of {value.bit_length():,} bits")
            return value
        if kind is str:
            if len(value) > TEXT_LIMIT:
                raise Unsendable(f"a string of {len(value):,} characters")
            return value
        if isinstance(value, np.random.Generator):
            return self._opaque(value, "")
        return self._container(value, depth)

    def _container(self, value: Any, depth: int) -> Json:
        if isinstance(value, list):
            return {"l": [self.encode(item, depth + 1) for item in list.__iter__(value)]}
        if isinstance(value, tuple):
            return {"t": [self.encode(item, depth + 1) for item in tuple.__iter__(value)]}
        if isinstance(value, dict):
            pairs = list(dict.items(value))
            if not all(_is_key(key) for key, _ in pairs):
                raise Unsendable("a dict whose keys are not short strings or numbers")
            return {"d": [[key, self.encode(item, depth + 1)] for key, item in pairs]}
        if isinstance(value, Iterator):
            return {"i": self._drain(value, depth)}
        return self._opaque(value, "")

    def _drain(self, iterator: Iterator[object], depth: int) -> list[Json]:
        """Encode each item as it comes, since an iterator may hand out one buffer again and again."""
        most = NODE_LIMIT // 5
        items = [self.encode(item, depth + 1) for item in islice(iterator, most + 1)]
        if len(items) > most:
            raise ProtocolError(f"an iterator that does not end (stopped after {most:,} items)")
        return items

    def _array(self, array: np.ndarray[Any, Any]) -> list[Json]:
        if array.dtype.hasobject:
            raise Unsendable("an array of dtype object (it holds Python objects, not numbers)")
        size = array.size * array.itemsize
        if size > BODY_LIMIT:
            raise Unsendable(f"an array of shape {array.shape}, {size / 1e9:,.1f} GB")
        if array.ndim > AXES_LIMIT:
            raise Unsendable(f"an array with {array.ndim} axes")
        native = array if array.dtype.isnative else array.astype(array.dtype.newbyteorder("="))
        if native.dtype.str not in DTYPES:
            raise Unsendable(f"an array of dtype {array.dtype}")
        self._bytes += size + -size % _ALIGNMENT
        if self._bytes > BODY_LIMIT:
            raise Unsendable(f"arrays of more than {BODY_LIMIT >> 20} MB in all")
        if size:
            self.buffers.append(native.tobytes())  # a copy: an iterator may hand out one array again and again
            if padding := -size % _ALIGNMENT:
                self.buffers.append(bytes(padding))
        layout = _layout(array) if self._layouts else None
        return [native.dtype.str, list(array.shape)] + ([layout] if layout else [])


class Decoder:
    """Turns one frame's trees back into values, trusting none of them.

    Arrays are read-only views of the frame's body; `handle(fields)` supplies what a handle stands for.
    """

    def __init__(
        self, body: Buffer, handle: Callable[[Json], object], generator: Callable[[Json], object] | None = None
    ):
        self._layouts = generator is not None  # requests tell how arrays lie in memory and hold generators, replies not
        self._body, self._handle, self._generator = memoryview(body), handle, generator
        self._offset = self._nodes = 0

    def decode(self, tree: Json, depth: int = 0) -> Any:
        """Return the value of one tree; ProtocolError if it is malformed."""
        self._nodes += 1
        if self._nodes > NODE_LIMIT or depth > DEPTH_LIMIT + 1:
            raise ProtocolError("too many values, or nested too deep")
        if tree is None or type(tree) in (bool, int, float, str):
            return tree
        if type(tree) is not dict or len(tree) != 1:
            raise ProtocolError("a malformed value")
        ((kind, content),) = tree.items()
        if kind == "h":
            return self._handle(content)
        if kind == "r" and self._generator is not None:
            return self._generator(content)
        if kind == "s":
            return self._array([content, []])[()]
        if type(content) is not list:
            raise ProtocolError("a malformed value")
        if kind == "a":
            return self._array(content)
        if kind in ("l", "i"):
            return [self.decode(item, depth + 1) for item in content]
        if kind == "t":
            return tuple([self.decode(item, depth + 1) for item in content])
        if kind == "d":
            return self._dict(content, depth)
        raise ProtocolError("a value of unknown kind")

    def finish(self) -> None:
        """Insist that the body has been used up."""
        if self._offset != len(self._body):
            raise ProtocolError("a body longer than its arrays")

    def _dict(self, pairs: list[Json], depth: int) -> dict[Any, Any]:
        result: dict[Any, Any] = {}
        for pair in pairs:
            if type(pair) is not list or len(pair) != 2:
                raise ProtocolError("a malformed dict")
            key = pair[0]
            if key is not None and type(key) not in (str, int, float, bool):
                raise ProtocolError("a malformed key")
            result[key] = self.decode(pair[1], depth + 1)
        if len(result) != len(pairs):
            raise ProtocolError("a dict with a key twice")
        return result

    def _array(self, fields: list[Json]) -> np.ndarray[Any, Any]:
        if len(fields) != 2 and not (len(fields) == 3 and self._layouts):
            raise ProtocolError("a malformed array")
        code, shape = fields[:2]
        if type(code) is not str or code not in DTYPES or type(shape) is not list or len(shape) > AXES_LIMIT:
            raise ProtocolError("a malformed array")
        if any(type(length) is not int or not 0 <= length <= BODY_LIMIT for length in shape):
            raise ProtocolError("a malformed shape")
        dtype = np.dtype(code)
        size = math.prod(shape) * dtype.itemsize
        if size > len(self._body) - self._offset:
            raise ProtocolError("an array longer than its body")
        if math.prod(length or 1 for length in shape) > BODY_LIMIT:
            raise ProtocolError("a malformed shape")
        data = self._body[self._offset : self._offset + size]
        self._offset += size + -size % _ALIGNMENT
        array: np.ndarray[Any, Any] = np.frombuffer(data, dtype).reshape(shape) if size else np.zeros(shape, dtype)
        if len(fields) == 3:
            array = _lay_out(array, *fields[2])
        array.flags.writeable = False
        return array


def _is_key(key: object) -> bool:
    if type(key) is str:
        return len(key) <= TEXT_LIMIT
    if type(key) is int:
        return key.bit_length() <= INTEGER_LIMIT
    return key is None or type(key) in (float, bool)


def _layout(array: np.ndarray[Any, Any]) -> list[list[int]] | None:
    """Describe how an array lies in memory: its axes from outer to inner and a step each; None for the usual way."""
    if array.flags.c_contiguous or not array.size:
        return None
    order = sorted(range(array.ndim), key=lambda axis: -abs(array.strides[axis]))
    steps, dense = [1] * array.ndim, array.itemsize
    for axis in reversed(order):
        stride = array.strides[axis]
        gap = abs(stride) > dense and array.shape[axis] > 1
        steps[axis] = (-1 if stride < 0 else 1) * (2 if gap else 1)
        dense = max(dense, abs(stride)) * array.shape[axis]
    return [order, steps]


def _lay_out(array: np.ndarray[Any, Any], order: list[int], steps: list[int]) -> np.ndarray[Any, Any]:
    """Copy an array into memory that lies as described."""
    stored = np.zeros([array.shape[axis] * abs(steps[axis]) for axis in order], array.dtype)
    view = stored[tuple(slice(None, None, steps[axis]) for axis in order)]
    view = view.transpose(np.argsort(order))
    view[...] = array
    return view


def no_handle(_fields: Json) -> object:
    """Refuse a handle where only values may stand: what a Decoder is given there."""
    raise ProtocolError("a handle where none may be")
