"""`dlgrade collect` from archives, LMS downloads and plain folders, each as an archive and unpacked."""

import datetime
import io
import os
import shutil
import sys
import zipfile
from pathlib import Path

import pytest
from classroom import COURSE, SLUG
from commands import assert_sentence, holds, run
from handing_in import CODE, HOUR, MODULE, NOON, classroom_with, contents, handed_in, short, slip

from dlgrade.classroom import Classroom
from dlgrade.classroom.slips import MANIFEST, encoded
from dlgrade.collect.sources import kind_of
from dlgrade.collect.trees import open_tree
from dlgrade.submit.destinations import archive

ONE, TWO = CODE + b"# 1\n", CODE + b"# 2\n"


@pytest.fixture
def room(tmp_path: Path) -> Classroom:
    """A class of three."""
    return classroom_with(tmp_path / "class")


def collected(room: Classroom, *arguments: object):
    """Run the command for a class."""
    return run("collect", *arguments, "--class", room.root)


def zipped(path: Path, files: dict[str, bytes]) -> Path:
    """Write a zip file."""
    with zipfile.ZipFile(path, "w") as made:
        for name, content in files.items():
            made.writestr(name, content)
    return path


def unpacked(root: Path, files: dict[str, bytes]) -> Path:
    """Write the same as a folder."""
    for name, content in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(content)
    return root


def tar(files: dict[str, bytes]) -> bytes:
    """Return a gzipped tar file."""
    import tarfile

    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w:gz") as file:
        for name, content in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            file.addfile(info, io.BytesIO(content))
    return made.getvalue()


def packed(student: str, files: dict[str, bytes], **about: object) -> bytes:
    """Return an archive as `dlgrade submit` makes it."""
    return archive(slip(student, files, **about), files)  # type: ignore[arg-type]


CANVAS = {
    "doejane_4711_8001_activations.py": ONE,
    "vanderbergzoe_LATE_4712_8002_activations-1.py": TWO,
    "kimlee_4713_8003_work.zip": packed("s3", {MODULE: ONE}),
    "kimlee_4713_8004_photo.jpg": b"",
}
MOODLE = {
    f"Jane Doe_901_assignsubmission_file_/{MODULE}": ONE,
    "Jane Doe_901_assignsubmission_onlinetext_/onlinetext.html": b"<p>",
    f"Group A-Zoë van der Berg_902_assignsubmission_file_/deep/{MODULE}": TWO,
    "Lee Kim_903_assignsubmission_file/work.tgz": tar({f"a/{MODULE}": ONE}),
}
GRADESCOPE = {
    "assignment_1_export/submission_metadata.yml": b"""---
submission_71:
  :submitters:
  - :name: Jane Doe
    :sid: 's1'
    :email: jane@example.edu
  :created_at: 2026-10-01 12:00:00.5 Z
  :score: 1.0
  :results:
    output: "a: b"
    tests: []
submission_72:
  :submitters:
  - :name: "Zo\\u00eb van der Berg"
    :sid:
    :email: ZOE@example.edu
  - :name: Lee Kim
    :email: kim@example.edu
  :created_at: !ruby/object:ActiveSupport::TimeWithZone
    utc: 2026-10-01 13:00:00 Z
    zone: !ruby/object:ActiveSupport::TimeZone
      name: UTC
""",
    f"assignment_1_export/submission_71/{MODULE}": ONE,
    "assignment_1_export/submission_71/other.txt": b"",
    f"assignment_1_export/submission_72/src/{MODULE}": TWO,
}
PLAIN = {f"s1/{SLUG}/{MODULE}": ONE, f"s2/{MODULE}": TWO, "s3/work.zip": packed("s3", {MODULE: ONE}), "README.txt": b""}
DOWNLOADS = {"Canvas": CANVAS, "Moodle": MOODLE, "Gradescope": GRADESCOPE, "a folder for each student": PLAIN}


@pytest.mark.parametrize("how", [zipped, unpacked])
@pytest.mark.parametrize("name", DOWNLOADS)
def test_a_download_is_recognised_and_collected(room: Classroom, tmp_path: Path, name: str, how) -> None:
    """Whoever they say the students are, each gets what is theirs; again, everything is known."""
    source = how(tmp_path / ("source" if how is unpacked else "source.zip"), DOWNLOADS[name])
    result = collected(room, source, "activations")
    assert result.exit_code == 0, result.output
    assert name in result.stdout
    assert holds(result.stdout, "3 collected")
    texts = {
        student: (room.root / "submitted" / student / SLUG / MODULE).read_bytes() for student in ("s1", "s2", "s3")
    }
    assert texts == {"s1": ONE, "s2": TWO, "s3": TWO if name == "Gradescope" else ONE}
    before = contents(room.root, without=(".lock",))
    assert holds(collected(room, source, "activations").stdout, "3 known already")
    assert contents(room.root, without=(".lock",)) == before


@pytest.mark.parametrize("name", DOWNLOADS)
def test_without_a_name_the_module_says_which_exercise(room: Classroom, tmp_path: Path, name: str) -> None:
    """Where there is one module only; a slip says it too."""
    assert collected(room, zipped(tmp_path / "source.zip", DOWNLOADS[name])).exit_code == 0
    assert len(list((room.root / "submitted").glob(f"*/{SLUG}"))) == 3


def test_modules_of_several_exercises_have_to_be_told_apart(room: Classroom, tmp_path: Path) -> None:
    """By the name of the exercise."""
    files = {"doejane_4711_8001_activations.py": ONE, "doejane_4711_8002_losses.py": TWO}
    source = zipped(tmp_path / "a.zip", files)
    result = collected(room, source)
    assert result.exit_code == 1
    assert "say which exercise it is for, `dlgrade collect SOURCE EXERCISE`" in result.stdout
    assert collected(room, source, "losses").exit_code == 0
    assert sorted(path.name for path in (room.root / "submitted/s1/03_losses").glob("*.py")) == [MODULE, "losses.py"]


def test_canvas_says_late_and_no_time(room: Classroom, tmp_path: Path) -> None:
    """Who is late is named; what has no time is counted, and no time is invented."""
    result = collected(room, zipped(tmp_path / "a.zip", CANVAS))
    assert holds(result.stdout, "marked as late by the LMS, which does not say how much; write the time")
    assert "    s2\n" in result.stdout
    assert holds(result.stdout, "3 bear no time that could count")
    assert not list((room.root / "submitted").rglob("timestamp.txt"))


def test_canvas_numbers_the_latest_of_a_file(room: Classroom, tmp_path: Path) -> None:
    """`activations-2.py` is the same file, resubmitted; a later download replaces it, an old one does not."""
    first = {"doejane_4711_8001_activations.py": ONE}
    second = {"doejane_4711_8001_activations-1.py": ONE, "doejane_4711_8009_activations-2.py": TWO}
    assert collected(room, zipped(tmp_path / "1.zip", first)).exit_code == 0
    assert collected(room, zipped(tmp_path / "2.zip", second)).exit_code == 0
    wanted = [("attempts", "", short(ONE)), ("submitted", "", short(TWO))]
    assert handed_in(room, "s1") == wanted
    assert holds(collected(room, tmp_path / "1.zip").stdout, "1 known already")
    assert handed_in(room, "s1") == wanted


NAMES = {
    "an underscore in the name": ("van_der_berg_zoe_4712_1_activations.py", "s2"),
    "by name, of an unknown number": ("kimlee_99_1_activations.py", "s3"),
    "a numbered name with numbers in it": ("doejane_4711_1_my_2_3_activations.py", "s1"),
}


@pytest.mark.parametrize("kind", NAMES)
def test_canvas_names_are_taken_apart(room: Classroom, tmp_path: Path, kind: str) -> None:
    """The first two numbers are Canvas's; number before name."""
    name, student = NAMES[kind]
    assert collected(room, zipped(tmp_path / "a.zip", {name: ONE}), SLUG).exit_code == 0
    assert [path.name for path in (room.root / "submitted").iterdir()] == [student]


def test_who_cannot_be_told_is_reported(tmp_path: Path) -> None:
    """Two of one name, nobody, an anonymous one, text typed into the LMS; the others are collected."""
    roster = "id,first_name,last_name,email,lms_user_id\ns1,Jane,Doe,,1\ns2,Lee,Kim,,\ns3,Lee,Kim,,\n"
    room = classroom_with(tmp_path / "class", roster)
    files = {
        "doejane_1_2_activations.py": ONE,
        "kimlee_7_3_activations.py": ONE,
        "anon_Ab3dE_4_activations.py": ONE,
        "roeann_9_5_activations.py": ONE,
        "roeann_9_text.html": b"<p>",
    }
    result = collected(room, zipped(tmp_path / "a.zip", files))
    assert result.exit_code == 1
    for words in (
        "kimlee: s2 and s3 are both called so: rename one in roster.csv",
        "roeann is nobody on the roster",
        "nobody is nobody on the roster",
        "roeann_9_text.html: is text typed into Canvas, and holds no file to grade",
    ):
        assert words in result.stdout, result.stdout
    assert [path.name for path in (room.root / "submitted").iterdir()] == ["s1"]


def test_without_a_roster_a_download_asks_for_one(tmp_path: Path) -> None:
    """Names are no ids."""
    room = classroom_with(tmp_path / "class", "id\n")
    result = collected(room, zipped(tmp_path / "a.zip", CANVAS))
    assert result.exit_code == 1
    assert "the roster is empty: import your LMS's list first, `dlgrade roster FILE`" in result.stdout


def test_moodle_without_folders_and_with_participants(tmp_path: Path) -> None:
    """The other setting of Moodle's; blind marking names participants, as its worksheet does."""
    roster = "id,first_name,last_name,email,lms_user_id,Identifier\ns1,Jane,Doe,,,Participant 901\ns2,Lee,Kim,,,\n"
    room = classroom_with(tmp_path / "class", roster)
    files = {
        "Participant_901_assignsubmission_file_activations.py": ONE,
        "Lee Kim_902_assignsubmission_file_activations.py": TWO,
    }
    result = collected(room, zipped(tmp_path / "a.zip", files))
    assert result.exit_code == 0, result.output
    assert sorted(path.name for path in (room.root / "submitted").iterdir()) == ["s1", "s2"]


def test_gradescopes_times_count(room: Classroom, tmp_path: Path) -> None:
    """As it has them, objects of Ruby's too; a group's submission is each member's."""
    assert collected(room, zipped(tmp_path / "a.zip", GRADESCOPE)).exit_code == 0
    assert [handed_in(room, each)[0][1] for each in ("s1", "s2", "s3")] == ["10-01 12:00", "10-01 13:00", "10-01 13:00"]


BAD_LISTS = {
    "no YAML": (b"a: [", "submission_metadata.yml cannot be read"),
    "a list": (b"- a\n", "lists no submissions"),
    "empty": (b"", "lists no submissions"),
    "not UTF-8": (b"a: \xff\xfe", "cannot be read"),
}


@pytest.mark.parametrize("kind", BAD_LISTS)
def test_a_list_of_gradescopes_that_is_none(room: Classroom, tmp_path: Path, kind: str) -> None:
    """One sentence; nothing is collected on a guess."""
    content, words = BAD_LISTS[kind]
    files = {**GRADESCOPE, "assignment_1_export/submission_metadata.yml": content}
    assert_sentence(collected(room, zipped(tmp_path / "a.zip", files)), 2, words)


def test_gradescopes_list_runs_nothing_and_may_lie(room: Classroom, tmp_path: Path) -> None:
    """Python's own tags are text; submitters, times and folders that are missing are reported."""
    listed = (
        f"submission_1: !!python/object/apply:os.mkdir ['{tmp_path}/made']\n"
        "submission_2: {':submitters': nobody, ':created_at': [1]}\n"
        "submission_3: {':submitters': [{':sid': s1}], ':created_at': never}\nsubmission_4: {}\n"
    ).encode()
    files = {"submission_metadata.yml": listed} | {f"submission_{n}/{MODULE}": ONE for n in (1, 2, 3, 5)}
    result = collected(room, zipped(tmp_path / "a.zip", files))
    assert result.exit_code == 1
    for words in (
        "submission_1: submission_metadata.yml does not say who sent it",
        "submission_2 by nobody: nobody is nobody on the roster",
        "submission_4: submission_metadata.yml lists it, and its folder is not there",
        "submission_5: submission_metadata.yml does not say who sent it",
    ):
        assert words in result.stdout, result.stdout
    assert not (tmp_path / "made").exists()
    assert handed_in(room, "s1") == [("submitted", "", short(ONE))]


def test_gradescope_without_pyyaml_says_what_to_install(
    room: Classroom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It comes with the gradebook's extra."""
    monkeypatch.setitem(sys.modules, "yaml", None)
    refused = collected(room, zipped(tmp_path / "a.zip", GRADESCOPE))
    assert_sentence(refused, 2, "install PyYAML: pip install 'dlgrade[gradebook]'")


def test_archives_count_from_when_their_files_were_written(room: Classroom, tmp_path: Path) -> None:
    """Not from the time on the slip, which the student's own program wrote; where both differ, the report says so."""
    share = tmp_path / "share"
    share.mkdir()
    for name, content, moment in (
        ("a.zip", packed("s1", {MODULE: ONE}, sent=NOON), NOON),
        ("b.zip", packed("s1", {MODULE: TWO}, sent=NOON - 48 * HOUR), NOON + HOUR),
        ("c.tgz", tar({"x/" + MODULE: ONE, "x/" + MANIFEST: encoded(slip("s2", {MODULE: ONE}))}), NOON),
    ):
        (share / name).write_bytes(content)
        os.utime(share / name, (moment.timestamp(), moment.timestamp()))
    result = collected(room, share)
    assert result.exit_code == 0, result.output
    assert handed_in(room, "s1") == [("attempts", "10-01 12:00", short(ONE)), ("submitted", "10-01 13:00", short(TWO))]
    assert handed_in(room, "s2") == [("submitted", "10-01 12:00", short(ONE))]
    assert result.stdout.count("what the slip inside says") == 1
    assert "b.zip: counts as handed in at 2026-10-01 13:00 UTC, though 2026-09-29 12:00 UTC is what" in result.stdout
    assert holds(collected(room, share).stdout, "3 known already")


def test_a_copied_folder_does_not_make_anybody_late(room: Classroom, tmp_path: Path) -> None:
    """New times of the same files are the copy's: what was collected keeps its time."""
    source = unpacked(tmp_path / "source", {f"s1/{MODULE}": ONE})
    os.utime(source / "s1" / MODULE, (NOON.timestamp(), NOON.timestamp()))
    assert collected(room, source).exit_code == 0
    shutil.copytree(source, tmp_path / "copy", copy_function=shutil.copyfile)
    assert holds(collected(room, tmp_path / "copy").stdout, "1 known already")
    assert handed_in(room, "s1") == [("submitted", "10-01 12:00", short(ONE))]


def test_an_archive_alone_and_one_without_a_slip(room: Classroom, tmp_path: Path) -> None:
    """One is collected, of the other nobody knows whose it is."""
    (tmp_path / "mine.zip").write_bytes(packed("s1", {MODULE: ONE}))
    assert collected(room, tmp_path / "mine.zip").exit_code == 0
    assert handed_in(room, "s1")[0][2] == short(ONE)
    (tmp_path / "share").mkdir()
    zipped(tmp_path / "share" / "what.zip", {MODULE: TWO})
    result = collected(room, tmp_path / "share")
    assert result.exit_code == 1
    assert "what.zip: no slip is in it that says who sent it" in result.stdout


@pytest.mark.parametrize("length", [59, 60, 61, 64, 65, 200])
def test_an_archive_is_known_by_its_end_however_long_its_name(room: Classroom, tmp_path: Path, length: int) -> None:
    """As `dlgrade submit` names them: student, exercise, time and a secret are longer than sixty letters."""
    share = tmp_path / "share"
    share.mkdir()
    (share / ("s" * (length - 4) + ".zip")).write_bytes(packed("s1", {MODULE: ONE}))
    result = collected(room, share)
    assert result.exit_code == 0, result.stdout
    assert handed_in(room, "s1")[0][2] == short(ONE)


def test_a_long_name_is_shown_with_its_end(room: Classroom, tmp_path: Path) -> None:
    """An archive that cannot be read is named so that it can be found."""
    share = tmp_path / "share"
    share.mkdir()
    (share / ("s1+" + "x" * 90 + "Z+secret.zip")).write_bytes(b"PK no more")
    (share / "good.zip").write_bytes(packed("s1", {MODULE: ONE}))
    assert holds(collected(room, share).stdout, "xxxZ+secret.zip: it is not a zip file, or cut short")


def test_archives_of_other_exercises_are_passed_over(room: Classroom, tmp_path: Path) -> None:
    """Where one exercise is named."""
    share = tmp_path / "share"
    share.mkdir()
    (share / "a.zip").write_bytes(packed("s1", {MODULE: ONE}))
    (share / "b.zip").write_bytes(packed("s1", {"losses.py": TWO}, slug="03_losses"))
    assert collected(room, share, "losses").exit_code == 0
    assert [path.name for path in (room.root / "submitted" / "s1").iterdir()] == ["03_losses"]


def test_the_wrong_file_is_collected_and_named(room: Classroom, tmp_path: Path) -> None:
    """It is a submission all the same, which earns nothing; the report tells whose."""
    files = {
        "doejane_4711_1_wrong.py": ONE,
        "kimlee_4713_2_work.zip": packed("s3", {"losses.py": ONE}, slug="03_losses"),
    }
    result = collected(room, zipped(tmp_path / "a.zip", files), SLUG)
    assert result.exit_code == 1
    assert "doejane (4711): there is no activations.py: it holds wrong.py" in result.stdout
    assert "kimlee (4713): is for 03_losses" in result.stdout
    assert (room.root / "submitted" / "s1" / SLUG / "wrong.py").read_bytes() == ONE


def test_a_plain_folders_timestamp_counts(room: Classroom, tmp_path: Path) -> None:
    """As `submitted/` of another class has it; without one, the time of the file."""
    source = unpacked(
        tmp_path / "source", {f"s1/{SLUG}/{MODULE}": ONE, f"s1/{SLUG}/timestamp.txt": b"2026-09-01 10:00"}
    )
    unpacked(source, {f"s2/{MODULE}": ONE})
    os.utime(source / "s2" / MODULE, (NOON.timestamp(), NOON.timestamp()))
    assert collected(room, source).exit_code == 0
    assert [handed_in(room, each)[0][1] for each in ("s1", "s2")] == ["09-01 10:00", "10-01 12:00"]


def test_kinds_are_told_apart(tmp_path: Path) -> None:
    """Every download is taken for what it is, and an empty folder for nothing."""
    for number, (name, files) in enumerate(DOWNLOADS.items()):
        with open_tree(zipped(tmp_path / f"{number}.zip", files)) as tree:
            found = kind_of(tree, COURSE)
        assert found is not None
        assert name in found.name
    (tmp_path / "empty").mkdir()
    with open_tree(tmp_path / "empty") as tree:
        assert kind_of(tree, COURSE) is None


def test_times_of_archives_are_utc(tmp_path: Path) -> None:
    """A file's time to the microsecond."""
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / MODULE).write_bytes(ONE)
    os.utime(tmp_path / "a" / MODULE, ns=(0, 1_790_000_000_123_456_789))
    with open_tree(tmp_path) as tree:
        (entry,) = tree.entries
    assert entry.modified == datetime.datetime(2026, 9, 21, 14, 13, 20, 123456, tzinfo=datetime.UTC)
