"""Tables for Canvas, Moodle and spreadsheets: exact, safe to open, and nobody gets a grade that was not given."""

import csv
import io
from pathlib import Path

import pytest
from commands import TINY, assert_sentence, run
from exported import GOLDEN, assert_golden, sample
from hypothesis import given
from hypothesis import strategies as st

from dlgrade.classroom import Classroom, open_class
from dlgrade.exports import Request, export
from dlgrade.exports.cells import number, plain, safe, table

CANVAS = (GOLDEN / "canvas-download.csv").read_text("utf-8")
MOODLE = (GOLDEN / "moodle-download.csv").read_text("utf-8")


@pytest.fixture(scope="module")
def classroom(tmp_path_factory: pytest.TempPathFactory) -> Classroom:
    """The class that has everything, which no test changes."""
    return sample(tmp_path_factory.mktemp("class"))


def exported(classroom: Classroom, tmp_path: Path, kind: str, **asked: object) -> bytes:
    """Return what an export writes."""
    place, _ = export(classroom, Request(kind, out=tmp_path / "out.csv", **asked))  # type: ignore[arg-type]
    return place.read_bytes()


def rows(content: bytes) -> list[dict[str, str]]:
    """Read a table back."""
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def downloaded(tmp_path: Path, text: str, encoding: str = "utf-8") -> Path:
    """Write a file as an LMS lets it download."""
    path = tmp_path / "download.csv"
    path.write_bytes(text.encode(encoding))
    return path


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("+cmd", "'+cmd"),
        ("-cmd", "'-cmd"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "' =1"),
        ("\r=1", "'\n=1"),
        ("  =1", "'  =1"),
        ("＝1", "'＝1"),
        ("a;=1", "a;'=1"),
        ("-12.5", "-12.5"),
        ("+7", "+7"),
        ("85%", "85%"),
        ("-", "-"),
        ("", ""),
        ("-1+2", "'-1+2"),
        ("1e5=", "1e5="),
        ("Ödön", "Ödön"),
        ("red\x1b[31m", "red\\x1b[31m"),
    ],
)
def test_a_cell_is_no_formula(text, cell):
    """What a spreadsheet would compute gets an apostrophe; numbers stay numbers."""
    assert safe(text) == cell


@given(
    st.lists(
        st.lists(st.text(alphabet="=+-@;, \t\r\n\"'a1\x00é\u202e", max_size=6), min_size=1, max_size=4), max_size=4
    )
)
def test_no_table_holds_a_formula_and_each_is_read_back(found):
    """Whatever the cells are, and with few quotes or many."""
    for minimal in (True, False):
        content = table([[safe(cell) for cell in row] for row in found], minimal=minimal).decode()
        back = list(csv.reader(io.StringIO(content, newline="")))
        assert back == [[safe(cell) for cell in row] if row != [""] else row for row in found]
        for cell in (cell for row in back for cell in row):
            assert plain(cell) == cell
            assert cell[:1] not in ("=", "@", "\t", "\r")


@pytest.mark.parametrize(
    ("value", "text"),
    [(0.0, "0"), (-0.00001, "0"), (12.5, "12.5"), (100.0, "100"), (1 / 3, "0.3333"), (1e6, "1000000")],
)
def test_a_number_has_no_more_places_than_it_needs(value, text):
    """And never an exponent, which an LMS takes for text."""
    assert number(value) == text


def test_csv_is_golden(classroom, tmp_path):
    """A row for each student and exercise; what is not graded has no points."""
    content = exported(classroom, tmp_path, "csv")
    assert_golden("grades.csv", content)
    found = {row["student"]: (row["score"], row["state"]) for row in rows(content)}
    assert found["kim"] == ("", "not graded")
    assert found["eve"] == ("", "missing")


def test_checks_are_golden(classroom, tmp_path):
    """A row for each check, texts of several lines in one cell."""
    content = exported(classroom, tmp_path, "csv", checks=True)
    assert_golden("checks.csv", content)
    assert next(row for row in rows(content) if row["check"] == "test_its_shape")["message"].count("\n") == 1


def test_canvas_from_the_roster_is_golden(classroom, tmp_path):
    """The columns and the row of points that Canvas looks for; no zero for who is not graded."""
    content = exported(classroom, tmp_path, "canvas")
    assert_golden("canvas.csv", content)
    assert {row["SIS Login ID"]: row[TINY] for row in rows(content)}["kim"] == ""


def test_canvas_into_its_download_is_golden(classroom, tmp_path):
    """Rows, columns, ids and order stay; who is excused or not assigned keeps that."""
    place, report = export(classroom, Request("canvas", out=tmp_path / "out.csv", into=GOLDEN / "canvas-download.csv"))
    assert_golden("canvas-filled.csv", place.read_bytes())
    assert report.left_out == {
        "in Canvas, and not here": ["Nobody, Known (nobody@example.edu)", "Student, Test (8f3a)"],
        "here, and not in Canvas": ["lee"],
        "nothing handed in": ["eve"],
        "excused in Canvas: kept": ["mal"],
        "not graded yet: run dlgrade grade": ["kim"],
    }
    assert report.rows == 2


@pytest.mark.parametrize(
    ("key", "row"),
    [("login", ",7,,ada,"), ("email as login", ",7,,ADA@example.edu,"), ("sis", ",7,S1,x,"), ("ID", ",101,,,")],
)
def test_canvas_finds_students_by_every_key(classroom, tmp_path, key, row):
    """By login, e-mail, SIS user ID or Canvas's own ID."""
    text = f"Student,ID,SIS User ID,SIS Login ID,Section,{TINY} (1)\n    Points Possible,,,,,14.5\nX{row}A,\n"
    content = exported(classroom, tmp_path, "canvas", into=downloaded(tmp_path, text))
    assert [each[f"{TINY} (1)"] for each in rows(content)] == ["14.5", "6.5"]


def test_canvas_keeps_what_it_wrote(classroom, tmp_path):
    """Semicolons, decimal commas, the byte order mark and line ends."""
    text = f"\ufeffStudent;ID;SIS Login ID;Section;{TINY} (1)\n    Points Possible;;;;14,5\nX;101;ada;A;\n"
    content = exported(classroom, tmp_path, "canvas", into=downloaded(tmp_path, text))
    assert content.decode("utf-8") == text.replace("ada;A;", "ada;A;6,5")


def test_canvas_adds_a_column_that_it_lacks(classroom, tmp_path):
    """With its points, and a note that Canvas will ask."""
    text = "LastName,FirstName,ID,SIS Login ID,Section\n    Points Possible,,,,\nLovelace,Ada,101,ada,A\n"
    request = Request("canvas", out=tmp_path / "out.csv", into=downloaded(tmp_path, text))
    place, report = export(classroom, request)
    assert [row[TINY] for row in rows(place.read_bytes())] == ["14.5", "6.5"]
    assert "Canvas asks at the import" in report.notes[0]


def test_nobody_is_filled_in_twice(classroom, tmp_path):
    """Two rows that mean the same student are both left alone, and named."""
    text = f"Student,ID,SIS Login ID,Section,{TINY} (1)\n    Points Possible,,,,14.5\nX,101,,A,\nY,5,ada,A,\n"
    request = Request("canvas", out=tmp_path / "out.csv", into=downloaded(tmp_path, text))
    place, report = export(classroom, request)
    assert [row[f"{TINY} (1)"] for row in rows(place.read_bytes())] == ["14.5", "", ""]
    assert report.left_out["in Canvas 2 times, so that no row was filled"] == ["ada"]


def test_what_two_students_share_finds_neither(tmp_path):
    """An e-mail address that is there twice is nobody's."""
    classroom = sample(tmp_path)
    path = classroom.root / "roster.csv"
    path.write_text(path.read_text("utf-8").replace("bob@example.edu", "ada@example.edu"), "utf-8")
    text = f"Student,ID,SIS Login ID,Section,{TINY}\n    Points Possible,,,,14.5\nX,,ada@example.edu,A,\n"
    request = Request("canvas", out=tmp_path / "out.csv", into=downloaded(tmp_path, text))
    _, report = export(open_class(classroom.root), request)
    assert report.left_out["in Canvas, and not here"] == ["X (ada@example.edu)"]


def test_moodle_into_its_worksheet_is_golden(classroom, tmp_path):
    """Grades and comments; a row without a grade keeps the comment that it had, and a locked one everything."""
    place, report = export(classroom, Request("moodle", out=tmp_path / "out.csv", into=GOLDEN / "moodle-download.csv"))
    assert_golden("moodle-filled.csv", place.read_bytes())
    assert report.left_out == {
        "in Moodle, and not here": ["Known Nobody (nobody@example.edu)"],
        "here, and not in Moodle": ["lee"],
        "nothing handed in": ["eve"],
        "not graded yet: run dlgrade grade": ["kim"],
        "locked in Moodle: kept": ["mal"],
    }
    before, after = rows(MOODLE.encode()), rows(place.read_bytes())
    for old, new in zip(before, after, strict=True):
        if new["Grade"] == old["Grade"]:
            assert new["Feedback comments"] == old["Feedback comments"]
        assert new["Last modified (grade)"] == old["Last modified (grade)"]


def test_moodle_from_the_roster_is_golden(classroom, tmp_path):
    """With the identifiers that a roster may have; who has no grade has no row."""
    content = exported(classroom, tmp_path, "moodle")
    assert_golden("moodle.csv", content)
    assert [row["Identifier"] for row in rows(content)] == ["Participant 11", "Participant 12", "Participant 16"]


def test_a_comment_is_markup_without_tags_of_students(classroom, tmp_path):
    """Moodle stores HTML: what stands in a hint is shown, not run."""
    comment = next(row for row in rows(exported(classroom, tmp_path, "moodle")) if row["Full name"] == "Ada Lovelace")
    assert "the largest &lt;logit&gt; first &amp; keep" in comment["Feedback comments"]


def test_who_handed_nothing_in_gets_a_zero_only_when_asked(classroom, tmp_path):
    """And who is not graded never."""
    content = exported(classroom, tmp_path, "canvas", missing_zero=True)
    found = {row["SIS Login ID"]: row[TINY] for row in rows(content)}
    assert (found["eve"], found["kim"], found["lee"]) == ("0", "", "")


def test_points_are_converted_only_when_asked(classroom, tmp_path):
    """Moodle drops what is above its maximum, so that another maximum is an error until somebody decides."""
    into = downloaded(tmp_path, MOODLE.replace("14.50", "100.00"))
    content = exported(classroom, tmp_path, "moodle", into=into, scale=True)
    assert {row["Full name"]: row["Grade"] for row in rows(content)}["Ada Lovelace"] == "44.8276"
    result = run("export", "moodle", TINY, "--class", classroom.root, "--into", into, "--out", tmp_path / "x.csv")
    assert_sentence(result, 2, f"{TINY} in Moodle is worth 100 points there and 14.5 here", "or say --scale")


BAD = {
    "empty": ("", "is empty: download it again"),
    "no gradebook": ("a,b\n1,2\n", "download.csv:1: is no gradebook of Canvas"),
    "a quote without end": ('Student,ID\n"a', "download.csv:2: is no CSV table"),
    "read only": (f"Student,ID,Section,{TINY}\n    Points Possible,,,(read only)\n", "is read only: name another"),
    "two columns": (
        f"Student,ID,Section,{TINY} (1),doubling (2)\n",
        "could all be 05_doubling: name one with --column",
    ),
    "another maximum": (f"Student,ID,Section,{TINY}\n    Points Possible,,,20\nX,101,A,\n", "is worth 20 points there"),
}


@pytest.mark.parametrize(("text", "sentence"), BAD.values(), ids=BAD)
def test_a_bad_gradebook_is_refused_in_a_sentence(classroom, tmp_path, text, sentence):
    """With file and line, and nothing is written."""
    into = downloaded(tmp_path, text)
    result = run("export", "canvas", "--class", classroom.root, "--into", into, "--out", tmp_path / "x.csv")
    assert_sentence(result, 2, sentence)
    assert not (tmp_path / "x.csv").exists()


def test_a_file_that_is_no_text_is_refused(classroom, tmp_path):
    """A spreadsheet saved it in another encoding, or as something else."""
    into = downloaded(tmp_path, "Student,ID\nJosé,1\n", "latin-1")
    result = run("export", "canvas", "--class", classroom.root, "--into", into, "--out", tmp_path / "x.csv")
    assert_sentence(result, 2, "download.csv:2: is not UTF-8 text: take the file as it was downloaded")
    result = run("export", "canvas", "--class", classroom.root, "--into", tmp_path / "no.csv")
    assert_sentence(result, 2, "no.csv: cannot be read: No such file or directory")


def test_a_worksheet_in_another_language_is_refused(classroom, tmp_path):
    """Moodle names columns in the language of whoever downloads them."""
    into = downloaded(tmp_path, "ID,Vollständiger Name,Bewertung\n")
    result = run("export", "moodle", TINY, "--class", classroom.root, "--into", into, "--out", tmp_path / "x.csv")
    assert_sentence(result, 2, "has no column 'Identifier': download the assignment's grading worksheet in English")


def test_moodle_needs_its_identifiers(tmp_path):
    """Without a worksheet and without the roster's column, no row could be found again."""
    classroom = sample(tmp_path)
    path = classroom.root / "roster.csv"
    path.write_text("id\nada\n", "utf-8")
    result = run("export", "moodle", TINY, "--class", classroom.root)
    assert_sentence(result, 2, "Moodle finds students by its own `Identifier`", "name it with --into")
