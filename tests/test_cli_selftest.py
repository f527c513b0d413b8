"""`dlgrade selftest`: a course that holds is green, and each kind of fault in one is reported by name."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from classroom import SLUG, copy_course
from commands import TINY, assert_sentence, holds, run, tiny_course

from dlgrade.course import Course

Edit = Callable[[Path], object]
SQUARED = '"""This squares x."""\n\n\ndef double(x):\n    return np.asarray(x) ** 2\n'
AGREES = 'assert_matches(student.double(x), reference.double(x), name="double(x)")'


@pytest.fixture
def course(tmp_path: Path) -> Course:
    """A course of one exercise, as `dlgrade new` writes it."""
    return tiny_course(tmp_path / "course")


def replace(name: str, *pairs: str) -> Edit:
    """Return what replaces one text by another in a file of an exercise: old, new, old, new."""

    def edit(folder: Path) -> None:
        text = (folder / name).read_text("utf-8")
        for old, new in zip(pairs[::2], pairs[1::2], strict=True):
            assert old in text
            text = text.replace(old, new)
        (folder / name).write_text(text, "utf-8")

    return edit


def write(name: str, text: str) -> Edit:
    """Return what writes a file of an exercise."""
    return lambda folder: (folder / name).write_text(text, "utf-8")


def remove(name: str) -> Edit:
    """Return what removes a folder of an exercise."""
    return lambda folder: shutil.rmtree(folder / name)


FAULTS: dict[str, tuple[Edit, list[str]]] = {
    "a stub that passes something": (
        replace("check_doubling.py", AGREES, "assert x.size"),
        ["doubling.py: the stub passes test_every_entry_is_doubled", "the stub passes test_any_shape_is_doubled"],
    ),
    "a solution that fails": (
        replace("doubling.py", "return 2 *", "return 3 *"),
        ["doubling.py: fails test_every_entry_is_doubled: double(x): expected "],
    ),
    "a variant that fails": (
        replace("variants/added.py", "+ x", "+ x + x"),
        ["variants/added.py: fails test_every_entry_is_doubled: double(x): expected "],
    ),
    "a mistake that is right": (
        replace("mistakes/squared.py", "** 2", "* 2"),
        ["mistakes/squared.py: is not rejected by any check"],
    ),
    "two mistakes that are one": (
        write("mistakes/powered.py", SQUARED),
        ["mistakes/squared.py: is rejected, but not named as itself: it is taken for powered"],
    ),
    "a mistake that does not load": (
        write("mistakes/broken.py", SQUARED + '\nraise ValueError("broken")\n'),
        ["mistakes/broken.py: does not load: ", "ValueError: broken"],
    ),
    "a check that rejects no mistake": (
        replace("check_doubling.py", "x = rng.normal(size=(2, 1, 5))", "x = 0 * rng.normal(size=(2, 1, 5))"),
        ["check_doubling.py: test_any_shape_is_doubled rejects no mistake: write one that it rejects, or drop it"],
    ),
    "a check that fails itself": (
        replace("check_doubling.py", "rng.normal(size=(2, 3))", "rng.nowhere"),
        ["the grader failed: ", "test_every_entry_is_doubled", "has no attribute 'nowhere'"],
    ),
    "a task that is missing from the stub": (
        replace(
            "doubling.py", "    ### BEGIN SOLUTION\n", "", "    ### END", "### END", "def ", "### BEGIN SOLUTION\ndef "
        ),
        ["doubling.py: double is not in the stub: put the markers inside it"],
    ),
    "no mistakes": (remove("mistakes"), ["mistakes: holds no mistake: without one nobody knows"]),
    "no variants": (remove("variants"), ["variants: holds no variant: without one nobody knows"]),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_reported_by_name(course: Course, name: str) -> None:
    """The proof ends with 1 and says which file is wrong, and how."""
    edit, said = FAULTS[name]
    edit(course.exercise(TINY).folder)
    result = run("selftest", "--course", course.root)
    assert (result.exit_code, result.stderr) == (1, "")
    assert result.stdout.startswith("PROBLEM 05_doubling: ")
    for part in said:
        assert holds(result.stdout, part), result.stdout


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        (
            "mistakes/silent.py",
            "def double(x):\n    return 0\n",
            "mistakes/silent.py:1: a mistake begins with a docstring",
        ),
        ("mistakes/empty.py", '"""A hint."""\n', "mistakes/empty.py:1: a mistake defines the task that it gets wrong"),
        ("mistakes/torn.py", '"""A hint."""\n\n\ndef double(x:\n', "mistakes/torn.py:4: "),
        ("doubling.py", "### BEGIN SOLUTION\n", "doubling.py:1: this solution is never ended"),
    ],
    ids=["no hint", "no task", "no Python", "no end"],
)
def test_a_file_that_cannot_be_used_is_named_with_its_line(course: Course, name: str, text: str, said: str) -> None:
    """What stops the proof itself ends with 3, and file and line."""
    write(name, text)(course.exercise(TINY).folder)
    assert_sentence(run("selftest", "--course", course.root), 3, str(course.exercise(TINY).folder / said))


def test_more_keys_find_what_one_does_not(course: Course) -> None:
    """A check whose verdict depends on what was drawn is reported, with the key that shows it."""
    replace("check_doubling.py", "size=(2, 3))\n", "size=(2, 3))\n    assert rng.random() < 0.7\n")(
        course.exercise(TINY).folder
    )
    result = run("selftest", "--keys", "6", "--course", course.root)
    assert result.exit_code == 1
    assert "05_doubling: 2 checks, 1 mistake" in result.stdout
    assert "6 keys" in result.stdout
    assert holds(result.stdout, "than with key 0: test_every_entry_is_doubled")


def test_one_exercise_is_proved_alone(course: Course) -> None:
    """A fault elsewhere is not looked for when an exercise is named."""
    assert run("new", "06_tripling", "--course", course.root).exit_code == 0
    remove("variants")(course.exercise(TINY).folder)
    assert run("selftest", "06_tripling", "--course", course.root).exit_code == 0
    result = run("selftest", "--course", course.root)
    assert result.exit_code == 1
    assert "PROBLEM 05_doubling: " in result.stdout
    assert "\nok      06_tripling: " in result.stdout
    assert_sentence(run("selftest", "tripplin", "--course", course.root), 2, "did you mean 06_tripling?")


@pytest.mark.wide  # .ci/run proves every exercise by the command itself
def test_an_exercise_of_this_course_holds(tmp_path: Path) -> None:
    """The activations' stub, solution, variants and mistakes all get what they should."""
    root = copy_course(tmp_path / "course")
    mistakes = len(list((root / "solutions" / SLUG / "mistakes").glob("*.py")))
    result = run("selftest", SLUG, "--course", root)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith(f"ok      {SLUG}: ")
    assert f" {mistakes} mistakes, " in result.stdout
    assert len(result.stdout.splitlines()) == 1


def test_of_a_share_of_the_mistakes_no_check_is_said_to_reject_none(course: Course) -> None:
    """Every second mistake is tried, from the first on; what the others alone are rejected by is not complained of."""
    folder = course.exercise(TINY).folder / "mistakes"
    count = len(list(folder.glob("*.py")))
    (folder / "zero.py").write_text('"""Not zero."""\n\n\ndef double(x):\n    return 0 * x\n')
    whole, half = (run("selftest", TINY, "--share", share, "--course", course.root) for share in (1, 0.5))
    assert (whole.exit_code, half.exit_code) == (0, 0), whole.stdout + half.stdout
    assert f" {count + 1} mistake" in whole.stdout
    assert f" {(count + 2) // 2} mistake" in half.stdout


def test_several_exercises_at_a_time_say_the_same(course: Course) -> None:
    """In processes of their own, in the course's order, whatever is wrong with one of them."""
    for name in ("06_tripling", "07_halving"):
        assert run("new", name, "--course", course.root).exit_code == 0
    remove("variants")(course.exercise(TINY).folder)
    one, two = (run("selftest", "--jobs", jobs, "--course", course.root) for jobs in (1, 3))
    assert one.stdout == two.stdout
    assert one.exit_code == two.exit_code == 1
    assert [line.split()[1] for line in two.stdout.splitlines() if line[0] != " "] == [
        "05_doubling:", "06_tripling:", "07_halving:"
    ]  # fmt: skip


def test_a_fault_in_another_process_is_one_sentence_here(course: Course) -> None:
    """A check file that does not load ends the run with its line, as it does with one process."""
    assert run("new", "06_tripling", "--course", course.root).exit_code == 0
    write("check_doubling.py", "import nothing_like_it\n")(course.exercise(TINY).folder)
    results = [run("selftest", "--jobs", jobs, "--course", course.root) for jobs in (1, 2)]
    assert results[0].stderr == results[1].stderr
    assert_sentence(results[1], 3, "check_doubling.py:1: ", "nothing_like_it")
