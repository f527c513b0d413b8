"""`dlgrade collect` from hostile sources: one sentence each, others are collected, nothing leaves the class."""

import contextlib
import os
import stat
import tarfile
import zipfile
from pathlib import Path

import pytest
from classroom import SLUG
from commands import assert_sentence, run
from handing_in import CODE, MODULE, classroom_with, contents, exchange, into, slip
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_archives import TWICE, encrypted_zip, latin_zip, special, tarred, zipped

from dlgrade.classroom import Classroom, open_class
from dlgrade.classroom.slips import MANIFEST, encoded
from dlgrade.collect import collect
from dlgrade.errors import UsageError

MINE = (MODULE, CODE)
SLIP = (MANIFEST, encoded(slip("s1", dict([MINE]))))


@pytest.fixture
def room(tmp_path: Path) -> Classroom:
    """A class of three."""
    return classroom_with(tmp_path / "class")


def linked() -> bytes:
    """Return a zip file with a symbolic link in it."""
    link = zipfile.ZipInfo("link.py")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    return zipped(MINE, SLIP, (link, b"/etc/passwd"))


BAD = {
    "a path": (".zip", zipped(MINE, SLIP, ("../../x.py", CODE)), "would lie outside of the archive's folder"),
    "an absolute path": (".zip", zipped(("/tmp/activations.py", CODE)), "would lie outside"),
    "a link": (".zip", linked(), "is a link or a device"),
    "a link in a tar file": (".tgz", tarred(special("activations.py", tarfile.SYMTYPE, "/etc/passwd")), "is a link"),
    "a bomb": (".zip", zipped(MINE, SLIP, ("big.py", b"#" * (40 << 20))), "big.py' is larger than 1 MB"),
    "many bombs": (".zip", zipped(MINE, *((f"m{n}.py", b"#" * (1 << 20)) for n in range(20))), "more than 16 MB"),
    "many files": (".zip", zipped(*((f"{n}/{MODULE}", CODE) for n in range(2001))), "more than 2,000 files"),
    "another encoding": (".zip", latin_zip(), "not UTF-8: rename it in plain letters"),
    "a password": (".zip", encrypted_zip(), "is encrypted"),
    "a name twice": (".zip", TWICE, "is there twice"),
    "nothing": (".zip", b"", "it is not a zip file, or cut short"),
    "cut short": (".zip", zipped(MINE, SLIP)[:-30], "it is not a zip file, or cut short"),
    "no archive": (".tgz", b"hello", "cannot be read"),
    "no Python": (".zip", zipped(("a.txt", b""), SLIP), "bad.zip holds no Python file"),
    "no slip": (".zip", zipped(("a.txt", b"")), "bad.zip holds no Python file"),
    "a slip that is none": (".zip", zipped(MINE, (MANIFEST, b"{")), "no slip is in it that says who sent it"),
    "a changed slip": (".zip", zipped(MINE, (MANIFEST, SLIP[1].replace(b'"bytes"', b'"b"'))), "no slip is in it"),
    "a student who is a path": (
        ".zip", zipped(MINE, (MANIFEST, encoded(slip("../../s1", dict([MINE]))))), "is nobody on the roster",
    ),
    "a slip nested without end": (".zip", zipped(MINE, (MANIFEST, b'{"x": ' + b"[" * 60_000)), "no slip is in it"),
    "an exercise that is a path": (
        ".zip", zipped(MINE, (MANIFEST, encoded(slip("s1", dict([MINE]), slug="../x")))), None,
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", BAD)
def test_a_hostile_archive_stops_nobody_else(room: Classroom, tmp_path: Path, kind: str) -> None:
    """One line about it, the others are collected, and nothing is written outside of the class."""
    suffix, content, words = BAD[kind]
    share = tmp_path / "share"
    share.mkdir()
    (share / f"bad{suffix}").write_bytes(content)
    (share / "good.zip").write_bytes(zipped(MINE, (MANIFEST, encoded(slip("s2", dict([MINE]))))))
    outside = contents(tmp_path, without=(".lock",))
    result = run("collect", share, "--class", room.root)
    assert "Traceback" not in result.output
    if words is not None:
        assert result.exit_code == 1, result.output
        (line,) = [line for line in result.stdout.splitlines() if f"bad{suffix}" in line]
        assert words in line
        assert line.isprintable()
        assert [path.name for path in (room.root / "submitted").iterdir()] == ["s2"]
    after = contents(tmp_path, without=(".lock",))
    assert {name for name in after if not name.startswith("class/")} == {
        name for name in outside if not name.startswith("class/")
    }
    assert all(name.startswith(("class/submitted/s1/02_", "class/submitted/s2/02_")) for name in after.keys() - outside)


def test_links_pipes_and_hostile_names_in_an_exchange(room: Classroom, tmp_path: Path) -> None:
    """Nothing is followed, nothing waits, and no name reaches the screen as it is."""
    inbound = exchange(tmp_path)
    into(inbound, "s2")
    (tmp_path / "secret").mkdir()
    (tmp_path / "secret" / MODULE).write_bytes(b"secret = 1\n")
    (inbound / f"s1+{SLUG}+2026-10-01 12:00:00.000000 UTC+x").symlink_to(tmp_path / "secret")
    made = into(inbound, "s3", files={MODULE: CODE, "sp ace.py": CODE, "dash-ed.py": CODE, "__pycache__.py": CODE})
    (made / "link.py").symlink_to(tmp_path / "secret" / MODULE)
    os.mkfifo(made / "pipe.py")
    (made / "\x1b[31mred.py").write_bytes(CODE)
    (made / "\u202eyp.evil.py").write_bytes(CODE)
    result = run("collect", inbound, "--class", room.root)
    assert result.exit_code == 0, result.output
    assert all(line.isprintable() for line in result.stdout.splitlines())
    assert "sp ace.py is left out: no module can be called so" in result.stdout
    found = contents(room.root / "submitted")
    assert sorted(name for name in found if name.startswith("s3")) == [
        f"s3/{SLUG}/{name}" for name in ("__pycache__.py", MODULE, "dash-ed.py", "timestamp.txt")
    ]
    assert not any(b"secret" in content for content in found.values())
    assert not list((room.root / "submitted").glob("s1*"))


def test_thousands_of_files_of_one_student(room: Classroom, tmp_path: Path) -> None:
    """A hundred are taken, the module first; large ones are left out, and all together are bounded."""
    inbound = exchange(tmp_path)
    into(inbound, "s1", files={**{f"a{n:04}.py": b"" for n in range(300)}, MODULE: CODE})
    into(
        inbound,
        "s2",
        files={MODULE: CODE, "big.py": b"#" * (2 << 20), **{f"m{n}.py": b"#" * 999_999 for n in range(5)}},
    )
    result = run("collect", inbound, "--class", room.root)
    assert "holds 301 Python files: 100 are taken" in result.stdout
    assert "big.py is left out: it is larger than 1 MB" in result.stdout
    assert "m2.py is left out: all together are larger than 2 MB" in result.stdout
    for student in ("s1", "s2"):
        assert (room.root / "submitted" / student / SLUG / MODULE).read_bytes() == CODE
    assert len(list((room.root / "submitted" / "s1" / SLUG).glob("*.py"))) == 100


def test_members_that_climb_or_are_links_are_counted(room: Classroom, tmp_path: Path) -> None:
    """In an LMS's archive they are passed over; whoever is beside them is collected."""
    link = zipfile.ZipInfo("s3/activations.py")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    (tmp_path / "a.zip").write_bytes(
        zipped(("s1/activations.py", CODE), ("../s2/activations.py", CODE), (link, b"/etc"))
    )
    result = run("collect", tmp_path / "a.zip", "--class", room.root)
    assert result.exit_code == 0, result.output
    assert "2  other files left out" in result.stdout
    assert [path.name for path in (room.root / "submitted").iterdir()] == ["s1"]


NAMES = st.text(st.characters(exclude_characters="\0", codec="utf-8"), min_size=1, max_size=30)


@given(names=st.lists(NAMES, min_size=1, max_size=4), parts=st.integers(1, 3))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], deadline=None)
@pytest.mark.filterwarnings("ignore:Duplicate name:UserWarning")  # zipfile's word on names that occur twice
def test_no_name_in_a_download_leads_out_of_the_class(room: Classroom, names: list[str], parts: int) -> None:
    """Whatever names an archive holds: collected into the class, reported, or refused in a sentence."""
    source = room.root.parent / "source.zip"
    with zipfile.ZipFile(source, "w") as archive:
        for name in names:
            archive.writestr("/".join([name] * parts), CODE)
            archive.writestr(f"s1/{name}", CODE)
            archive.writestr(f"doejane_4711_1_{name}.py", CODE)
    before = {path for path in room.root.parent.rglob("*") if not path.is_relative_to(room.root)}
    with contextlib.suppress(UsageError):
        found = collect(open_class(room.root), [source], room.course.exercise(SLUG))
        assert all(each.student == "s1" for source in found for each in source.taken)
    after = {path for path in room.root.parent.rglob("*") if not path.is_relative_to(room.root)}
    assert after == before
    assert {path.name for path in (room.root / "submitted").glob("*")} <= {"s1"}


@given(content=st.binary(max_size=400))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_no_bytes_take_the_reader_down(room: Classroom, content: bytes) -> None:
    """A zip file of an LMS that is cut, changed or none ends in a sentence."""
    source = room.root.parent / "source.zip"
    good = zipped(("doejane_4711_1_activations.py", CODE))
    source.write_bytes(good[: len(content)] + content + good[len(content) * 2 :])
    result = run("collect", source, "--class", room.root)
    assert "dlgrade itself failed" not in result.output
    assert result.exit_code in (0, 1, 2)


def test_a_source_with_too_many_files_is_refused(room: Classroom, tmp_path: Path) -> None:
    """By what the end of the archive says, before its list is read."""
    made = bytearray(zipped(MINE))
    end = made.rindex(b"PK\x05\x06")
    made[end + 12 : end + 16] = (0xFFFFFFF0).to_bytes(4, "little")
    (tmp_path / "a.zip").write_bytes(made)
    assert_sentence(run("collect", tmp_path / "a.zip", "--class", room.root), 2, "it holds more than 200,000 files")
