"""`dlgrade new`, `sync` and `key`: what authors and instructors make."""

import re
import stat
from pathlib import Path

import pytest
from classroom import ROOT
from commands import TINY, assert_sentence, hand_in, run, tiny_course

from dlgrade import keys
from dlgrade.course import Course


@pytest.fixture
def course(tmp_path: Path) -> Course:
    """A course of one exercise, as `dlgrade new` writes it, with its stubs."""
    made = tiny_course(tmp_path / "course")
    assert run("sync", "--course", made.root).exit_code == 0
    return made


def files(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder, by its relative name."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_new_exercise_stands_as_it_is(course: Course, tmp_path: Path) -> None:
    """The skeleton is proved, handed out and judged without a change; its stub fails and its solution passes."""
    result = run("new", "13_tripling", "--course", course.root)
    assert result.exit_code == 0
    made = [Path(line.removeprefix("wrote ")) for line in result.stdout.splitlines() if line.startswith("wrote ")]
    assert all(path.is_file() for path in made)
    assert {path.name for path in made} == {
        "README.md", "tripling.py", "check_tripling.py", "squared.py", "hints.toml", "added.py"
    }  # fmt: skip
    assert course.root / "reference" / "tripling.py" in made
    assert "@" not in "".join(path.read_text("utf-8") for path in made if path.suffix == ".md")
    assert "next: dlgrade selftest 13_tripling" in result.stdout
    proof = run("selftest", "tripling", "--course", course.root)
    assert (proof.exit_code, proof.stderr) == (0, "")
    assert proof.stdout.startswith("ok      13_tripling: 2 checks, 1 mistake")
    assert run("sync", "--course", course.root).exit_code == 0
    desk = tmp_path / "desk"
    assert run("init", desk, "--course", course.root).exit_code == 0
    mine = desk / "13_tripling"
    assert run("check", "--submission", mine, "--course", course.root).exit_code == 1
    hand_in(mine, (course.root / "solutions" / "13_tripling" / "tripling.py").read_text("utf-8"), "tripling.py")
    assert run("check", "--submission", mine, "--course", course.root).exit_code == 0


@pytest.mark.parametrize(
    "slug", ["tripling", "3_tripling", "13-tripling", "13_Tripling", "13_", "13_3d", "../13_x", ""]
)
def test_a_slug_is_two_digits_and_a_topic(course: Course, slug: str) -> None:
    """Anything else is refused with an example, and nothing is written."""
    before = files(course.root)
    said = "is no name for an exercise: two digits, an underscore, a topic, like 13_transformers"
    assert_sentence(run("new", slug, "--course", course.root), 2, repr(slug), said)
    assert files(course.root) == before


@pytest.mark.parametrize("slug", ["13_random", "13_numpy", "13_class"])
def test_a_topic_that_python_has_taken_is_refused(course: Course, slug: str) -> None:
    """A module named like the standard library's, like numpy or a keyword could never be imported as the student's."""
    before = files(course.root)
    assert_sentence(run("new", slug, "--course", course.root), 2, slug[3:])
    assert files(course.root) == before


def test_a_number_is_given_once(course: Course) -> None:
    """A number that an exercise has already is refused."""
    before = files(course.root)
    said = "05_doubling is number 05 already: take another"
    assert_sentence(run("new", "05_tripling", "--course", course.root), 2, said)
    assert files(course.root) == before


@pytest.mark.parametrize("name", ["reference/tripling.py", "solutions/13_tripling/mistakes/squared.py"])
def test_new_overwrites_nothing(course: Course, name: str) -> None:
    """A file that is in the way is named, kept, and nothing is written beside it."""
    there = hand_in((course.root / name).parent, "mine = 1\n", Path(name).name)
    if "solutions" in name:  # what makes the folder an exercise, half made
        hand_in(there.parent, "", "tripling.py")
    before = files(course.root)
    result = run("new", "13_tripling", "--course", course.root)
    assert result.exit_code in (2, 3)
    assert result.stderr.startswith("error: ")
    assert "already" in result.stderr
    assert files(course.root) == before


def test_the_exercises_of_this_course_are_in_sync() -> None:
    """What students get is what the solutions say."""
    result = run("sync", "--check", "--course", ROOT)
    assert (result.exit_code, result.output) == (0, "")


def test_sync_writes_what_is_missing_and_nothing_twice(course: Course) -> None:
    """A missing file is said by --check, written by sync, and the second sync finds nothing to do."""
    stub, before = course.exercise(TINY).stub, files(course.root)
    stub.unlink()
    check = run("sync", "--check", "--course", course.root)
    assert check.exit_code == 1
    assert check.stdout == f"{stub}: is missing\n"
    assert check.stderr == "exercises/ are out of date: run dlgrade sync\n"
    assert not stub.exists()
    assert "1 file" in run("sync", "--course", course.root).stdout
    assert files(course.root) == before
    again = run("sync", "--course", course.root)
    assert (again.exit_code, again.stdout) == (0, "0 files changed\n")
    assert run("sync", "--check", "--course", course.root).exit_code == 0


def test_a_stub_says_what_its_solution_says(course: Course) -> None:
    """A stub that differs is said by --check and written anew; solutions and their answers are never handed out."""
    exercise = course.exercise(TINY)
    exercise.solution.write_text(exercise.solution.read_text("utf-8").replace("Double every", "Double each"), "utf-8")
    check = run("sync", "--check", "--course", course.root)
    assert check.exit_code == 1
    assert check.stdout == f"{exercise.stub}: is not what the solution says\n"
    assert run("sync", "--course", course.root).exit_code == 0
    text = exercise.stub.read_text("utf-8")
    assert "Double each" in text
    assert 'raise NotImplementedError("not written yet")' in text
    assert "SOLUTION" not in text
    assert "return 2" not in text


def test_a_file_of_no_exercise_is_put_aside(course: Course) -> None:
    """A file that no solution asks for is said by --check, and kept under .replaced by sync."""
    hand_in(course.root / "exercises" / "99_gone", "mine = 1\n", "gone.py")
    extra = course.root / "exercises" / "99_gone" / "gone.py"
    assert run("sync", "--check", "--course", course.root).stdout == f"{extra}: belongs to no exercise\n"
    assert run("sync", "--course", course.root).exit_code == 0
    assert not extra.exists()
    assert (course.root / "exercises" / ".replaced" / "99_gone" / "gone.py").read_text("utf-8") == "mine = 1\n"
    assert run("sync", "--check", "--course", course.root).exit_code == 0


@pytest.mark.parametrize("work", [b"def double(x):\n    return x + x\n", b"# \xe9t\xe9\n"], ids=["UTF-8", "Latin-1"])
def test_work_in_a_stub_is_put_aside(course: Course, work: bytes) -> None:
    """A stub that somebody has worked in, in whatever encoding, is kept under .replaced before it is written anew."""
    stub = course.exercise(TINY).stub
    before = stub.read_bytes()
    stub.write_bytes(work)
    check = run("sync", "--check", "--course", course.root)
    assert check.exit_code == 1
    assert check.stdout == f"{stub}: is not what the solution says\n"
    assert run("sync", "--course", course.root).exit_code == 0
    assert stub.read_bytes() == before
    assert (course.root / "exercises" / ".replaced" / TINY / stub.name).read_bytes() == work


def test_pictures_are_handed_out_as_they_are(course: Course, tmp_path: Path) -> None:
    """Pictures beside a README go with it, byte for byte, to the stubs and to a student's folder; other files stay."""
    folder, stubs = course.exercise(TINY).folder, course.exercise(TINY).stubs
    pictures = {"curve.svg": b"<svg/>\r\n", "photo.png": b"\x89PNG\r\n\x1a\n\x00\xff"}
    for name, content in {**pictures, "figures.py": b"1/0\n", "data.npy": b"\x93NUMPY"}.items():
        (folder / name).write_bytes(content)
    check = run("sync", "--check", "--course", course.root)
    assert check.stdout == "".join(f"{stubs / name}: is missing\n" for name in pictures)
    assert run("sync", "--course", course.root).exit_code == 0
    assert {name: (stubs / name).read_bytes() for name in pictures} == pictures
    assert not {"figures.py", "data.npy"} & set(files(stubs))
    assert run("init", tmp_path / "desk", "--course", course.root).exit_code == 0
    assert (tmp_path / "desk" / TINY / "photo.png").read_bytes() == pictures["photo.png"]
    (folder / "photo.png").write_bytes(b"\x89PNG another")
    assert (
        run("sync", "--check", "--course", course.root).stdout
        == f"{stubs / 'photo.png'}: is not what the solution says\n"
    )
    assert run("sync", "--course", course.root).exit_code == 0
    assert (stubs / "photo.png").read_bytes() == b"\x89PNG another"


def test_a_page_is_handed_out_with_every_exercise(course: Course) -> None:
    """An exercise without a README is said so, with what to write."""
    page = course.exercise(TINY).folder / "README.md"
    page.unlink()
    assert_sentence(run("sync", "--course", course.root), 3, f"{page}: does not exist: say in a page")


def test_a_key_is_its_owners_alone(tmp_path: Path) -> None:
    """The file has mode 0600; the command tells the key's name and not the secret; two keys differ."""
    made = [run("key", "new", tmp_path / name) for name in ("first", "second")]
    for name, result in zip(("first", "second"), made, strict=True):
        path = tmp_path / name
        assert result.exit_code == 0
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        header, secret = path.read_text("ascii").splitlines()
        assert header == "dlgrade key 1"
        assert re.fullmatch(r"[0-9a-f]{64}", secret)
        assert result.stdout.startswith(f"key {keys.read_key(path).id} is in {path}")
        assert secret not in result.output
    assert keys.read_key(tmp_path / "first") != keys.read_key(tmp_path / "second")


@pytest.mark.parametrize(("name", "said"), [("mine", "exists already"), ("nowhere/key", "cannot be written: ")])
def test_a_key_overwrites_nothing(tmp_path: Path, name: str, said: str) -> None:
    """A file that is there, a link to one, or a folder that is not, is refused with a sentence."""
    (tmp_path / "mine").write_text("mine", "utf-8")
    assert_sentence(run("key", "new", tmp_path / name), 2, f"{tmp_path / name}: {said}")
    assert files(tmp_path) == {"mine": b"mine"}
