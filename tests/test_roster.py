"""`dlgrade roster`: lists of nbgrader, Canvas, Moodle and Gradescope, however they are encoded."""

from pathlib import Path

import pytest
from commands import assert_sentence, run
from handing_in import classroom_with
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dlgrade.classroom import Classroom, Student, open_class
from dlgrade.collect import import_list
from dlgrade.errors import UsageError

CANVAS = (
    "Student,ID,SIS User ID,SIS Login ID,Section,Activations (123),Current Score\n"
    "    Points Possible,,,,,10,\n"
    '"Doe, Jane",4711,U1,jd1,"S1, S2",9,90\n'
    '"van der Berg, Zoë",4712,U2,zb2,S1,,\n'
    '"Student, Test",4799,,abc,S1,,\n'
)
MOODLE = (
    "First name;Surname;ID number;Email address;Groups\nJane;Doe;jd1;jane@example.edu;A\n"
    "Zoë;van der Berg;zb2;zoe@example.edu;\n"
)
WORKSHEET = (
    "Identifier,Full name,Email address,Status,Grade\n"
    "Participant 901,Jane Doe,jane@example.edu,,\nParticipant 902,Zoë van der Berg,zoe@example.edu,,\n"
)
GRADESCOPE = (
    "First Name,Last Name,SID,Email,Role,Sections\nJane,Doe,jd1,jane@example.edu,Student,S1\n"
    "Zoë,van der Berg,zb2,zoe@example.edu,Student,S1\nAda,Prof,p1,ada@example.edu,Instructor,\n"
)
NBGRADER = "id,first_name,last_name,email,lms_user_id\njd1,Jane,Doe,jane@example.edu,4711\nzb2,Zoë,van der Berg,,4712\n"
GERMAN = (
    "Vorname;Nachname;ID-Nummer;E-Mail-Adresse;Gruppen\nJane;Doe;jd1;jane@example.edu;A\n"
    "Zoë;van der Berg;zb2;zoe@example.edu;\n"
)
LISTS = {"canvas": CANVAS, "moodle": MOODLE, "moodle in German": GERMAN, "gradescope": GRADESCOPE, "nbgrader": NBGRADER}


@pytest.fixture
def room(tmp_path: Path) -> Classroom:
    """A class without students."""
    return classroom_with(tmp_path / "class", "id,first_name,last_name,email,lms_user_id\n")


def imported(room: Classroom, content: str | bytes, *arguments: str):
    """Run the command over a list."""
    path = room.root.parent / "list.csv"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return run("roster", path, "--class", room.root, *arguments)


def students(room: Classroom) -> list[tuple[str, str, str]]:
    """Return the roster as it is on the disk."""
    return [(each.id, each.first_name, each.last_name) for each in open_class(room.root).roster]


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_every_list_gives_the_same_students(room: Classroom, name: str, encoding: str) -> None:
    """Ids, first and last names; a second time nothing changes, not even the file."""
    result = imported(room, LISTS[name].replace("\n", "\r\n").encode(encoding))
    assert result.exit_code == 0, result.output
    assert "2 added, 0 changed, 0 as they were" in result.stdout
    assert students(room) == [("jd1", "Jane", "Doe"), ("zb2", "Zoë", "van der Berg")]
    before = (room.root / "roster.csv").read_bytes()
    assert "0 added, 0 changed, 2 as they were" in imported(room, LISTS[name]).stdout
    assert (room.root / "roster.csv").read_bytes() == before


def test_what_the_lms_needs_again_is_kept(room: Classroom) -> None:
    """Canvas's own number, and the columns that its import wants; no grades."""
    imported(room, CANVAS)
    jane = open_class(room.root).roster.get("jd1")
    assert jane.lms_user_id == "4711"
    assert jane.other == {"Student": "Doe, Jane", "SIS User ID": "U1", "SIS Login ID": "jd1", "Section": "S1, S2"}


def test_lists_are_merged(room: Classroom) -> None:
    """By id, by the LMS's number, by e-mail; what a list does not say stays, and nobody is taken off."""
    imported(room, NBGRADER)
    again = imported(room, 'Student,ID,SIS Login ID,Section\n"Doe, Jane",4711,jd1,S9\n')
    assert "0 added, 1 changed, 0 as they were" in again.stdout
    assert "on the roster, and not in the list: kept:\n    zb2" in again.stdout
    worksheet = imported(room, WORKSHEET)
    assert "1 added, 1 changed" in worksheet.stdout
    jane = open_class(room.root).roster.get("jd1")
    assert (jane.email, jane.other["Section"], jane.other["Identifier"]) == (
        "jane@example.edu",
        "S9",
        "Participant 901",
    )
    assert [each[0] for each in students(room)] == ["jd1", "zb2", "zoe@example.edu"]


def test_lines_that_cannot_be_understood_are_named(room: Classroom) -> None:
    """With their numbers, while the others are taken."""
    lines = 'id,first_name\ns1,A\n,B\n../x,C\n\ns1,D\ns2,E,too,many\ns3,"two\nlines"\ns 4\x1b[0m,F\n-5,G\n'
    result = imported(room, lines)
    assert result.exit_code == 1
    for words in (
        ":3: the column id is empty",
        ":4: '../x' cannot be a student's name",
        ":6: s1 is in line 2 already: the first one counts",
        ":7: has 4 columns, and the first line 2",
        ":11: '-5' cannot be",
    ):
        assert words in result.stdout, result.stdout
    assert [each[0] for each in students(room)] == ["s1", "s3"]
    assert "\x1b" not in result.output


def test_another_column_may_hold_the_ids(room: Classroom) -> None:
    """Named with --id; one that is not there is refused with those that are."""
    assert imported(room, CANVAS, "--id", "sis user id").exit_code == 0
    assert [each[0] for each in students(room)] == ["U1", "U2"]
    assert_sentence(imported(room, CANVAS, "--id", "matriculation"), 2, "has no column matriculation: it has Student")


BAD = {
    "empty": (b"", "is empty: export the list as CSV"),
    "no ids": (b"colour,shape\nred,round\n", ":1: no column holds ids: it has colour, shape; name the one"),
    "a spreadsheet": (b"PK\x03\x04rest", "is a spreadsheet, not CSV"),
    "an old spreadsheet": (b"\xd0\xcf\x11\xe0rest", "is a spreadsheet, not CSV"),
    "zeros": (b"id\n\x00\n", "is no text: export the list as CSV"),
    "a giant field": (b"id,name\n" + b"x" * 200_000 + b",y\n", "is no CSV: field larger"),
    "half of UTF-16": (b"\xff\xfei", "no column holds ids"),
}


@pytest.mark.parametrize("kind", BAD)
def test_what_is_no_list_is_refused(room: Classroom, kind: str) -> None:
    """In a sentence, with the roster as it was."""
    content, words = BAD[kind]
    before = (room.root / "roster.csv").read_bytes()
    assert_sentence(imported(room, content), 2, words)
    assert (room.root / "roster.csv").read_bytes() == before


def test_all_shows_what_is_left_out_otherwise(room: Classroom) -> None:
    """As the last of the lines shown says."""
    (room.root / "roster.csv").write_text("id\n" + "".join(f"old{number:02}\n" for number in range(12)))
    path = room.root / "list.csv"
    path.write_text("id,first_name\nnew,Jane\n")
    shown = run("roster", path, "--class", room.root)
    assert "    old09\n    and 2 more; --all shows them\n" in shown.stdout
    every = run("roster", path, "--all", "--class", room.root)
    assert "    old11\n" in every.stdout
    assert "more;" not in every.stdout


def test_a_file_that_is_not_there(room: Classroom, tmp_path: Path) -> None:
    """And a folder."""
    assert_sentence(run("roster", tmp_path / "none.csv", "--class", room.root), 2, "cannot be read")
    assert_sentence(run("roster", tmp_path, "--class", room.root), 2, "cannot be read")


def test_windows_letters_are_read_and_told(room: Classroom) -> None:
    """What is not UTF-8 is taken as Excel writes it in Western Europe."""
    result = imported(room, NBGRADER.encode("cp1252"))
    assert "it is not UTF-8: read as Windows' Western European; look at names with accents" in result.stdout
    assert students(room)[1] == ("zb2", "Zoë", "van der Berg")


def test_blank_lines_above_the_heading_count(room: Classroom) -> None:
    """Line numbers are those of the file."""
    assert ":5: the column id is empty" in imported(room, "\n\nid,first_name\ns1,A\n,B\n").stdout


@given(name=st.text(max_size=30), other=st.text(max_size=30))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_every_name_survives_or_is_reported(room: Classroom, name: str, other: str) -> None:
    """What is written can be read again, whatever students are called."""
    import csv
    import io

    (room.root / "roster.csv").write_text("id\n")
    out = io.StringIO(newline="")
    csv.writer(out).writerows([["id", "first_name", "Section"], [name, other, other], ["s1", other, name]])
    path = room.root.parent / "list.csv"
    path.write_bytes(out.getvalue().encode("utf-8", "surrogatepass"))
    if "\0" in name + other:
        with pytest.raises(UsageError, match="is no text"):
            import_list(open_class(room.root), path)
        return
    found = import_list(open_class(room.root), path)
    again = open_class(room.root).roster
    assert len(again) == len(found.added) <= 2
    assert all(isinstance(each, Student) for each in again)
    assert len(found.added) + len(found.problems) + found.skipped >= 1
