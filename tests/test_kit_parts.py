"""What kits are made of: recorded draws, answers told by sums, check files cut, archives."""

import numpy as np
import pytest

from dlgrade.answers import CheckStore, Index, Shipped, pack
from dlgrade.diagnose import Mistake
from dlgrade.diagnose.replies import condensed, equal
from dlgrade.errors import CourseError, NotStoredError, ProtocolError, UsageError
from dlgrade.keys import RecordedGenerator, ReplayedGenerator
from dlgrade.kit import visible
from dlgrade.kit.recording import _concerned
from dlgrade.oracle import Asked, StoredReference
from dlgrade.pytest_plugin import CheckInfo

RNG = np.random.default_rng(0)


def draws():
    """Draw as checks do, and return what was drawn and what was kept."""
    kept = []
    rng = RecordedGenerator(np.random.PCG64(5), kept.append)
    drawn = [
        rng.normal(size=(2, 3)),
        rng.integers(2**32),
        rng.choice([-1, 1], size=4),
        rng.permutation(5),
        rng.random(),
    ]
    return drawn, kept


def test_recorded_draws_are_those_of_numpy():
    """Recording changes no draw, and keeps one entry a call, whatever methods call each other inside."""
    drawn, kept = draws()
    plain = np.random.Generator(np.random.PCG64(5))
    same = [
        plain.normal(size=(2, 3)),
        plain.integers(2**32),
        plain.choice([-1, 1], size=4),
        plain.permutation(5),
        plain.random(),
    ]
    assert all(np.array_equal(mine, theirs) for mine, theirs in zip(drawn, same, strict=True))
    assert [name for name, _ in kept] == ["normal", "integers", "choice", "permutation", "random"]


def test_replayed_draws_are_the_recorded_ones():
    """What is replayed equals what was drawn, can be written to, and is right again the next time."""
    drawn, kept = draws()
    for _ in range(2):
        rng = ReplayedGenerator(kept)
        first = rng.normal(size=(2, 3))
        assert np.array_equal(first, drawn[0])
        first[:] = 0
    assert rng.integers(2**32) == drawn[1]


def test_texts_are_drawn_again():
    """A choice among texts comes back as NumPy gives it, one or several."""
    kept = []
    rng = RecordedGenerator(np.random.PCG64(5), kept.append)
    one, several = rng.choice(["a", "b"]), rng.choice(["a", "b"], size=(2, 2))
    again = ReplayedGenerator(kept)
    first, second = again.choice(["a", "b"]), again.choice(["a", "b"], size=(2, 2))
    assert (type(first), first) == (type(one), one)
    assert second.dtype == several.dtype
    assert np.array_equal(second, several)


def test_another_draw_than_the_recorded_one_is_an_error():
    """A check that draws otherwise than when the kit was made is the kit's fault, and said."""
    rng = ReplayedGenerator([("normal", 1.0)])
    with pytest.raises(CourseError, match=r"rng.normal where rng.uniform"):
        rng.uniform()
    with pytest.raises(CourseError, match="nothing more"):
        ReplayedGenerator([]).normal()


@pytest.mark.parametrize("method", ["shuffle", "permuted", "spawn"])
def test_draws_that_return_nothing_new_cannot_be_recorded(method):
    """Methods that change their argument are refused, with what to do."""
    with pytest.raises(CourseError, match="use a method that returns what it draws"):
        getattr(RecordedGenerator(np.random.PCG64(1), [].append), method)(np.arange(3))


@pytest.mark.parametrize("dtype", [np.float64, np.float32])
@pytest.mark.parametrize("shape", [(65,), (7, 11), (20, 3, 8, 8), (100_000,)])
def test_sums_tell_large_arrays_apart(dtype, shape):
    """Rounding leaves an array equal; one entry wrong by a thousandth, a sign, an order or a NaN does not."""
    array = RNG.normal(size=shape).astype(dtype)
    rounded = (array * (1 + np.finfo(dtype).eps)).astype(dtype)
    assert equal(condensed(rounded), condensed(array))
    place = tuple(length // 2 for length in shape)
    scale = np.max(np.abs(array))
    for change in (scale, np.nan, np.inf):
        wrong = array.copy()
        wrong[place] = wrong[place] + change
        assert not equal(condensed(wrong), condensed(array))
    assert not equal(condensed(-array), condensed(array))
    assert not equal(condensed(np.flip(array)), condensed(array))
    assert not equal(condensed(array.reshape(-1, 1)), condensed(array))
    assert not equal(condensed(array * dtype(1.001)), condensed(array))


def test_small_arrays_stay_and_whole_numbers_are_exact():
    """Up to 64 entries an array is stored as it is; integers differ by one unit in one place."""
    small = np.arange(64.0)
    assert condensed({"value": [small]})["value"][0] is small
    labels = np.arange(1000)
    other = labels.copy()
    other[500] += 1
    assert equal(condensed(labels), condensed(labels.copy()))
    assert not equal(condensed(labels), condensed(other))
    assert not equal(condensed(np.full(100, np.nan)), condensed(np.full(100, np.inf)))


CHECKS = '''"""Checks."""

import numpy as np
import pytest

SHARED = 3
ONLY_HIDDEN = {"a": SHARED}
# tells how it is done
TABLE = [ONLY_HIDDEN]


def helper(x):
    return inner(x)


def inner(x):
    return x + SHARED


def secret_helper(x):
    return TABLE


@pytest.fixture
def wide():
    return np.ones(SHARED)


@pytest.mark.points(1, task="f")
def test_open(student, wide):
    """It is open."""
    assert helper(student.f(1))  # a comment inside stays


# why this one is hidden
@pytest.mark.points(1, task="f")
@pytest.mark.hidden
def test_closed(student):
    """It is closed."""
    secret_helper(1)
'''


def test_hidden_checks_leave_nothing_behind(tmp_path):
    """What only they use goes with them, comments above included; everything else stays as it is written."""
    shown = visible.checks(CHECKS, tmp_path / "check_x.py", {"test_closed"})
    for gone in ("closed", "secret_helper", "TABLE", "ONLY_HIDDEN", "why this one", "tells how"):
        assert gone not in shown
    for kept in ("SHARED = 3", "def helper", "def inner", "def wide", "# a comment inside stays", '"""Checks."""'):
        assert kept in shown
    assert visible.checks(CHECKS, tmp_path / "check_x.py", set()) == CHECKS
    compile(shown, "x", "exec")


def test_a_hidden_check_that_is_made_elsewhere_is_refused(tmp_path):
    """A function that is no statement of the file cannot be cut out of it."""
    with pytest.raises(CourseError, match="define it there"):
        visible.checks(CHECKS, tmp_path / "check_x.py", {"test_generated"})


def test_probes_that_no_visible_check_mentions_are_left_out():
    """Probes go by name, with what they use."""
    names = {"used": "own(x)", "own": "x", "other": "x"}
    probes = "\n\n\n".join(f"def {name}(x):\n    return {body}" for name, body in names.items())
    shown = visible.probes(probes, "student.probes.used")
    assert "def used" in shown
    assert "def own" in shown
    assert "def other" not in shown


CATALOGUE = """# words
msgid ""
msgstr ""
"Language: zh_TW\\n"

#: check_x.py:test_open
msgid "It is open"
msgstr "開"

#: check_x.py:test_closed
msgid "It is closed"
msgstr "關"

#: check_x.py:test_closed check_x.py:test_open
#: mistakes/a.py
msgid "Both"
msgstr "都"

msgid "nowhere"
msgstr "無"
"""


def test_translations_of_hidden_checks_are_left_out():
    """An entry that only hidden checks have goes; one that others have too stays, without the hidden place."""
    shown = visible.translations(CATALOGUE, {"test_closed"})
    assert "It is closed" not in shown
    assert "test_closed" not in shown
    for kept in ("# words", "Language: zh_TW", "It is open", "Both", "mistakes/a.py", "nowhere"):
        assert kept in shown
    assert visible.translations(CATALOGUE, set()) == CATALOGUE


@pytest.fixture
def shipped(tmp_path):
    """An archive of one check that asks two questions."""
    store = CheckStore(
        [("normal", np.ones(2))],
        [("f", np.ones(2)), ("g", (1.5, np.zeros(3)))],
        {"k": 2.5},
        {"": [{"value": 1.0}], "m": []},
    )
    index = Index("01_x", "key", 0, "2.0", {}, [], ["test_a"], {"f.axis": -1})
    path = tmp_path / "answers.zip"
    path.write_bytes(pack(index, {"test_a": store}))
    return Shipped(path)


def test_stored_answers_come_in_the_order_of_the_questions(shipped):
    """Place and name decide; another name, or one question more, is an error of the kit."""
    reference = StoredReference(shipped)
    reference.begin("test_a")
    assert np.array_equal(reference.f(np.full(2, 7.0)), np.ones(2))
    number, array = reference.g(0)
    assert number == 1.5
    assert array.shape == (3,)
    with pytest.raises(CourseError, match="is not stored"):
        reference.f(np.ones(2))
    reference.begin("test_a")
    with pytest.raises(CourseError, match="asks for g"):
        reference.ask(Asked("g", None, (), {}))


def test_a_stored_reference_knows_no_other_inputs(shipped):
    """A diagnosis that asks what none asked before is told so; nothing runs; defaults are remembered."""
    reference = StoredReference(shipped)
    reference.begin("test_a")
    with pytest.raises(NotStoredError, match="holds no answer of f"):
        reference.answer("f", None, (np.ones(2),), {}, None)
    with pytest.raises(UsageError, match="PyTorch reference"):
        reference.run("train")
    assert reference.default("f", "axis") == -1
    assert reference.default("g", "axis") is None
    assert reference.version == "2.0"


def test_an_archive_lacks_what_it_lacks(shipped):
    """A check that is not in it, and a value that cannot be stored, are errors."""
    with pytest.raises(CourseError, match="holds nothing for test_b"):
        shipped.check("test_b")
    with pytest.raises(ProtocolError, match="cannot be stored"):
        pack(Index("01_x", "key", 0, "", {}, [], ["test_a"]), {"test_a": CheckStore([("normal", object())])})


def test_a_mistake_is_looked_for_in_every_check_of_a_task():
    """Checks of one earlier exercise judge several names: the last of them does not hide the others."""
    infos = [
        CheckInfo("test_dense", "05_backprop", "", 0, False, (), "05_backprop", ("Dense",)),
        CheckInfo("test_relu", "05_backprop", "", 0, False, (), "05_backprop", ("ReLU",)),
        CheckInfo("test_fit", "fit", "", 1, False, ()),
    ]
    assert _concerned(Mistake("m", "hint", frozenset({"Dense"}), ""), infos) == ["05_backprop"]
    assert _concerned(Mistake("m", "hint", frozenset({"fit"}), ""), infos) == ["fit"]
