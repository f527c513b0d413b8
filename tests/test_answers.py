"""Answers stored by content: what is damaged is computed again, what cannot be stored costs time only."""

import contextlib
import errno
import os
import stat
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from dlgrade.answers import Answers, key_of
from dlgrade.errors import ProtocolError

ARRAY = np.arange(6.0).reshape(2, 3)
KEY, OTHER = key_of("one"), key_of("two")


def stored(root: Path, key: str = KEY, answer: object = ARRAY) -> Path:
    """Store one answer and return its file."""
    before = {path for path in root.rglob("*") if path.is_file()}
    answers = Answers(root)
    answers.put(key, answer)
    assert answers.note == ""
    (file,) = {path for path in root.rglob("*") if path.is_file()} - before
    return file


def entry(root: Path, key: str = KEY) -> object:
    """Return what another process would find."""
    return Answers(root).get(key)


@pytest.mark.parametrize(
    "answer",
    [
        ARRAY,
        ARRAY.astype(np.float32),
        np.arange(3),
        np.array(0.5),
        np.zeros((0, 3)),
        np.array([True]),
        np.array([np.nan, np.inf]),
    ],
    ids=lambda array: f"{array.dtype}{array.shape}",
)
def test_an_array_comes_back_as_it_was(tmp_path, answer):
    """Values, shape and dtype survive the disk."""
    stored(tmp_path, answer=answer)
    found = entry(tmp_path)
    np.testing.assert_array_equal(found, answer, strict=True)


@pytest.mark.parametrize(
    "answer", [0.5, 3, "text", [1, [2.5]], (1, "a"), {"a": [1.0], "b": {"c": None}}, True], ids=repr
)
def test_plain_values_come_back_as_they_were(tmp_path, answer):
    """So do numbers, text and containers, of the same types."""
    stored(tmp_path, answer=answer)
    assert entry(tmp_path) == answer
    assert type(entry(tmp_path)) is type(answer)


def test_what_was_never_stored_is_none(tmp_path):
    """An empty folder, or none at all, holds no answers."""
    assert entry(tmp_path) is None
    assert entry(tmp_path / "nowhere") is None


DAMAGES = {
    "empty": lambda content: b"",
    "cut short by a byte": lambda content: content[:-1],
    "half written": lambda content: content[: len(content) // 2],
    "shorter than its digest": lambda content: content[-7:],
    "one bit flipped at the front": lambda content: bytes([content[0] ^ 1]) + content[1:],
    "one bit flipped among the numbers": lambda content: content[:-40] + bytes([content[-40] ^ 1]) + content[-39:],
    "one bit flipped in its digest": lambda content: content[:-1] + bytes([content[-1] ^ 1]),
    "longer by a byte": lambda content: content + b"\0",
    "zeros": lambda content: bytes(len(content)),
    "text": lambda content: b"not an answer\n",
}


@pytest.mark.parametrize("case", DAMAGES)
def test_a_damaged_entry_is_as_good_as_none_and_is_replaced(tmp_path, case):
    """It is not found, raises nothing, and a new answer takes its place."""
    file = stored(tmp_path)
    file.write_bytes(DAMAGES[case](file.read_bytes()))
    assert entry(tmp_path) is None
    Answers(tmp_path).put(KEY, ARRAY)
    np.testing.assert_array_equal(entry(tmp_path), ARRAY)


def test_an_entry_under_another_key_is_as_good_as_none(tmp_path):
    """Two files that were swapped answer neither question: an answer belongs to what was asked."""
    first, second = stored(tmp_path), stored(tmp_path, OTHER, -ARRAY)
    content = first.read_bytes()
    first.write_bytes(second.read_bytes())
    second.write_bytes(content)
    assert entry(tmp_path) is None
    assert entry(tmp_path, OTHER) is None


def test_a_folder_where_an_entry_belongs_is_as_good_as_none(tmp_path):
    """What cannot be read is not there; what cannot be replaced is noted."""
    file = stored(tmp_path)
    file.unlink()
    file.mkdir()
    (file / "inside").touch()
    assert entry(tmp_path) is None
    answers = Answers(tmp_path)
    answers.put(KEY, ARRAY)
    assert "answers cannot be stored" in answers.note


def test_a_file_left_by_a_writer_that_was_killed_is_no_entry(tmp_path):
    """Entries appear whole, by a rename."""
    file = stored(tmp_path)
    file.rename(file.with_name("tmpabcdef"))
    assert entry(tmp_path) is None


def test_a_full_disk_is_noted_once_and_leaves_nothing_behind(tmp_path, monkeypatch):
    """The answer serves this process from memory; later ones are not even tried."""
    tried = []

    def full(descriptor, *_arguments):
        tried.append(descriptor)
        os.close(descriptor)
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    answers = Answers(tmp_path)
    with monkeypatch.context() as patched:
        patched.setattr("dlgrade.answers.cache.os.fdopen", full)
        answers.put(KEY, ARRAY)
        answers.put(OTHER, -ARRAY)
    assert len(tried) == 1
    assert (
        answers.note
        == f"answers cannot be stored in {tmp_path}: No space left on device; checks work, but start slower"
    )
    np.testing.assert_array_equal(answers.get(KEY), ARRAY)
    np.testing.assert_array_equal(answers.get(OTHER), -ARRAY)
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_an_answer_that_is_edited_stays_as_it_was(tmp_path):
    """A check that writes into what it was given changes nobody else's answer, before or after it was stored."""
    answers = Answers(tmp_path)
    answers.put(KEY, {"value": ARRAY.copy()})
    for source in (answers, Answers(tmp_path)):
        found = source.get(KEY)["value"]
        with contextlib.suppress(ValueError):  # a read-only array is one way to keep it
            found[...] = 0
        np.testing.assert_array_equal(source.get(KEY)["value"], ARRAY)


@pytest.mark.skipif(os.name != "posix", reason="modes are POSIX's")
def test_entries_are_their_owners_alone(tmp_path):
    """Answers of an official run tell its inputs: neither files nor folders are open to others."""
    file = stored(tmp_path / "key.answers")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    for folder in (file.parent, tmp_path / "key.answers"):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700


@pytest.mark.parametrize(
    "value", [object(), np.array([None]), len, {1, 2}], ids=["object", "object array", "function", "set"]
)
def test_what_could_carry_code_is_not_stored(tmp_path, value):
    """The author is told what it is."""
    with pytest.raises(ProtocolError, match="cannot be stored: "):
        Answers(tmp_path).put(KEY, value)


def test_a_key_depends_on_everything_that_was_asked():
    """Names, values, shapes, dtypes and the way things are nested make different keys."""
    asked = [
        ("f", ARRAY), ("g", ARRAY), ("f", ARRAY + 1), ("f", ARRAY.T), ("f", ARRAY.ravel()),
        ("f", ARRAY.astype(np.float32)),
        ("f", [ARRAY]), ("f", (ARRAY,)), ("f", ARRAY, None), ("f", {"x": ARRAY}), ("f", {"y": ARRAY}),
        ("f", 1), ("f", 1.0), ("f", True), ("f", "1"),
    ]  # fmt: skip
    assert len({key_of(*each) for each in asked}) == len(asked)


def test_a_key_does_not_depend_on_how_an_array_lies_in_memory():
    """The same numbers are the same question."""
    assert key_of(np.asfortranarray(ARRAY)) == key_of(ARRAY) == key_of(np.repeat(ARRAY, 2, axis=1)[:, ::2])


def test_a_key_is_the_same_in_another_process():
    """It depends on no address and no hash seed."""
    code = "import numpy as np; from dlgrade.answers import key_of; print(key_of('f', np.arange(6.0), {'a': 1}))"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == key_of("f", np.arange(6.0), {"a": 1})


def test_what_is_at_hand_is_bounded_and_nothing_is_lost(tmp_path, monkeypatch):
    """What was not asked for lately is read from the disk again; what is larger than the bound is still answered."""
    monkeypatch.setattr("dlgrade.answers.cache._MEMORY_LIMIT", 10_000)
    store = Answers(tmp_path)
    keys = [key_of(number) for number in range(20)]
    for number, key in enumerate(keys):
        store.put(key, np.full(100, number))
    assert len(store._memory) < len(keys)
    assert store._held <= 10_000
    for number, key in enumerate(keys):
        assert np.array_equal(store.get(key), np.full(100, number))
    store.put(keys[0], np.zeros(10_000))
    assert store.get(keys[0]).size == 10_000
    assert list(store._memory) == [keys[0]]
