"""`dlgrade collect` from an exchange: the latest counts, earlier ones are kept, and doing it again changes nothing."""

import datetime
import json
import os
from pathlib import Path

import pytest
from classroom import COURSE, SLUG
from commands import assert_sentence, holds, run
from handing_in import CODE, HOUR, MODULE, NOON, classroom_with, contents, exchange, handed_in, into, short, slip

from dlgrade.classroom import Classroom, open_class
from dlgrade.classroom.slips import encoded
from dlgrade.collect import collect
from dlgrade.errors import DlgradeError, UsageError

ONE, TWO, THREE = (CODE + f"# {number}\n".encode() for number in (1, 2, 3))


@pytest.fixture
def inbound(tmp_path: Path) -> Path:
    """An exchange's folder."""
    return exchange(tmp_path)


@pytest.fixture
def room(tmp_path: Path, inbound: Path) -> Classroom:
    """A class of three that collects from it."""
    return classroom_with(tmp_path / "class", exchange=str(inbound.parent))


def collected(room: Classroom, *arguments: object):
    """Run the command for a class."""
    return run("collect", *arguments, "--class", room.root)


def test_everything_is_collected_in_nbgraders_layout(room: Classroom, inbound: Path) -> None:
    """`submitted/<student>/<exercise>/` with the time, from the exchange that the class names."""
    into(inbound, "s1", files={MODULE: ONE, "mine.py": b"a = 1\n", "data.csv": b"1\n"})
    into(inbound, "s2", files={MODULE: TWO})
    into(inbound, "s2", files={"losses.py": THREE}, slug="03_losses")
    result = collected(room)
    assert (result.exit_code, result.stderr) == (0, "")
    assert holds(result.stdout, "nbgrader's exchange 3 collected 1 other files left out")
    assert contents(room.root / "submitted") == {
        f"s1/{SLUG}/{MODULE}": ONE,
        f"s1/{SLUG}/mine.py": b"a = 1\n",
        f"s1/{SLUG}/timestamp.txt": b"2026-10-01 12:00:00.000000 UTC",
        f"s2/{SLUG}/{MODULE}": TWO,
        f"s2/{SLUG}/timestamp.txt": b"2026-10-01 12:00:00.000000 UTC",
        "s2/03_losses/losses.py": THREE,
        "s2/03_losses/timestamp.txt": b"2026-10-01 12:00:00.000000 UTC",
    }


def test_one_exercise_is_collected_if_it_is_named(room: Classroom, inbound: Path) -> None:
    """By any of its names; others stay where they are."""
    into(inbound, "s1")
    into(inbound, "s1", files={"losses.py": THREE}, slug="03_losses")
    assert collected(room, "losses").exit_code == 0
    assert [path.name for path in (room.root / "submitted" / "s1").iterdir()] == ["03_losses"]
    assert_sentence(collected(room, "lossen"), 2, "did you mean 03_losses?")
    assert_sentence(collected(room, "no/such/folder"), 2, "no/such/folder: does not exist")


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0), (2, 0, 1)])
def test_the_latest_counts_however_they_arrive(room: Classroom, inbound: Path, order: tuple[int, ...]) -> None:
    """Earlier ones are in attempts/, whether they come before, after or between."""
    for place in order:
        into(inbound, "s1", NOON + place * HOUR, {MODULE: (ONE, TWO, THREE)[place]})
        assert collected(room).exit_code == 0
    assert handed_in(room, "s1") == [
        ("attempts", "10-01 12:00", short(ONE)),
        ("attempts", "10-01 13:00", short(TWO)),
        ("submitted", "10-01 14:00", short(THREE)),
    ]


def test_collecting_again_changes_nothing(room: Classroom, inbound: Path) -> None:
    """Not one byte of one file."""
    for place, text in enumerate((ONE, TWO)):
        into(inbound, "s1", NOON + place * HOUR, {MODULE: text})
    into(inbound, "s2")
    assert holds(collected(room).stdout, "2 collected 1 collected, the student's newest")
    before = contents(room.root, without=(".lock",))
    again = collected(room)
    assert holds(again.stdout, "3 known already")
    assert contents(room.root, without=(".lock",)) == before


def test_going_back_to_an_earlier_version_counts(room: Classroom, inbound: Path) -> None:
    """The same content at another time is another submission."""
    for place, text in enumerate((ONE, TWO, ONE)):
        into(inbound, "s1", NOON + place * HOUR, {MODULE: text})
    collected(room)
    assert [each[2] for each in handed_in(room, "s1")] == [short(ONE), short(TWO), short(ONE)]


def test_what_was_graded_elsewhere_stays(room: Classroom, inbound: Path) -> None:
    """A submission that nbgrader itself has collected is known, or kept as an earlier one."""
    theirs = room.root / "submitted" / "s1" / SLUG
    theirs.mkdir(parents=True)
    (theirs / MODULE).write_bytes(ONE)
    (theirs / "timestamp.txt").write_text("2026-10-01 12:00:00.000000 UTC\n")
    into(inbound, "s1", NOON, {MODULE: ONE})
    assert holds(collected(room).stdout, "1 known already")
    into(inbound, "s1", NOON + HOUR, {MODULE: TWO})
    collected(room)
    assert [each[:2] for each in handed_in(room, "s1")] == [("attempts", "10-01 12:00"), ("submitted", "10-01 13:00")]


def test_a_dry_run_writes_nothing(room: Classroom, inbound: Path) -> None:
    """And says what would come of it."""
    for place in range(2):
        into(inbound, "s1", NOON + place * HOUR, {MODULE: (ONE, TWO)[place]})
    before = contents(room.root)
    result = collected(room, "--dry-run")
    assert holds(result.stdout, "1 collected 1 collected, the student's newest")
    assert "nothing was written: this was a dry run" in result.stdout
    assert contents(room.root) == before


def test_whoever_is_not_on_the_roster_is_left_there(room: Classroom, inbound: Path) -> None:
    """With the nearest name; the exit code says that something is left, and adding them mends it."""
    into(inbound, "s11")
    into(inbound, "KIM@example.edu")
    into(inbound, "4712")
    result = collected(room)
    assert result.exit_code == 1
    assert "s11 is nobody on the roster (did you mean s1?): add them to roster.csv, and collect again" in result.stdout
    assert sorted(path.name for path in (room.root / "submitted").iterdir()) == ["s2", "s3"]
    with (room.root / "roster.csv").open("a", encoding="utf-8") as roster:
        roster.write("s11,Ann,Lee,,\n")
    assert holds(collected(open_class(room.root)).stdout, "1 collected 2 known already")


def test_without_a_roster_ids_are_taken_as_they_are(tmp_path: Path, inbound: Path) -> None:
    """Except those that no folder could have."""
    room = classroom_with(tmp_path / "other", "id,first_name\n", exchange=str(inbound))
    into(inbound, "anybody")
    into(inbound, "-rf")
    result = collected(room)
    assert result.exit_code == 1
    assert "cannot be a student's name" in result.stdout
    assert [path.name for path in (room.root / "submitted").iterdir()] == ["anybody"]


def test_other_things_in_the_exchange_are_named(room: Classroom, inbound: Path) -> None:
    """Another course's assignment, a foreign name, a time that is none; hidden leftovers are passed over."""
    into(inbound, "s1", slug="ps9")
    for name in ("hello", f"s1+{SLUG}+2026-99-99 noon+r", ".dlgrade-123"):
        (inbound / name).mkdir()
        (inbound / name / MODULE).write_bytes(CODE)
    into(inbound, "s2")
    result = collected(room)
    assert result.exit_code == 1
    for words in ("the course has no exercise ps9", "hello: is not named as", "the time in its name cannot be read"):
        assert words in result.stdout
    assert ".dlgrade" not in result.stdout
    assert [path.name for path in (room.root / "submitted").iterdir()] == ["s2"]


def test_a_time_zone_that_is_none_is_read_as_nbgrader_does(room: Classroom, inbound: Path) -> None:
    """Summer time's letters name no zone: the time stands, and the report says so. A zone that is one is honoured."""
    made = into(inbound, "s1")
    made.rename(inbound / f"s1+{SLUG}+2026-10-01 12:00:00.0 CEST+r")
    made = into(inbound, "s3")
    made.rename(inbound / f"s3+{SLUG}+2026-10-01 12:00:00.000000 EST")
    result = collected(room)
    assert "the time zone CEST is not known: taken as UTC, as nbgrader does" in result.stdout
    assert handed_in(room, "s1")[0][1] == "10-01 12:00"
    assert handed_in(room, "s3")[0][1] == "10-01 17:00"


def test_clocks_that_are_apart_are_reported(room: Classroom, inbound: Path) -> None:
    """A name that says another time than the file system: the name counts, as for nbgrader, and both are named."""
    now = datetime.datetime.now(datetime.UTC)
    into(inbound, "s1", now - datetime.timedelta(minutes=5))
    into(inbound, "s2", now - datetime.timedelta(days=3, minutes=1))
    result = collected(room)
    assert result.exit_code == 0
    assert result.stdout.count("is what the file system says") == 1
    assert "UTC is what the file system says: 3 d" in result.stdout
    assert f"s2+{SLUG}" in result.stdout
    kept = json.loads((room.root / "submitted" / "s2" / SLUG / "collected.json").read_text("utf-8"))
    assert "3 d" in kept["remarks"][0]
    assert kept["from"].startswith(f"inbound: s2+{SLUG}+")


def test_files_of_another_student_are_not_collected(
    room: Classroom, inbound: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever owns what is said to be somebody else's: named, and left there."""
    from dlgrade.collect import trees

    into(inbound, "s1")
    real = trees.owner_of_files
    monkeypatch.setattr(trees, "owner_of_files", lambda number=None: "s2" if number is not None else real())
    result = collected(room)
    assert result.exit_code == 1
    assert "says it is by s1, but its files belong to s2: ask both" in result.stdout
    assert not (room.root / "submitted").exists()


def test_a_slip_of_somebody_else_is_noticed(room: Classroom, inbound: Path) -> None:
    """A folder that holds another student's slip, or one whose files were changed since."""
    into(inbound, "s1", files={MODULE: ONE, "dlgrade-submission.json": encoded(slip("s2", {MODULE: ONE}))})
    into(inbound, "s3", files={MODULE: ONE, "dlgrade-submission.json": encoded(slip("s3", {MODULE: TWO}))})
    result = collected(room)
    assert "the slip inside names s2, and s1 handed it in" in result.stdout
    assert "its files are not those on the slip inside" in result.stdout


def test_a_receipt_is_compared_with_what_was_collected(room: Classroom, inbound: Path, tmp_path: Path) -> None:
    """Any submission may match, the latest or an earlier one; what matches none proves nothing."""
    for place, text in enumerate((ONE, TWO)):
        into(inbound, "s1", NOON + place * HOUR, {MODULE: text})
    collected(room)
    for text, code, words in (
        (TWO, 0, f"exactly those in submitted/s1/{SLUG}, received 2026-10-01 13:00:00 UTC, the latest of 2"),
        (ONE, 0, "received 2026-10-01 12:00:00 UTC, an earlier one of 2 collected from s1"),
        (THREE, 1, "none of the 2 submissions collected from s1"),
    ):
        (tmp_path / "receipt.json").write_bytes(encoded(slip("s1", {MODULE: text})))
        result = collected(room, "--verify", tmp_path / "receipt.json")
        assert result.exit_code == code
        assert words in result.stdout
    assert "proves nothing" in result.stdout
    (tmp_path / "receipt.json").write_bytes(encoded(slip("s3", {MODULE: ONE})))
    assert "nothing was collected from s3" in collected(room, "--verify", tmp_path / "receipt.json").stdout
    (tmp_path / "receipt.json").write_bytes(encoded(slip("../s1", {MODULE: ONE})))
    assert_sentence(collected(room, "--verify", tmp_path / "receipt.json"), 2, "is no student's name: it was changed")


def test_sources_that_are_none(room: Classroom, inbound: Path, tmp_path: Path) -> None:
    """No exchange, an empty one, another course's, a file, a folder of something else."""
    assert "is empty: nothing to collect" in collected(room, inbound).stdout or collected(room, inbound).exit_code == 0
    (tmp_path / "a.txt").write_text("")
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "a.jpg").write_bytes(b"")
    (tmp_path / "ex" / "a101" / "inbound").mkdir(parents=True)
    (tmp_path / "empty").mkdir()
    assert_sentence(collected(room, tmp_path / "a.txt"), 2, "is no folder and no zip file")
    assert_sentence(collected(room, tmp_path / "photos"), 2, "is nothing that can be collected from: it holds a.jpg")
    assert_sentence(collected(room, tmp_path / "ex"), 2, "is an exchange without the course class: name one of a101")
    assert "is empty: nothing to collect" in collected(room, tmp_path / "empty").stdout
    alone = classroom_with(tmp_path / "alone")
    assert_sentence(collected(alone), 2, "names no exchange: name a source, dlgrade collect SOURCE")
    assert_sentence(run("collect", "--class", tmp_path / "photos"), 2, "holds no dlgrade.toml")


def test_a_full_disk_ends_in_a_sentence(room: Classroom, inbound: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing half-written stays, and the next run does the rest."""
    into(inbound, "s1")

    def refuse(_descriptor: int) -> None:
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr(os, "fsync", refuse)
    assert_sentence(collected(room), 3, "cannot be written: the disk is full", "run it again")
    monkeypatch.undo()
    assert not any(path.name.startswith(".partial") for path in room.root.rglob("*"))
    assert collected(room).exit_code == 0
    assert len(handed_in(room, "s1")) == 1


def test_two_runs_do_not_meet(room: Classroom, inbound: Path) -> None:
    """The second one is told that another is at work."""
    into(inbound, "s1")
    with room.records.alone(), pytest.raises((UsageError, DlgradeError), match="another run"):
        collect(room, [inbound])


def test_the_class_command_says_what_to_do_next(tmp_path: Path) -> None:
    """A folder with a key, a roster and its settings; a second time it is refused."""
    made = run("class", tmp_path / "dl101", "--course", COURSE.root, "--exchange", tmp_path)
    assert made.exit_code == 0, made.output
    for words in ("the class dl101 is in", "dlgrade roster FILE", "dlgrade collect", "dlgrade grade", "keep a copy"):
        assert words in made.stdout
    inbound = tmp_path / "ex" / "a101" / "inbound"
    inbound.mkdir(parents=True)
    room = open_class(tmp_path / "dl101")
    assert (room.name, Path(room.settings.exchange)) == ("dl101", tmp_path)
    for named in (inbound, inbound.parent):
        made = run("class", tmp_path / named.name, "--course", COURSE.root, "--exchange", named)
        other = open_class(tmp_path / named.name)
        assert (made.exit_code, other.name, Path(other.settings.exchange)) == (0, "a101", inbound.parent.parent)
        assert collected(other).exit_code == 0
    assert_sentence(run("class", tmp_path / "dl101", "--course", COURSE.root), 2, "there is a class already")
    assert_sentence(run("class", tmp_path / "b", "--course", COURSE.root, "--key", tmp_path / "none"), 2, "none")
    assert not (tmp_path / "b").exists()
