"""What crosses the wall: every kind of value comes back as it was, in the memory layout it had, or is refused."""

import itertools
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as stnp

from dlgrade.errors import ProtocolError
from dlgrade.protocol import Decoder, Encoder, parse, to_bytes

DTYPES = [
    "bool",
    "int8",
    "uint8",
    "int16",
    "uint16",
    "int32",
    "uint32",
    "int64",
    "uint64",
    "float16",
    "float32",
    "float64",
]
EXACT = settings(max_examples=100, deadline=None, database=None)

BASE = np.arange(120.0).reshape(4, 5, 6)
LAYOUTS = {
    "transposed": BASE.T,
    "axes in another order": BASE.transpose(1, 0, 2),
    "reversed": BASE[::-1],
    "reversed along the last axis": BASE[:, :, ::-1],
    "every other": BASE[:, ::2],
    "every third, backwards, transposed": BASE[::-3].T,
    "one column": BASE[:, 2, 3],
    "Fortran's order": np.asfortranarray(BASE),
    "part of a row": BASE[1, 1:4],
}
arrays = stnp.arrays(
    st.sampled_from(DTYPES), stnp.array_shapes(min_dims=0, max_dims=4, min_side=0, max_side=4), elements=None
)
numbers = st.none() | st.booleans() | st.integers(-(2**200), 2**200) | st.floats() | st.text(max_size=20)
scalars = st.sampled_from(DTYPES).flatmap(lambda code: stnp.from_dtype(np.dtype(code)))
keys = st.integers() | st.text(max_size=5) | st.floats(allow_nan=False) | st.none()
values = st.recursive(
    numbers | scalars | arrays,
    lambda inner: (
        st.lists(inner, max_size=4) | st.lists(inner, max_size=4).map(tuple) | st.dictionaries(keys, inner, max_size=4)
    ),
    max_leaves=12,
)


def crossed(value, *, layouts=False):
    """Return a value after its journey as bytes; only requests tell layouts, and only they may hold generators."""
    encoder = Encoder(refuse, layouts=layouts)
    frame = b"".join(bytes(piece) for piece in to_bytes({"value": encoder.encode(value)}, encoder.buffers))
    header, body = parse(frame)
    decoder = Decoder(bytearray(body), refuse, refuse if layouts else None)
    result = decoder.decode(header["value"])
    decoder.finish()
    return result


def refuse(value, note=""):
    """Stand in for handles where none is expected."""
    raise ProtocolError(note or f"a {type(value).__name__}")


def same(left, right):
    """Whether two values are of one type and equal to the last bit, nan included."""
    if type(left) is not type(right):
        return False
    if isinstance(left, np.ndarray | np.generic):
        return left.dtype == right.dtype and left.shape == right.shape and left.tobytes() == right.tobytes()
    if isinstance(left, list | tuple):
        return len(left) == len(right) and all(map(same, left, right))
    if isinstance(left, dict):
        return list(left) == list(right) and all(map(same, left.values(), right.values()))
    return left == right or (isinstance(left, float) and math.isnan(left) and math.isnan(right))


@EXACT
@given(values)
def test_every_value_comes_back_as_it_was(value):
    """Numbers, text, NumPy scalars, arrays and containers of them keep type and value."""
    assert same(crossed(value), value)


@EXACT
@given(arrays)
def test_an_array_is_the_same_under_both_encodings(array):
    """Describing layouts changes no value."""
    assert same(crossed(array.T, layouts=True), array.T)


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("shape", [(), (0,), (3,), (2, 0, 3), (2, 3)], ids=str)
def test_every_dtype_and_shape_crosses(dtype, shape):
    """Arrays of each dtype cross, those without axes and those without entries too."""
    array = np.arange(math.prod(shape)).reshape(shape).astype(dtype)
    assert same(crossed(array), array)


@pytest.mark.parametrize("dtype", DTYPES)
def test_a_numpy_scalar_stays_one(dtype):
    """A NumPy scalar comes back as a scalar of its dtype, not as a number or an array."""
    assert same(crossed(np.dtype(dtype).type(1)), np.dtype(dtype).type(1))


def test_another_byte_order_becomes_the_machines():
    """An array of another byte order keeps its values."""
    assert same(crossed(np.array([1.5, -2], dtype=">f8")), np.array([1.5, -2]))


@pytest.mark.parametrize("array", LAYOUTS.values(), ids=LAYOUTS)
def test_an_array_keeps_its_layout(array):
    """The axes keep their order and direction in memory, and gaps stay gaps."""
    actual = crossed(array, layouts=True)
    assert same(actual, array)
    assert actual.flags.c_contiguous == array.flags.c_contiguous
    assert actual.flags.f_contiguous == array.flags.f_contiguous
    assert np.sign(actual.strides).tolist() == np.sign(array.strides).tolist()
    assert np.argsort(np.abs(actual.strides)).tolist() == np.argsort(np.abs(array.strides)).tolist()


def test_a_broadcast_array_keeps_its_values():
    """A view that repeats one row, which no layout describes, still has its values."""
    array = np.broadcast_to(np.arange(3.0), (2, 3))
    assert same(crossed(array, layouts=True), array.copy())


def test_a_received_array_is_read_only():
    """Nobody writes by accident into what came over the wall."""
    with pytest.raises(ValueError, match="read-only"):
        crossed(np.zeros(3))[0] = 1


def test_an_iterator_is_drained_into_a_list():
    """What an iterator yields arrives as a list."""
    assert crossed(iter([1, (2, "three")])) == [1, (2, "three")]


def test_an_iterator_may_hand_out_one_buffer_again_and_again():
    """Each item arrives as it was when it was yielded."""

    def counts():
        buffer = np.zeros(3)
        for _ in range(3):
            buffer += 1
            yield buffer

    assert [item.tolist() for item in crossed(counts())] == [[1] * 3, [2] * 3, [3] * 3]


def test_what_was_encoded_does_not_change_with_the_array():
    """A request that is kept, to be asked again, stays what it was when the check goes on to write into its arrays."""
    array, encoder = np.zeros(3), Encoder(refuse)
    encoder.encode(array)
    array += 1
    assert b"".join(bytes(piece) for piece in encoder.buffers) == bytes(24)


REFUSED = {
    "an object array": (np.array([1, "a"], dtype=object), "Python objects"),
    "a complex array": (np.ones(3, complex), "complex128"),
    "a complex number": (np.complex64(1), "complex64"),
    "an array of text": (np.array(["a"]), "<U1"),
    "an array of dates": (np.array(["2024-01-01"], "datetime64[D]"), "datetime64"),
    "a structured array": (np.zeros(2, [("a", "f8")]), "dtype"),
    "a long double": (np.longdouble(1), "longdouble|float128|float64"),
    "a masked array": (np.ma.masked_array([1.0, 2.0], [0, 1]), "MaskedArray"),
    "a record array": (np.zeros(2).view(np.recarray), "recarray"),
    "a view of 50 GB": (np.broadcast_to(np.float64(0), (25_000, 250_000)), r"50\.0 GB"),
    "too many axes": (np.zeros((1,) * 17), "17 axes"),
    "an integer of 5,000 bits": (1 << 5_000, "5,001 bits"),
    "a string of a megabyte": ("x" * 1_000_000, "1,000,000 characters"),
    "a dict by tuples": ({(1, 2): 3}, "keys"),
    "a dict by an integer of 50,000 bits": ({1 << 50_000: 1}, "."),
    "a complex Python number": (1j, "complex"),
    "a set": ({1}, "set"),
    "bytes": (b"abc", "bytes"),
}


@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::PendingDeprecationWarning")
@pytest.mark.parametrize(("value", "words"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_cross_is_refused_in_words(value, words):
    """Each is refused before it is copied, and the reason says what it is."""
    if isinstance(value, np.longdouble) and value.itemsize == 8:
        pytest.skip("a long double is a double here")
    with pytest.raises(ProtocolError, match=words):
        crossed(value)


def test_a_refused_item_becomes_a_handle_and_the_rest_crosses():
    """What cannot cross is replaced where it stands, with the reason."""
    encoder = Encoder(lambda value, note: {"h": note})
    assert encoder.encode([1, 1j, 1 << 5_000]) == {"l": [1, {"h": ""}, {"h": "an integer of 5,001 bits"}]}


WRAPPED = {"list": lambda inner: [inner], "tuple": lambda inner: (inner,), "dict": lambda inner: {1: inner}}


@pytest.mark.parametrize("wrap", WRAPPED.values(), ids=WRAPPED)
def test_too_deep_nesting_is_refused(wrap):
    """Twelve containers within each other cross, fifty do not."""
    deep = 1.5
    for _ in range(12):
        deep = wrap(deep)
    assert same(crossed(deep), deep)
    for _ in range(38):
        deep = wrap(deep)
    with pytest.raises(ProtocolError, match="nested"):
        crossed(deep)


def test_a_list_that_holds_itself_is_refused():
    """An endless nesting is too deep."""
    loop = []
    loop.append(loop)
    with pytest.raises(ProtocolError, match="nested"):
        crossed(loop)


@pytest.mark.parametrize("endless", [itertools.count(), itertools.repeat(np.zeros(3))], ids=["numbers", "arrays"])
def test_an_endless_iterator_is_refused(endless):
    """An iterator is drained up to a limit."""
    with pytest.raises(ProtocolError, match="does not end"):
        crossed(endless)


@pytest.mark.parametrize("many", [[0] * 50_001, [np.zeros(20 << 20)] * 2], ids=["values", "bytes"])
def test_too_much_at_once_is_refused(many):
    """The number of values and their bytes are bounded, all together."""
    with pytest.raises(ProtocolError, match="more than"):
        crossed(many)


def test_too_much_text_is_refused():
    """Many strings, each short enough, are too much for one header."""
    with pytest.raises(ProtocolError, match="too long"):
        crossed(["x" * 60_000] * 20)
