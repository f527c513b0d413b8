"""`dlgrade init` and `dlgrade list`: a folder of one's own, and how far one is."""

import shutil
from pathlib import Path

import pytest
from classroom import COURSE, ROOT, SLUG, SOLUTION
from commands import TINY, assert_sentence, hand_in, run, tiny_course

from dlgrade.course import Course, open_course
from dlgrade.grade import checks_of

OTHER = "03_losses"


@pytest.fixture
def course(tmp_path: Path) -> Course:
    """A copy of the course that may be moved and broken."""
    for name in ("solutions", "exercises", "reference"):
        shutil.copytree(ROOT / name, tmp_path / "course" / name, ignore=shutil.ignore_patterns("__pycache__", ".*"))
    return open_course(tmp_path / "course")


@pytest.fixture
def place(tmp_path: Path, course: Course, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A student's folder made by init; commands run there."""
    assert run("init", tmp_path / "desk", "--course", course.root).exit_code == 0
    monkeypatch.chdir(tmp_path / "desk")
    return tmp_path / "desk"


def rows(text: str) -> dict[str, tuple[str, str]]:
    """Return points and state of each exercise in a list."""
    found = {}
    for line in text.splitlines():
        if line[:2].isdecimal():
            slug, points, *rest = line.split()
            state = " ".join(rest)
            known = ("not started", "not checked yet", "edited since the last check", "failing", "passed")
            found[slug] = (points, next(each for each in known if state.startswith(each)))
    return found


def files(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder, by its relative name."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_init_copies_the_stubs(tmp_path: Path, course: Course) -> None:
    """The folder holds what exercises/ holds, a mark that names the course, and nothing of the solutions."""
    result = run("init", tmp_path / "deep" / "desk", "--course", course.root)
    assert (result.exit_code, result.stderr) == (0, "")
    assert f"{len(course.exercises)} exercises are in {tmp_path / 'deep' / 'desk'}" in result.stdout
    assert "next: cd " in result.stdout
    made = files(tmp_path / "deep" / "desk")
    assert f'course = "{course.root}"\n' in made.pop("dlgrade.toml").decode()
    assert made == files(course.root / "exercises")


def test_init_copies_nothing_of_a_course_without_stubs(tmp_path: Path) -> None:
    """An author who has not written them yet is told how, and no half of a desk is made."""
    course = tiny_course(tmp_path / "course")
    result = run("init", tmp_path / "desk", "--course", course.root)
    assert_sentence(result, 2, str(course.exercises[0].stubs), "`dlgrade sync`")
    assert not (tmp_path / "desk").exists()
    assert run("sync", "--course", course.root).exit_code == 0
    assert run("init", tmp_path / "desk", "--course", course.root).exit_code == 0


def test_init_keeps_what_is_there(place: Path, course: Course) -> None:
    """Run again, it brings what is missing and touches nothing else."""
    hand_in(place / SLUG, "mine = 1\n")
    shutil.rmtree(place / OTHER)
    result = run("init", place, "--course", course.root)
    assert result.exit_code == 0
    others = sum(len(files(each.stubs)) for each in course.exercises if each.slug != OTHER)
    assert f"kept as they were: {others} files that you have already" in result.stdout
    assert (place / SLUG / "activations.py").read_text("utf-8") == "mine = 1\n"
    assert files(place / OTHER) == files(course.root / "exercises" / OTHER)


@pytest.mark.parametrize(("name", "said"), [("file", "is a file"), ("file/desk", "cannot be written: ")])
def test_init_needs_a_folder(tmp_path: Path, name: str, said: str) -> None:
    """A file, or a place below one, is refused with a sentence."""
    (tmp_path / "file").write_text("mine", "utf-8")
    assert_sentence(run("init", tmp_path / name, "--course", ROOT), 2, f"{tmp_path / name}: {said}")
    assert (tmp_path / "file").read_text("utf-8") == "mine"


@pytest.mark.parametrize("name", ["exercises", "exercises/mine", "solutions/../exercises/02_activations"])
def test_init_stays_out_of_the_course(course: Course, name: str) -> None:
    """The course's own exercises are nobody's desk."""
    before = files(course.root)
    said = "is the course's own folder: name one of yours"
    assert_sentence(run("init", course.root / name, "--course", course.root), 2, said)
    assert files(course.root) == before


def test_a_course_that_has_moved_is_said_so(place: Path, course: Course) -> None:
    """The sentence names the mark and the old place; --course judges at once, and init mends the mark."""
    hand_in(place / SLUG)
    moved = course.root.rename(course.root.with_name("moved"))
    said = f"{place / 'dlgrade.toml'}: the course is no longer at {course.root}"
    assert_sentence(run("list"), 2, said, "--course")
    assert_sentence(run("check", "2"), 2, said)
    assert run("check", "2", "--course", moved).exit_code == 0
    assert run("init", ".", "--course", moved).exit_code == 0
    assert run("list").exit_code == 0
    assert (place / SLUG / "activations.py").read_text("utf-8") == SOLUTION


@pytest.mark.parametrize(
    "content",
    [b"", b"course = 3\n", b"course = \n", b"\xff\xfe", b'place = "x"\n', b'course = "\\u0000"\n'],
    ids=["empty", "number", "no TOML", "no text", "other name", "no path"],
)
def test_a_broken_mark_says_what_it_should_hold(place: Path, content: bytes) -> None:
    """A dlgrade.toml that cannot be used is named, with the line that mends it."""
    (place / "dlgrade.toml").write_bytes(content)
    assert_sentence(run("list"), 2, f"{place / 'dlgrade.toml'}: ", "course")


def test_points_are_the_sums_of_the_checks(place: Path) -> None:
    """Each exercise is worth what its checks are worth together."""
    result = run("list")
    assert (result.exit_code, result.stderr) == (0, "")
    worth = {each.slug: f"0/{sum(check.points for check in checks_of(each)):g}" for each in COURSE.exercises}
    assert {slug: points for slug, (points, _) in rows(result.stdout).items()} == worth


def test_progress_goes_from_not_started_to_passed(place: Path) -> None:
    """Untouched, written, checked wrong, checked right: each has its word, and the next step follows."""
    first = COURSE.exercises[0]
    assert {state for _, state in rows(run("list").stdout).values()} == {"not started"}
    hand_in(place / first.slug, first.solution.read_text("utf-8"), first.module)
    assert run("check", first.slug).exit_code == 0
    hand_in(place / SLUG, SOLUTION.replace("1 / (1 + small)", "1 / (2 + small)"))
    result = run("list")
    assert rows(result.stdout)[SLUG] == ("0/189", "not checked yet")
    assert result.stdout.endswith(f"next: dlgrade check {SLUG}\n")
    assert run("check", "2").exit_code == 1
    points, state = rows(run("list").stdout)[SLUG]
    assert state == "failing"
    assert 0 < int(points.removesuffix("/189")) < 189
    hand_in(place / SLUG)
    assert run("check", "2").exit_code == 0
    result = run("list")
    assert rows(result.stdout)[SLUG] == ("189/189", "passed")
    assert rows(result.stdout)[OTHER][1] == "not started"
    assert result.stdout.endswith(f"next: dlgrade check {OTHER}\n")


def test_a_record_that_cannot_be_read_is_none(place: Path) -> None:
    """What is damaged counts as not checked yet; so does work whose stub is back."""
    hand_in(place / SLUG)
    assert run("check", "2").exit_code == 0
    (place / ".dlgrade" / f"{SLUG}.json").write_text("{", "utf-8")
    assert rows(run("list").stdout)[SLUG] == ("0/189", "not checked yet")
    shutil.copyfile(COURSE.exercise(SLUG).stub, place / SLUG / "activations.py")
    assert rows(run("list").stdout)[SLUG] == ("0/189", "not started")


def test_a_title_is_shown_as_it_is_written(tmp_path: Path) -> None:
    """Brackets and colons in a title are text, not instructions to the screen."""
    course = tiny_course(tmp_path / "course")
    solution, title = course.exercise(TINY).solution, "Doubling [optional]: [bold] and :smile:"
    text = solution.read_text("utf-8")
    solution.write_text(text.replace("Doubling: say in one line what students will have built", title), "utf-8")
    result = run("list", "--course", course.root)
    assert result.exit_code == 0
    assert title in result.stdout


def test_work_edited_since_its_check_says_so(place: Path) -> None:
    """A verdict is shown for the work it was given for."""
    hand_in(place / SLUG)
    assert run("check", "2").exit_code == 0
    hand_in(place / SLUG, SOLUTION + "\n# one more thought\n")
    assert rows(run("list").stdout)[SLUG] == ("189/189", "edited since the last check")
