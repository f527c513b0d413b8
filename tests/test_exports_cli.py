"""dlgrade export as an instructor runs it: what it says, where it writes, and what it will not overwrite."""

from pathlib import Path

import pytest
from commands import TINY, assert_sentence, holds, run, tiny_course
from enrolled import result
from exported import check, checks, sample

from dlgrade.classroom import Classroom, new_class, open_class


@pytest.fixture
def classroom(tmp_path: Path) -> Classroom:
    """The class that has everything."""
    return sample(tmp_path)


def files(folder: Path) -> dict[str, bytes]:
    """Return a folder's files with their contents, hidden ones too."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize(
    ("arguments", "written", "said"),
    [
        (["canvas"], "canvas.csv", "6 rows"),
        (["moodle", "1"], "moodle.csv", "3 rows"),
        (["gradescope"], "gradescope", "3 files"),
        (["prairielearn", "all"], "prairielearn", "4 files"),
        (["junit"], "junit.xml", "6 suites"),
        (["csv"], "grades.csv", "6 rows"),
        (["csv", "--checks"], "checks.csv", "24 rows"),
        (["json"], "standings.json", "6 standings"),
        (["similarity"], "similarity.csv", "0 pairs"),
    ],
    ids=lambda each: "-".join(each) if isinstance(each, list) else "",
)
def test_every_format_says_what_it_wrote(classroom, arguments, written, said):
    """In exports/ of the class's folder, unless another place is named."""
    arguments = ["doubling" if each == "1" else each for each in arguments]
    found = run("export", *arguments, "--class", classroom.root)
    assert found.exit_code == 0, found.output
    assert found.output.startswith(f"wrote {classroom.root / 'exports' / written}: {said}\n")
    assert (classroom.root / "exports" / written).exists()


def test_who_is_left_out_is_named_with_the_reason(classroom):
    """Nobody who lacks a grade is passed over in silence."""
    found = run("export", "canvas", "--class", classroom.root)
    for line in (
        "nothing handed in: 1: eve",
        "not graded yet: run dlgrade grade: 1: kim",
        "grader error: grade again, or drop the check in course.toml: 1: lee",
    ):
        assert f"  {line}\n" in found.output


def test_who_is_not_on_the_roster_is_named(classroom):
    """Canvas could not know them."""
    path = classroom.root / "roster.csv"
    path.write_text("id,lms_user_id\nada,1\n", "utf-8")
    found = run("export", "canvas", "--class", classroom.root)
    assert "  not on roster.csv: 4: bob, kim, lee, mal\n" in found.output


def test_many_names_are_cut_short(classroom):
    """A list of two thousand helps nobody."""
    lines = "".join(f"z{place:03}\n" for place in range(30))
    (classroom.root / "roster.csv").write_text(f"id\n{lines}", "utf-8")
    found = run("export", "csv", "--class", classroom.root)
    assert f"  listed, missing: 30: z000 in {TINY}, " in found.output
    assert "and 22 more" in found.output


def test_a_dropped_check_is_no_grader_error(classroom):
    """Once the instructor has dropped it, whoever met the fault has a grade."""
    toml = classroom.course.root / "solutions" / "course.toml"
    drop = f'\n[[dropped]]\nexercise = "{TINY}"\ncheck = "test_its_type"\nreason = "it was broken"\n'
    toml.write_text(toml.read_text("utf-8") + drop, "utf-8")
    found = run("export", "canvas", "--class", classroom.root)
    assert "grader error" not in found.output
    row = next(line for line in (classroom.root / "exports/canvas.csv").read_text().splitlines() if ",lee," in line)
    assert row.endswith(",4")


def test_results_without_a_wall_are_told(classroom):
    """Points that code could have taken itself are not passed on in silence."""
    (attempt,) = [each for each in classroom.attempts(TINY) if each.student == "kim"]
    classroom.records.keep(attempt, result("kim", TINY, checks(), isolation="basic"))
    found = run("export", "csv", "--class", classroom.root)
    assert "1 of the results come from code that nothing held back (isolation basic)" in found.output


def test_a_second_export_replaces_the_first_whole(classroom, tmp_path):
    """Who is graded no more is gone from the folder; nothing else lies beside it."""
    out = tmp_path / "out"
    run("export", "gradescope", TINY, "--class", classroom.root, "--out", out)
    assert (out / "bob.json").exists()
    for path in (classroom.root / "graded" / "bob").rglob("*.json"):
        path.unlink()
    assert run("export", "gradescope", TINY, "--class", classroom.root, "--out", out).exit_code == 0
    assert set(files(out)) == {".dlgrade-export", "ada.json", "mal.json"}
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_a_failed_export_leaves_what_was_there(classroom, tmp_path, monkeypatch):
    """A full disk in the middle of a folder leaves the old one whole."""
    out = tmp_path / "out"
    run("export", "gradescope", TINY, "--class", classroom.root, "--out", out)
    before = files(out)

    def full(path: Path, content: bytes, *, durable: bool) -> None:
        if path.name == "bob.json":
            raise OSError(28, "No space left on device")
        path.write_bytes(content)

    monkeypatch.setattr("dlgrade.exports.written.whole", full)
    found = run("export", "gradescope", TINY, "--class", classroom.root, "--out", out)
    assert_sentence(found, 3, "cannot be written: the disk is full")
    assert files(out) == before
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


REFUSED = {
    "an unknown format": (["blackboard"], "there is no format 'blackboard'"),
    "a near miss": (["canvass"], "there is no format 'canvass': did you mean canvas?"),
    "an unknown exercise": (["csv", "doublin"], "did you mean 05_doubling?"),
    "into for another": (["csv", "--into", "x.csv"], "--into is for canvas and moodle: leave it out for csv"),
    "checks for another": (["json", "--checks"], "--checks is for csv: leave it out for json"),
    "hidden for another": (["csv", "--hidden-checks", "hidden"], "--hidden-checks is for gradescope"),
    "a share for another": (["csv", "--at-least", "0.5"], "--at-least is for similarity"),
    "the roster": (["csv", "--out", "{class}/roster.csv"], "is the class's own: name another place with --out"),
    "the key": (["csv", "--out", "{class}/class.key"], "is the class's own: name another place"),
    "the submissions": (["gradescope", "--out", "{class}/submitted"], "is the class's own: name another place"),
    "the class": (["gradescope", "--out", "{class}"], "is the class's own folder"),
    "above the class": (["gradescope", "--out", "{class}/.."], "is the class's own folder"),
    "a folder for a file": (["csv", "--out", "{folder}"], "is a folder: name a file with --out"),
    "a file for a folder": (["gradescope", "--out", "{file}"], "is a file: name a folder with --out"),
    "a folder of others": (["gradescope", "--out", "{folder}"], "holds other things, which would be lost"),
    "its own input": (["canvas", "--into", "{file}", "--out", "{file}"], "is the file that was given"),
}


@pytest.mark.parametrize(("arguments", "sentence"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_done_is_refused_in_a_sentence(classroom, tmp_path, arguments, sentence):
    """And nothing is written or lost."""
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "thesis.txt").write_text("mine")
    (tmp_path / "file.csv").write_text("mine")
    places = {"class": classroom.root, "folder": tmp_path / "folder", "file": tmp_path / "file.csv"}
    before = files(tmp_path)
    found = run("export", *(each.format(**places) for each in arguments), "--class", classroom.root)
    assert_sentence(found, 2, sentence)
    assert files(tmp_path) == before


def test_a_worksheet_is_of_one_exercise(tmp_path):
    """Moodle's and a named column's; which one has to be said."""
    classroom = sample(tmp_path)
    from dlgrade import author

    author.new(classroom.course, "06_tripling")
    folder = classroom.root / "submitted" / "ada" / "06_tripling"
    folder.mkdir()
    (folder / "tripling.py").write_text("x = 1\n")
    found = run("export", "moodle", "--class", classroom.root)
    assert_sentence(found, 2, "a worksheet of Moodle is about one exercise: dlgrade export moodle EXERCISE")
    found = run("export", "canvas", "--column", "x", "--class", classroom.root)
    assert_sentence(found, 2, "--column is about one exercise")
    found = run("export", "gradescope", "--class", classroom.root)
    assert (classroom.root / "exports" / "gradescope" / TINY / "ada.json").exists()
    assert "3 files" in found.output


def test_a_class_without_work_says_what_to_do(tmp_path):
    """As does a folder that is no class, and an exercise nobody began."""
    classroom = new_class(tmp_path / "autumn", tiny_course(tmp_path / "course"))
    found = run("export", "csv", "--class", classroom.root)
    assert_sentence(found, 2, "nothing was handed in yet: dlgrade collect brings submissions")
    assert_sentence(run("export", "csv", "--class", tmp_path), 2, "holds no dlgrade.toml")


def test_an_exercise_that_nobody_began_is_refused(classroom):
    """With those that somebody did."""
    from dlgrade import author

    author.new(classroom.course, "06_tripling")
    found = run("export", "csv", "6", "--class", classroom.root)
    assert_sentence(found, 2, f"nothing was handed in for 06_tripling; there is work for {TINY}")


def test_a_hostile_name_cannot_steer_the_screen(classroom):
    """What an LMS calls somebody is printed as it is spelled."""
    into = classroom.root / "in.csv"
    into.write_text(f"Student,ID,SIS Login ID,Section,{TINY}\n\x1b[2Jevil\u202e,9,zz,A,\n", "utf-8")
    found = run("export", "canvas", "--into", into, "--class", classroom.root)
    assert found.exit_code == 0
    assert holds(found.output, "\\x1b[2Jevil\\u202e (zz)")
    assert "\x1b" not in found.output


def test_help_names_every_format():
    """The list that people look for."""
    from dlgrade.exports import FORMATS

    text = run("export", "--help").output
    assert [name for name in FORMATS if name not in text] == []


def test_an_export_reads_results_as_they_are(classroom):
    """A result that came since is in the next export."""
    (attempt,) = [each for each in classroom.attempts(TINY) if each.student == "kim"]
    full = [check("a", outcome="passed", points=14.5, max_points=14.5)]
    open_class(classroom.root).records.keep(attempt, result("kim", TINY, full))
    run("export", "csv", "--class", classroom.root)
    assert (
        '"kim","Kim Waiting","kim@example.edu","05_doubling","14.5"'
        in (classroom.root / "exports/grades.csv").read_text()
    )
