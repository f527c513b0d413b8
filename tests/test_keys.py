"""Keys: made once, read by their owner alone, and the inputs that they decide."""

import os
import re
import stat

import numpy as np
import pytest

from dlgrade.errors import UsageError
from dlgrade.keys import PRACTICE, Key, generator, new_key, practice, read_key

MAKE = "`dlgrade key new FILE` makes one"


def refusal(path) -> str:
    """Return what reading a key is refused with."""
    with pytest.raises(UsageError) as caught:
        read_key(path)
    assert str(caught.value).startswith(f"{path}: ")
    return str(caught.value)


def test_a_new_key_is_read_back_as_it_was(tmp_path):
    """It is official, and no two are alike."""
    key = new_key(tmp_path / "key")
    assert read_key(tmp_path / "key") == key
    assert key.official
    assert key != new_key(tmp_path / "other")


@pytest.mark.skipif(os.name != "posix", reason="modes are POSIX's")
@pytest.mark.parametrize("umask", [0o000, 0o022, 0o077])
def test_a_new_key_is_its_owners_alone(tmp_path, umask):
    """Whatever the umask, nobody else may read it."""
    before = os.umask(umask)
    try:
        new_key(tmp_path / "key")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "key").stat().st_mode) == 0o600


@pytest.mark.skipif(os.name != "posix", reason="modes are POSIX's")
@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620, 0o644, 0o777])
def test_a_key_that_others_can_read_is_refused(tmp_path, mode):
    """The error holds the command that mends it."""
    new_key(tmp_path / "key")
    (tmp_path / "key").chmod(mode)
    assert refusal(tmp_path / "key").endswith(f"others can read this key: chmod 600 {tmp_path / 'key'}")


def test_a_key_is_never_overwritten(tmp_path):
    """Neither a key nor anything else: the file stays as it was."""
    (tmp_path / "key").write_text("precious")
    with pytest.raises(UsageError, match=r"key: exists already; a key is never overwritten: name another file"):
        new_key(tmp_path / "key")
    assert (tmp_path / "key").read_text() == "precious"


def test_a_link_that_leads_nowhere_is_not_followed(tmp_path):
    """A new key is written where it was asked for, or not at all."""
    (tmp_path / "key").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(UsageError, match="exists already"):
        new_key(tmp_path / "key")
    assert not (tmp_path / "elsewhere").exists()


def test_a_key_that_cannot_be_written_says_why(tmp_path):
    """A folder that does not exist, for one."""
    with pytest.raises(UsageError, match=r"cannot be written: No such file or directory"):
        new_key(tmp_path / "nowhere" / "key")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", f"is not a key; {MAKE}"),
        (b"hello\nworld\n", f"is not a key; {MAKE}"),
        (b"dlgrade key 2\n" + b"00" * 32 + b"\n", f"is not a key; {MAKE}"),
        (b"dlgrade key 1", f"is not a key; {MAKE}"),
        (b"dlgrade key 1\n", f"is not a whole key; {MAKE}"),
        (b"dlgrade key 1\n" + b"00" * 31 + b"\n", f"is not a whole key; {MAKE}"),
        (b"dlgrade key 1\n" + b"00" * 33 + b"\n", f"is not a whole key; {MAKE}"),
        (b"dlgrade key 1\n" + b"zz" * 32 + b"\n", f"is not a whole key; {MAKE}"),
        (b"\xff\xfe", f"no key can be read: it is not text; {MAKE}"),
    ],
)
def test_what_is_no_key_is_refused(tmp_path, content, reason):
    """The error says what is wrong and how a key is made."""
    (tmp_path / "key").write_bytes(content)
    (tmp_path / "key").chmod(0o600)
    assert refusal(tmp_path / "key") == f"{tmp_path / 'key'}: {reason}"


def test_a_key_that_is_not_there_is_refused(tmp_path):
    """So is a folder of that name."""
    assert "no key can be read: No such file or directory" in refusal(tmp_path / "key")
    assert "no key can be read: Is a directory" in refusal(tmp_path)


def test_an_id_identifies_a_key_and_does_not_hold_it(tmp_path):
    """Eight hexadecimal digits, the same each time, that are not a part of the secret."""
    key = new_key(tmp_path / "key")
    assert re.fullmatch("[0-9a-f]{8}", key.id)
    assert key.id == read_key(tmp_path / "key").id
    assert key.id not in key.secret.hex()
    assert key.id != PRACTICE.id


def test_a_key_does_not_show_its_secret(tmp_path):
    """Tracebacks and logs hold the text of objects: a key's holds its id at most."""
    key = new_key(tmp_path / "key")
    shown = f"{key!r} {key}"
    assert repr(key.secret) not in shown
    assert key.secret.hex() not in shown


def test_the_seed_depends_on_key_exercise_check_and_draw(tmp_path):
    """Each decides the inputs, also where two of them together read the same."""
    key = new_key(tmp_path / "key")
    asked = [
        (key, "02_a", "test_b", 0),
        (PRACTICE, "02_a", "test_b", 0),
        (practice(1), "02_a", "test_b", 0),
        (key, "03_a", "test_b", 0),
        (key, "02_a", "test_c", 0),
        (key, "02_a", "test_b", 1),
        (key, "02_atest_b", "", 0),
        (key, "02_a", "test_b0", 0),
    ]
    assert len({each.seed(*rest) for each, *rest in asked}) == len(asked)


def test_a_generator_draws_the_same_again():
    """The same key, exercise, check and draw give the same inputs, on every machine."""
    first, second = (generator(Key(b"secret"), "02_a", "test_b", 0).normal(size=3) for _ in range(2))
    np.testing.assert_array_equal(first, second)
    assert not np.array_equal(first, generator(Key(b"secret"), "02_a", "test_b", 1).normal(size=3))


def test_the_seeds_of_practice_are_the_published_ones():
    """Another seed would give every student other inputs than their stored answers are for."""
    assert (
        f"{PRACTICE.seed('02_activations', 'test_x', 0):064x}"
        == "c851f0103a57ec7c7d954b64370c85991d0e8a4a21ff64a3acf462fa6fc5a210"
    )


def test_practice_keys_are_public_and_unlike():
    """Number 0 is what students practise with; none of them is official."""
    assert practice(0) == PRACTICE
    assert len({practice(number).id for number in range(50)}) == 50
    assert not any(practice(number).official for number in range(50))
