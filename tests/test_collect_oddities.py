"""`dlgrade submit` and `dlgrade collect` at their edges: each oddity has its sentence, and nothing else stops."""

from pathlib import Path

import pytest
from classroom import COURSE, SLUG
from commands import assert_sentence, run
from handing_in import CODE, MODULE, classroom_with, exchange, into, slip, student_desk
from test_collect_sources import unpacked, zipped

from dlgrade import submit
from dlgrade.classroom import Classroom
from dlgrade.collect import trees
from dlgrade.errors import SandboxError, SubmissionError, UsageError
from dlgrade.submit import destinations, packing
from dlgrade.submit import remarks as looking


@pytest.fixture
def room(tmp_path: Path) -> Classroom:
    """A class of three."""
    return classroom_with(tmp_path / "class")


def said(room: Classroom, source: Path, *arguments: object) -> str:
    """Collect from a source, and return the report."""
    result = run("collect", source, *arguments, "--class", room.root)
    assert result.exit_code in (0, 1), result.output
    return result.stdout


ODD = {
    "two folders with the module": (
        {f"s1/a/{MODULE}": CODE, f"s1/b/{MODULE}": CODE},
        "s1: holds activations.py in 2 folders: the uppermost is taken",
    ),
    "names that differ by capital letters": (
        {f"s1/{MODULE}": CODE, "s1/Mine.py": CODE, "s1/mine.py": CODE},
        "is left out: another file differs from it by capital letters only",
    ),
    "a file in no student's folder": (
        {f"s1/{MODULE}": CODE, "stray.py": CODE},
        "stray.py: lies in no student's folder",
    ),
    "nothing but a picture": (
        {f"s1/{MODULE}": CODE, "s2/photo.jpg": b""},
        "s2: holds no Python file, but photo.jpg",
    ),
    "something beside Canvas's files": (
        {"doejane_4711_1_activations.py": CODE, "kimlee_4713_2_activations.py": CODE, "notes.txt": b""},
        "notes.txt: is not named by Canvas, and holds no file to grade",
    ),
    "something beside Moodle's folders": (
        {f"Jane Doe_1_assignsubmission_file_/{MODULE}": CODE, "notes/a.txt": b""},
        "notes: is not named by Moodle",
    ),
}


@pytest.mark.parametrize("kind", ODD)
def test_an_oddity_is_named_and_jane_is_collected(room: Classroom, tmp_path: Path, kind: str) -> None:
    """One line each."""
    files, words = ODD[kind]
    assert words in said(room, unpacked(tmp_path / "source", files))
    assert (room.root / "submitted" / "s1" / SLUG / MODULE).read_bytes() == CODE


def test_files_that_cannot_be_read_are_named(room: Classroom, tmp_path: Path) -> None:
    """A member of an archive whose content was damaged."""
    source = zipped(tmp_path / "a.zip", {f"s1/{MODULE}": CODE, f"s2/{MODULE}": b"UNIQUE" + CODE})
    source.write_bytes(source.read_bytes().replace(b"UNIQUE", b"CHANGE"))
    assert "s2: none of its files can be read" in said(room, source)
    assert (room.root / "submitted" / "s1").exists()
    assert not (room.root / "submitted" / "s2").exists()


def test_long_reports_are_cut_and_all_shows_them(room: Classroom, tmp_path: Path) -> None:
    """Ten lines of a kind."""
    source = unpacked(tmp_path / "source", {f"x{number:02}/{MODULE}": CODE for number in range(14)})
    assert "and 4 more; --all shows them" in said(room, source)
    assert said(room, source, "--all").count("is nobody on the roster") == 14


def test_a_folder_with_too_many_files_is_refused(
    room: Classroom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever names the root of a disk is told at once."""
    monkeypatch.setattr(trees, "_ENTRIES_LIMIT", 3)
    source = unpacked(tmp_path / "source", {f"s1/a{number}.py": CODE for number in range(5)})
    refused = run("collect", source, "--class", room.root)
    assert_sentence(refused, 2, "holds more than 3 files: name a smaller folder")


def test_a_student_in_the_way_is_told(room: Classroom, tmp_path: Path) -> None:
    """A link where a submission should go is not followed and not replaced."""
    (tmp_path / "elsewhere").mkdir()
    (room.root / "submitted" / "s1").mkdir(parents=True)
    (room.root / "submitted" / "s1" / SLUG).symlink_to(tmp_path / "elsewhere")
    inbound = exchange(tmp_path)
    into(inbound, "s1")
    refused = run("collect", inbound, "--class", room.root)
    assert_sentence(refused, 3, "cannot be written: is there already")
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_a_file_that_is_saved_meanwhile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was looked at is what is sent."""
    mine = student_desk(tmp_path / "desk")
    monkeypatch.setattr(packing, "read_bytes", lambda _path: CODE)
    with pytest.raises(SubmissionError, match="was written to while it was read: save it, and hand in again"):
        packing.pack(mine, COURSE.exercise(SLUG))


def test_where_no_wall_can_be_had_work_is_sent_untried(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The student is told, and it is not their fault."""

    def none(*_arguments: object) -> None:
        raise SandboxError("no worker could be started")

    monkeypatch.setattr(looking, "Sandbox", none)
    mine = student_desk(tmp_path / "desk")
    plan = submit.prepare(mine, COURSE.exercise(SLUG), place=tmp_path, to=str(exchange(tmp_path)), student="s1")
    (remark,) = [each for each in plan.remarks if "could not be tried" in each.text]
    assert remark.text == "whether activations.py loads could not be tried here: no worker could be started"
    assert not remark.stops
    assert submit.send(plan).place.exists()


def test_a_name_with_a_thousand_archives(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The search for a free number ends."""
    monkeypatch.setattr(destinations, "_TRIES", 3)
    where = destinations.Destination("archive", tmp_path / "a.zip")
    for _ in range(2):
        destinations.deliver(where, slip("s1", {MODULE: CODE}), {MODULE: CODE})
    with pytest.raises(UsageError, match="name another archive with --to"):
        destinations.deliver(where, slip("s1", {MODULE: CODE}), {MODULE: CODE})
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a-2.zip", "a.zip"]
