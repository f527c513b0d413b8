"""`dlgrade report`: where pages go, what the terminal says, classes with nothing in them, and bad input."""

import webbrowser
from pathlib import Path
from typing import Any

import pytest
from classroom import COURSE
from commands import assert_sentence, holds, run
from enrolled import checks, hand_in, invented
from reported import A, B, Page, check, keep, troubled

from dlgrade.classroom import Classroom, new_class, open_class


@pytest.fixture
def classroom(tmp_path: Path) -> Classroom:
    """Nine students and two exercises."""
    return invented(tmp_path / "class", COURSE, 9, (A, B))


def report(classroom: Classroom, *arguments: object) -> Any:
    """Run the command on a class."""
    return run("report", *arguments, "--class", classroom.root)


def page(classroom: Classroom, *folders: str) -> Page:
    """Return the page that the command wrote."""
    return Page(classroom.root.joinpath("report", *folders, "index.html").read_text("utf-8"))


def test_the_terminal_tells_the_gist(classroom: Classroom) -> None:
    """Where the page is, what is graded and missing, faults, and the commonest mistakes."""
    result = report(classroom)
    assert result.exit_code == 0, result.output
    assert "9 students: 17 graded, 1 missing, 0 with grader errors" in result.stdout
    assert result.stdout.count("students: ") == 1 + 3
    assert "teach again:" in result.stdout
    assert f"report: {classroom.root / 'report' / 'index.html'}" in "".join(result.stdout.splitlines())
    assert sorted(path.name for path in (classroom.root / "report").iterdir()) == ["index.html", "students"]
    assert len(list((classroom.root / "report" / "students").iterdir())) == 9


def test_what_must_be_known_is_told_first(tmp_path: Path) -> None:
    """Weak isolation, public keys, mixed checks."""
    result = run("report", "--class", troubled(tmp_path / "class").root)
    assert result.exit_code == 0, result.output
    first, last = result.stdout.index("graded below strict isolation"), result.stdout.index("students: 4")
    assert first < last
    assert holds(result.stdout, "made with the public practice key, in 03_losses")
    assert holds(result.stdout, "graded with 2 different sets of checks")
    assert "1 with grader errors" in result.stdout


def test_one_exercise_has_a_page_of_its_own(classroom: Classroom) -> None:
    """In a folder of its own, so that the report of all is kept; `all` is that of all."""
    for name in ("activations", "2", A):
        assert report(classroom, name).exit_code == 0
    mine = page(classroom, A)
    assert A in mine.text
    assert B not in mine.source
    assert not (classroom.root / "report" / "index.html").exists()
    assert report(classroom, "all").exit_code == 0
    assert B in page(classroom).text


def test_pages_go_where_they_are_wanted(classroom: Classroom, tmp_path: Path) -> None:
    """Run again, they are written over; a page of somebody who is gone goes, what is not ours stays."""
    out = tmp_path / "a" / "b"
    assert report(classroom, "--out", out).exit_code == 0
    students = out / "students"
    (students / "gone.html").write_bytes((students / "s0001.html").read_bytes())
    (students / "mine.html").write_text("<h1>mine</h1>")
    assert report(classroom, "--out", out).exit_code == 0
    assert (students / "s0001.html").exists()
    assert (students / "mine.html").exists()
    assert not (students / "gone.html").exists()
    assert not list(out.rglob("*.partial"))


def test_statistics_are_for_students_only_if_said(classroom: Classroom) -> None:
    """Nine scores tell too much about each other; the option's help says what it does."""
    assert report(classroom).exit_code == 0
    assert "median" not in student(classroom)
    hand_in(classroom, "s9998", A, "# more\n")
    keep(classroom, "s9998", A, [check("a")])
    assert report(classroom, "--with-class-statistics").exit_code == 0
    assert "The class: median" in student(classroom)
    assert holds(run("report", "--help").stdout, "else their pages hold nothing about others")


def student(classroom: Classroom) -> str:
    """Return the text of a student's page."""
    return Page((classroom.root / "report" / "students" / "s0000.html").read_text("utf-8")).text


def test_the_page_is_opened(classroom: Classroom, monkeypatch: pytest.MonkeyPatch) -> None:
    """In the user's browser; where there is none, that is said and nothing is lost."""
    opened: list[str] = []
    monkeypatch.setattr(webbrowser, "open", lambda address: opened.append(address) or True)
    assert report(classroom, "--open").exit_code == 0
    assert opened == [(classroom.root / "report" / "index.html").as_uri()]
    monkeypatch.setattr(webbrowser, "open", lambda address: False)
    result = report(classroom, "--open")
    assert result.exit_code == 0
    assert "no browser could be started: open the page yourself" in result.stderr


def test_an_empty_class_has_a_page(tmp_path: Path) -> None:
    """It says what to do next."""
    made = new_class(tmp_path / "class", COURSE)
    result = report(made)
    assert result.exit_code == 0, result.output
    assert "0 students: 0 graded, 0 with grader errors" in result.stdout
    text = page(made).text
    for words in (
        "nothing has been handed in yet",
        "No mistake with a name was found: nothing is graded yet.",
        "dlgrade roster FILE",
        "Nobody is, by this rule.",
    ):
        assert words in text


def test_a_class_whose_students_wait_has_a_page(tmp_path: Path) -> None:
    """Students are there with pages that say that there is nothing yet; so is an exercise nobody handed in."""
    made = new_class(tmp_path / "class", COURSE)
    (made.root / "roster.csv").write_text("id\nada\nbob\n")
    for arguments in ((), (A,)):
        assert report(made, *arguments).exit_code == 0
    assert "There is nothing to tell yet." in (made.root / "report" / "students" / "ada.html").read_text("utf-8")
    assert "bob" in page(made, A).text
    assert A in page(made, A).text


def test_nothing_graded_has_a_page(tmp_path: Path) -> None:
    """Work is handed in, and not graded."""
    made = new_class(tmp_path / "class", COURSE)
    hand_in(made, "ada", A, "# ada\n")
    hand_in(made, "bob", B, "# bob\n")
    result = report(made)
    assert "2 students: 0 graded, 2 missing, 2 not graded, 0 with grader errors" in result.stdout
    text = page(made).text
    assert "Isolation – nothing is graded yet" in text
    assert "Graded 0 of 4" in text
    assert "0 scores; median –, quartiles – and –" in text


@pytest.mark.parametrize(
    ("outcome", "words"), [("passed", "1 with full marks, 0 with zero"), ("failed", "0 with full marks, 1 with zero")]
)
def test_one_student_has_a_page(tmp_path: Path, outcome: str, words: str) -> None:
    """With full marks, and with none."""
    made = new_class(tmp_path / "class", COURSE)
    hand_in(made, "ada", A, "# ada\n")
    keep(made, "ada", A, [check("one", outcome), check("two", outcome)])
    result = report(made)
    assert result.exit_code == 0, result.output
    assert "1 student: 1 graded" in result.stdout
    text = page(made).text
    assert f"1 score; median {'100' if outcome == 'passed' else '0'} %" in text
    assert words in text
    assert ("1 below 50 %" in text) is (outcome == "failed")


@pytest.mark.parametrize("strength", [2.0, -1.0])
def test_all_right_and_all_wrong_have_pages(tmp_path: Path, strength: float) -> None:
    """No check tells anybody from others."""
    import numpy as np

    made = invented(tmp_path / "class", COURSE, 30, (A,))
    for attempt in made.attempts(A):
        keep(made, attempt.student, A, checks(strength, np.random.default_rng(0)))
    assert report(made).exit_code == 0
    text = page(made).text
    assert ("27 with full marks, 0 with zero" in text) is (strength > 1)
    assert ("0 with full marks, 27 with zero" in text) is (strength < 0)
    assert "None is, by this rule." in text


def test_bad_input_gets_a_sentence(classroom: Classroom, tmp_path: Path) -> None:
    """No class, no such exercise, a file in the folder's place, a page that is not ours."""
    assert_sentence(run("report", "--class", tmp_path / "no"), 2, "holds no dlgrade.toml of a class", "makes one")
    assert_sentence(report(classroom, "activation"), 2, "there is no exercise 'activation'", "activations")
    (tmp_path / "file").write_text("x")
    assert_sentence(report(classroom, "--out", tmp_path / "file"), 2, "is a file: name a folder")
    (tmp_path / "index.html").write_text("<h1>mine</h1>")
    assert_sentence(report(classroom, "--out", tmp_path), 2, "is no report of dlgrade's, and would be lost", "--out")
    assert (tmp_path / "index.html").read_text() == "<h1>mine</h1>"
    assert not (tmp_path / "students").exists()


def test_a_disk_that_is_full_is_told(classroom: Classroom, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was there before stays, whole."""
    assert report(classroom).exit_code == 0
    before = (classroom.root / "report" / "index.html").read_bytes()
    opened = Path.open

    def full(path: Path, *arguments: Any, **named: Any) -> Any:
        if path.name == "index.html.partial":
            raise OSError(28, "No space left on device", str(path))
        return opened(path, *arguments, **named)

    monkeypatch.setattr(Path, "open", full)
    assert_sentence(report(classroom), 3, "index.html.partial: cannot be written: the disk is full", "run it again")
    assert (classroom.root / "report" / "index.html").read_bytes() == before


def test_names_that_no_file_can_bear_have_pages(tmp_path: Path) -> None:
    """Long ones, ones that differ by case, ones of four-byte characters."""
    made = new_class(tmp_path / "class", COURSE)
    ids = ["x" * 128, "Ada", "ada", "😀" * 60, "a b", "王小明"]
    (made.root / "roster.csv").write_text("id,first_name\n" + "".join(f"{each},{each * 9}\n" for each in ids), "utf-8")
    made = open_class(made.root)
    for each in ("Ada", "a b", "王小明"):
        hand_in(made, each, A, f"# {each}\n")
    result = report(made)
    assert result.exit_code == 0, result.output
    assert len(list((made.root / "report" / "students").glob("*.html"))) == len(ids)
    assert len([each for each in page(made).all("a") if (each["href"] or "").startswith("students/")]) >= len(ids)
