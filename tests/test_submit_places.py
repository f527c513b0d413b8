"""Places that work is handed in to: bad ones, full ones, and what becomes of receipts."""

import errno
import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from classroom import COURSE, SLUG, SOLUTION
from commands import assert_sentence, run
from handing_in import CODE, MODULE, NOON, contents, exchange, slip, student_desk
from hypothesis import given
from hypothesis import strategies as st

from dlgrade import desk
from dlgrade.classroom import student_id
from dlgrade.errors import UsageError
from dlgrade.submit import destinations
from dlgrade.submit.destinations import Destination, cautions, deliver


@pytest.fixture
def mine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> desk.Desk:
    """A student's folder; commands run there."""
    made = student_desk(tmp_path / "desk")
    monkeypatch.chdir(made.root)
    return made


def hand_in(*arguments: object):
    """Run the command as a student does."""
    return run("submit", SLUG, "--course", COURSE.root, "--student", "s1", *arguments)


def test_places_that_are_none(mine: desk.Desk, tmp_path: Path) -> None:
    """A folder that is gone, a file, an archive in a folder that is not there, an exchange of several courses."""
    (tmp_path / "file.txt").write_text("")
    assert_sentence(hand_in("--to", tmp_path / "gone"), 2, "does not exist, or not any more: name a folder")
    assert_sentence(hand_in("--to", tmp_path / "file.txt"), 2, "is a file, and no archive ends like it")
    assert_sentence(hand_in("--to", tmp_path / "gone" / "a.zip"), 2, f"{tmp_path / 'gone'}: does not exist")
    for name in ("a101", "b102"):
        (tmp_path / "ex" / name / "inbound").mkdir(parents=True)
    several = hand_in("--to", tmp_path / "ex")
    assert_sentence(several, 2, "is an exchange of several courses, a101, b102: name yours, --to")
    (tmp_path / "ex" / "b102" / "inbound").rmdir()
    assert hand_in("--to", tmp_path / "ex").exit_code == 0
    assert len(list((tmp_path / "ex" / "a101" / "inbound").iterdir())) == 1


@pytest.mark.parametrize("student", ["", " ", "../s1", "a/b", "-rf", ".hidden", "a\nb", "x" * 200, "s*1"])
def test_students_that_could_be_none(mine: desk.Desk, tmp_path: Path, student: str) -> None:
    """A name that could not be a folder's is refused before anything is written."""
    inbound = exchange(tmp_path)
    result = run("submit", SLUG, "--course", COURSE.root, "--to", inbound, "--student", student)
    assert_sentence(result, 2, "say once who you are" if not student else "cannot be a student's name")
    assert list(inbound.iterdir()) == []


@given(student=st.text(min_size=1, max_size=20))
def test_every_name_is_refused_or_read_back_by_nbgraders_rule(tmp_path_factory, student: str) -> None:
    """No name leads out of the folder, and nbgrader finds in it the student that was said."""
    inbound = tmp_path_factory.mktemp("inbound")
    try:
        name = student_id(student)
        made = deliver(Destination("exchange", inbound), slip(name, {MODULE: CODE}), {MODULE: CODE})
    except UsageError:
        assert list(inbound.iterdir()) == []
        return
    assert made.parent == inbound
    assert [path.name for path in inbound.iterdir()] == [made.name]
    assert made.name.rsplit("+", 3)[:2] == [name, SLUG]


@pytest.mark.parametrize("name", ["a+b", "a[1]"])
def test_the_exchange_takes_no_names_that_nbgrader_cannot_read(tmp_path: Path, name: str) -> None:
    """nbgrader splits names at plus signs and looks for them with patterns."""
    with pytest.raises(UsageError, match="nbgrader takes no"):
        deliver(Destination("exchange", tmp_path), slip(name, {MODULE: CODE}), {MODULE: CODE})
    assert list(tmp_path.iterdir()) == []


REFUSALS = {
    "no space": (errno.ENOSPC, "there is no space left"),
    "over the quota": (errno.EDQUOT, "there is no space left"),
    "not writable": (errno.EACCES, "you may not write there"),
    "read-only": (errno.EROFS, "you may not write there"),
    "gone": (errno.ENOENT, "it is gone"),
    "broken": (errno.EIO, "try again"),
}


@pytest.mark.parametrize(
    ("call", "kind", "place"),
    [
        *(("fsync", kind, "exchange") for kind in REFUSALS),
        *((call, "no space", place) for call in ("fsync", "rename", "open") for place in ("folder", "archive")),
        *((call, "gone", "exchange") for call in ("rename", "open")),
    ],
)
def test_a_place_that_refuses_is_left_as_it_was(
    mine: desk.Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str, kind: str, place: str
) -> None:
    """Whatever the file system says, and whenever: one sentence, nothing half-written, no receipt."""
    number, words = REFUSALS[kind]
    where = exchange(tmp_path)
    target = {"exchange": where, "folder": where.parent.parent, "archive": tmp_path / "dl101" / "work.zip"}[place]
    if place == "folder":
        where.rmdir()

    def refuse(*_arguments: object, **_keywords: object) -> None:
        raise OSError(number, os.strerror(number))

    if call == "rename":
        monkeypatch.setattr(destinations.Path, "rename", refuse)
        monkeypatch.setattr(destinations.os, "link", refuse)
    elif call == "open":
        monkeypatch.setattr(destinations, "_new_file", refuse)
    else:
        monkeypatch.setattr(destinations.os, "fsync", refuse)
    result = hand_in("--to", target)
    monkeypatch.undo()
    assert_sentence(result, 2, "nothing was handed in: ", words)
    assert contents(tmp_path / "dl101") == {}
    assert not (mine.root / ".dlgrade" / "receipts").exists()


def test_without_links_an_archive_is_renamed(mine: desk.Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file system such as FAT knows no hard links."""

    def refuse(*_arguments: object, **_keywords: object) -> None:
        raise PermissionError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(destinations.os, "link", refuse)
    assert hand_in("--to", tmp_path / "a.zip").exit_code == 0
    assert [path.name for path in tmp_path.glob("*.zip")] == ["a.zip"]
    assert [path for path in tmp_path.iterdir() if path.name.startswith(".dlgrade")] == []


def test_an_archive_is_not_handed_in_yet(mine: desk.Desk, tmp_path: Path) -> None:
    """A hurried student must not take the file on their own disk for work that has been handed in."""
    packed = hand_in("--to", tmp_path / "work.zip")
    assert "packed at " in packed.stdout
    assert "not handed in yet: upload work.zip where your instructor collects" in packed.stdout
    assert "\nhanded in at" not in packed.stdout
    assert "not handed in yet: upload work-2.zip" in hand_in("--to", tmp_path / "work.zip").stdout
    sent = hand_in("--to", exchange(tmp_path))
    assert "\nhanded in at" in sent.stdout
    assert "upload" not in sent.stdout


def test_a_receipt_that_cannot_be_kept_is_told(mine: desk.Desk, tmp_path: Path) -> None:
    """The work is handed in all the same."""
    (mine.root / ".dlgrade").mkdir()
    (mine.root / ".dlgrade" / "receipts").write_text("in the way")
    result = hand_in("--to", exchange(tmp_path))
    assert result.exit_code == 0
    assert "your work is handed in, but no receipt is kept" in result.stderr
    assert "handed in at" in result.stdout


def test_a_damaged_memory_says_what_to_do(mine: desk.Desk) -> None:
    """A file that no longer is JSON."""
    (mine.root / ".dlgrade").mkdir()
    (mine.root / ".dlgrade" / "submit.json").write_text("{")
    assert_sentence(hand_in(), 2, "cannot be understood", "delete it, and name --to and --student again")


def test_a_folder_that_others_can_list_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As seen by a student, whose folder it is not; with nbgrader's modes for inbound the names are the secret."""
    place = tmp_path / "share"
    place.mkdir()
    monkeypatch.setattr(destinations.os, "getuid", lambda: 12345)
    monkeypatch.setattr(destinations, "_me", lambda: "s1")
    place.chmod(0o777)
    assert "can be listed by others" in cautions(Destination("folder", place), "s1")[0]
    assert "they can remove it as well" in cautions(Destination("folder", place), "s1")[0]
    place.chmod(0o1777)
    assert "remove" not in cautions(Destination("folder", place), "s1")[0]
    monkeypatch.setattr(destinations.os, "access", lambda *_: False)
    assert cautions(Destination("folder", place), "s1") == []
    made = deliver(Destination("exchange", place), slip("s1", {MODULE: CODE}), {MODULE: CODE})
    assert stat.S_IMODE(made.stat().st_mode) == 0o777
    assert stat.S_IMODE((made / MODULE).stat().st_mode) == 0o644
    place.chmod(0o755)


def test_a_group_of_instructors_gets_to_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A set-group-ID folder of a group that the student is not in: the group reads, others do not."""
    place = tmp_path / "share"
    place.mkdir()
    place.chmod(0o2777)
    monkeypatch.setattr(destinations.os, "getuid", lambda: 12345)
    monkeypatch.setattr(destinations.os, "getgid", lambda: 12345)
    monkeypatch.setattr(destinations.os, "getgroups", lambda: [12345])
    assert cautions(Destination("folder", place), "s1") == []
    made = deliver(Destination("folder", place), slip("s1", {MODULE: CODE}), {MODULE: CODE})
    assert stat.S_IMODE(made.stat().st_mode) == 0o640


def test_a_receipt_is_confirmed_or_not(mine: desk.Desk, tmp_path: Path) -> None:
    """Against one's own files, and against what lies there."""
    inbound = exchange(tmp_path)
    assert hand_in("--to", inbound).exit_code == 0
    (made,) = inbound.iterdir()
    (receipt,) = (mine.root / ".dlgrade" / "receipts").iterdir()

    def verify():
        return run("submit", "--verify", receipt, "--course", COURSE.root)

    right = verify()
    assert right.exit_code == 0
    assert "your files are those that were sent" in right.stdout
    assert "holds exactly what was sent" in right.stdout
    assert "it proves something where it matches what your instructor collected" in right.stdout
    (mine.root / SLUG / MODULE).write_text(SOLUTION + "#\n", "utf-8")
    edited = verify()
    assert edited.exit_code == 0
    assert f"your files are not those that were sent: {MODULE} changed since" in edited.stdout
    (made / MODULE).write_text("# not mine\n")
    other = verify()
    assert other.exit_code == 1
    assert f"does not hold what was sent: {MODULE} differ" in other.stdout
    made.rename(tmp_path / "moved")
    gone = verify()
    assert gone.exit_code == 1
    assert "nothing can be read there now: it may have been moved" in gone.stdout


def test_an_archives_receipt_is_confirmed(mine: desk.Desk, tmp_path: Path) -> None:
    """The archive is read where it lies."""
    assert hand_in("--to", tmp_path / "a.zip").exit_code == 0
    (receipt,) = (mine.root / ".dlgrade" / "receipts").iterdir()
    assert run("submit", "--verify", receipt, "--course", COURSE.root).exit_code == 0
    (tmp_path / "a.zip").write_bytes(b"PK")
    assert run("submit", "--verify", receipt, "--course", COURSE.root).exit_code == 1


CHANGED = {
    "no JSON": b"{",
    "another digest": json.dumps({"digest": "0" * 64}).encode(),
    "a list": b"[]",
    "deep": b"[" * 100_000,
}


@pytest.mark.parametrize("kind", CHANGED)
def test_a_receipt_that_is_none_is_refused(mine: desk.Desk, tmp_path: Path, kind: str) -> None:
    """One sentence."""
    (tmp_path / "receipt.json").write_bytes(CHANGED[kind])
    assert_sentence(run("submit", "--verify", tmp_path / "receipt.json"), 2, "is no receipt, or was changed")
    assert_sentence(run("submit", "--verify", tmp_path / "none.json"), 2, "cannot be read")


def test_a_receipt_with_a_path_for_a_name_is_refused(mine: desk.Desk, tmp_path: Path) -> None:
    """A receipt is a file that anybody may have written."""
    from dlgrade.classroom.slips import encoded

    (tmp_path / "receipt.json").write_bytes(encoded(slip("s1", {"../../etc/x.py": CODE})))
    refused = run("submit", "--verify", tmp_path / "receipt.json", "--course", COURSE.root)
    assert_sentence(refused, 2, "is no name of a Python file: this receipt was changed")


def nbgrader(place: Path, root: Path, *arguments: str) -> str:
    """Run the real nbgrader in a folder, and return what it says."""
    (place / "nbgrader_config.py").write_text(
        f'c = get_config()\nc.CourseDirectory.course_id = "dl101"\nc.Exchange.root = {str(root)!r}\n'
    )
    done = subprocess.run(
        [sys.executable, "-m", "nbgrader", *arguments],
        cwd=place,
        env={**os.environ, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stderr


def test_the_real_nbgrader_lists_and_collects_it(mine: desk.Desk, tmp_path: Path) -> None:
    """`nbgrader list --inbound` and `nbgrader collect`; of two, the later one."""
    inbound = exchange(tmp_path)
    assert hand_in("--to", inbound.parent).exit_code == 0
    (mine.root / SLUG / MODULE).write_text(SOLUTION + "# later\n", "utf-8")
    assert hand_in().exit_code == 0
    tmp_path.chmod(0o777)  # nbgrader wants an exchange that everybody can write to
    place = tmp_path / "instructor"
    place.mkdir()
    said = nbgrader(place, tmp_path, "list", "--inbound")
    assert said.count(f"dl101 s1 {SLUG} {NOON.year // 100}") == 2
    nbgrader(place, tmp_path, "collect", SLUG)
    collected = place / "submitted" / "s1" / SLUG
    assert (collected / MODULE).read_text("utf-8").endswith("# later\n")
    assert (collected / "timestamp.txt").exists()
