"""Notebooks as submissions: checked alone or in their folders, collected, graded as a class, and handed in."""

import json
import os
import shutil
from pathlib import Path

import pytest
from classroom import ROOT, SOLUTION, answers
from commands import TINY, assert_sentence, holds, run, tiny_course
from graded import Watch, shared_key
from notebook_files import code, notebook, solved, write

from dlgrade import desk
from dlgrade.batch import Wish, grade_class, here
from dlgrade.classroom import new_class, standings
from dlgrade.classroom.attempts import content_key
from dlgrade.course import open_course
from dlgrade.student import read_submission

RIGHT = "def double(x):\n    return 2 * np.asarray(x, dtype=float)"
WRONG = "def double(x):\n    return 3 * np.asarray(x, dtype=float)"
RAISES = "def double(x):\n    y = np.asarray(x)\n    return y.nothing"
IMPORT = "import numpy as np"
EXPERIMENTS = (
    "%matplotlib inline\nimport matplotlib.pyplot as plt",
    "x = np.linspace(-1, 1, 50)\nplt.plot(x, double(x))\n!ls",
    "print(double(x))",
)


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """A course of one small exercise."""
    return tiny_course(tmp_path / "course").root


def test_a_right_notebook_with_experiments_passes(tmp_path: Path, course: Path) -> None:
    """Plots, magics and calls between the definitions cost nothing; a note says that they are left out."""
    mine = write(tmp_path / "doubling.ipynb", IMPORT, EXPERIMENTS[0], RIGHT, *EXPERIMENTS[1:])
    result = run("check", mine, "--course", course)
    assert result.exit_code == 0, result.output
    assert holds(result.output, "2/2 points")
    assert holds(result.output, "so that what needs it is left out: matplotlib")
    assert holds(result.output, "taken is what it defines; what it tries out is left out, in cell 4, cell 5")


def test_a_traceback_names_the_cell(tmp_path: Path, course: Path) -> None:
    """And the line in it, by nbgrader's name where the cell has one; a hidden check says no more than ever."""
    mine = write(tmp_path / "doubling.ipynb", IMPORT, "print(1)", solved("double", RAISES))
    result = run("check", "--submission", mine, "--course", course)
    assert result.exit_code == 1
    assert holds(result.output, "in doubling.ipynb, cell 3 (double), line 3, double: return y.nothing")
    assert holds(result.output, "hidden check: raised an exception")


def test_a_cell_that_does_not_compile_is_named(tmp_path: Path, course: Path) -> None:
    """In a note, and where the check asks for what the cell would have defined; no line of ours is shown."""
    mine = write(tmp_path / "doubling.ipynb", IMPORT, "def double(x):\n    return (x")
    result = run("check", mine, "--course", course)
    assert result.exit_code == 1
    assert holds(result.output, "doubling.ipynb, cell 2, line 2: does not compile: '(' was never closed")
    assert holds(result.output, "raised SyntaxError: '(' was never closed (line 2 of this cell)")
    assert "**__" not in result.output


def test_an_error_of_loading_names_the_notebook(tmp_path: Path, course: Path) -> None:
    """What a definition needs is run, and may fail."""
    mine = write(tmp_path / "doubling.ipynb", IMPORT, "SCALE = int('two')\n" + RIGHT.replace("2 *", "SCALE *"))
    result = run("check", mine, "--course", course)
    assert result.exit_code == 1
    assert holds(result.output, "loading doubling.ipynb raised ValueError")
    assert holds(result.output, "in doubling.ipynb, cell 2, line 1")


def test_the_exercise_is_told_by_name_or_by_what_was_written_into_the_notebook(tmp_path: Path, course: Path) -> None:
    """A download's name says nothing; a sentence asks where nothing does."""
    named = write(tmp_path / "my work (1).ipynb", IMPORT, RIGHT, dlgrade={"exercise": TINY})
    assert run("check", named, "--course", course).exit_code == 0
    other = write(tmp_path / "work.ipynb", IMPORT, RIGHT)
    asked = run("check", other, "--course", course)
    assert_sentence(asked, 2, "say which exercise it is for: dlgrade check EXERCISE --submission")
    assert run("check", TINY, "--submission", other, "--course", course).exit_code == 0
    assert_sentence(run("check", tmp_path / "none.ipynb", "--course", course), 2, "none.ipynb: does not exist")
    (tmp_path / "doubling.ipynb").write_text("no JSON")
    broken = run("check", tmp_path / "doubling.ipynb", "--course", course)
    assert broken.exit_code == 1
    assert holds(broken.output, "doubling.ipynb is not a notebook: it is no JSON")


def test_a_link_is_not_followed(tmp_path: Path, course: Path) -> None:
    """As for modules."""
    write(tmp_path / "elsewhere" / "doubling.ipynb", IMPORT, RIGHT)
    (tmp_path / "doubling.ipynb").symlink_to(tmp_path / "elsewhere" / "doubling.ipynb")
    result = run("check", TINY, "--submission", tmp_path / "doubling.ipynb", "--course", course)
    assert result.exit_code == 1
    assert holds(result.output, "doubling.ipynb is a symbolic link")


STUB = 'import numpy as np\n\n\ndef double(x):\n    raise NotImplementedError("not written yet")\n'


@pytest.mark.parametrize(
    ("python", "cells", "counts"),
    [
        (IMPORT + "\n" + RIGHT, [IMPORT, WRONG], "doubling.py counts, and not doubling.ipynb"),
        (STUB, [IMPORT, WRONG], "doubling.ipynb counts, and not doubling.py, of which more is still to be written"),
        (STUB, [STUB], "doubling.py counts, and not doubling.ipynb"),
    ],
)
def test_of_both_the_module_counts_unless_it_is_the_stub(
    tmp_path: Path, python: str, cells: list[str], counts: str
) -> None:
    """A note says which."""
    (tmp_path / "doubling.py").write_text(python)
    write(tmp_path / "doubling.ipynb", *cells)
    found = read_submission(tmp_path, "doubling")
    assert any(note.startswith(counts) for note in found.notes), found.notes
    assert found.sources["doubling"][0] == counts.partition(" ")[0]


def test_a_broken_notebook_beside_a_module_does_not_count(tmp_path: Path) -> None:
    """And a note says what is wrong with it."""
    (tmp_path / "doubling.py").write_text(STUB)
    (tmp_path / "doubling.ipynb").write_text("{")
    found = read_submission(tmp_path, "doubling")
    assert found.sources["doubling"] == ("doubling.py", STUB)
    assert "doubling.py counts, and not doubling.ipynb: doubling.ipynb is not a notebook" in found.notes[0]


def test_an_archive_may_hold_a_notebook(tmp_path: Path) -> None:
    """Where it holds no module of that name."""
    import zipfile

    with zipfile.ZipFile(tmp_path / "work.zip", "w") as archive:
        archive.writestr("me/doubling.ipynb", notebook(IMPORT, RIGHT))
        archive.writestr("me/helper.py", "X = 1\n")
    found = read_submission(tmp_path / "work.zip", "doubling")
    assert found.sources.keys() == {"doubling", "helper"}
    assert "def double(x):" in found.sources["doubling"][1]


@pytest.fixture
def cells_of_cnn() -> list[str]:
    """The solution of 11_cnn, its imports in a cell of their own."""
    return [(ROOT / "solutions" / "11_cnn" / "cnn.py").read_text("utf-8")]


@pytest.mark.parametrize("where", ["beside", "in its folder"])
@pytest.mark.parametrize("kind", ["notebook", "module"])
def test_earlier_exercises_are_found_beside_a_notebook(
    tmp_path: Path, cells_of_cnn: list[str], where: str, kind: str
) -> None:
    """As notebooks or as modules, beside it or in `../05_backprop/`, and what these import in turn."""
    course = open_course(ROOT)
    mine = write(tmp_path / "11_cnn" / "cnn.ipynb", *cells_of_cnn)
    for each in course.exercises[:10]:
        folder = mine.parent if where == "beside" else tmp_path / each.slug
        folder.mkdir(exist_ok=True)
        if kind == "module":
            shutil.copy(each.solution, folder)
        else:
            write(folder / f"{each.topic}.ipynb", each.solution.read_text("utf-8"))
    found = desk.Desk(course, tmp_path / "nowhere").submission(course.exercise("cnn"), mine)
    assert not found.problem
    assert {"backprop", "convolution", "losses", "optimizers", "pooling"} <= found.sources.keys()
    assert found.sources["pooling"][0] == ("pooling.py" if kind == "module" else "pooling.ipynb")


def test_a_desk_may_hold_notebooks(tmp_path: Path, course: Path) -> None:
    """The exercise that was begun in one is checked without being named; a stub is not begun."""
    stub = (course / "exercises" / TINY / "doubling.py").read_text() if (course / "exercises").exists() else STUB
    assert run("sync", "--course", course).exit_code == 0
    assert run("init", tmp_path / "me", "--course", course).exit_code == 0
    (tmp_path / "me" / TINY / "doubling.py").unlink()
    found = desk.find_desk(tmp_path / "me")
    exercise = found.course.exercises[0]
    assert found.untouched(exercise)
    write(tmp_path / "me" / TINY / "doubling.ipynb", stub)
    assert found.untouched(exercise)
    write(tmp_path / "me" / TINY / "doubling.ipynb", IMPORT, RIGHT)
    assert not found.untouched(exercise)


def test_a_class_may_hand_in_notebooks(tmp_path: Path, course: Path) -> None:
    """Collected from folders, graded like modules of the same code, told apart by what is in them."""
    classroom = new_class(tmp_path / "class", open_course(course), key=shared_key())
    for name, cells in {"ada": [IMPORT, RIGHT, *EXPERIMENTS], "bob": [IMPORT, WRONG]}.items():
        write(tmp_path / "sent" / name / "doubling.ipynb", *cells)
    write(tmp_path / "sent" / "ada" / "notes.ipynb", "print(1)")
    (tmp_path / "sent" / "eve").mkdir()
    (tmp_path / "sent" / "eve" / "doubling.py").write_text(f"{IMPORT}\n{WRONG}\n")
    collected = run("collect", tmp_path / "sent", "--class", classroom.root)
    assert collected.exit_code == 0, collected.output
    assert not (classroom.root / "submitted" / "ada" / TINY / "notes.ipynb").exists()
    grade_class(classroom, [TINY], Wish(), Watch(), here(1))
    found = {each.student: each for each in standings(classroom)}
    assert {name: each.points for name, each in found.items()} == {"ada": 2.0, "bob": 0.0, "eve": 0.0}
    assert found["bob"].result is not None
    assert found["eve"].result is not None
    assert [check.diagnosis for check in found["bob"].result.checks] == [
        check.diagnosis for check in found["eve"].result.checks
    ]


def test_a_notebooks_outputs_count_for_its_key(tmp_path: Path) -> None:
    """All of a large file does, not only its beginning."""
    for place, end in (("a", "x"), ("b", "y")):
        write(tmp_path / place / "doubling.ipynb", code("1") | {"outputs": ["z" * (2 << 20) + end]})
    assert content_key(tmp_path / "a") != content_key(tmp_path / "b")


def test_a_notebook_is_handed_in(tmp_path: Path, course: Path) -> None:
    """With a receipt that is right, and what is said is about the notebook."""
    assert run("sync", "--course", course).exit_code == 0
    assert run("init", tmp_path / "me", "--course", course).exit_code == 0
    (tmp_path / "me" / TINY / "doubling.py").unlink()
    mine = write(tmp_path / "me" / TINY / "doubling.ipynb", IMPORT, RIGHT)
    before = Path.cwd()
    os.chdir(mine.parent)
    try:
        sent = run("submit", "--to", tmp_path / "box.zip", "--student", "ada")
    finally:
        os.chdir(before)
    assert sent.exit_code == 0, sent.output
    assert "doubling.ipynb" in sent.output


def test_notebook_and_module_of_one_code_get_the_same(tmp_path: Path) -> None:
    """All checks of the activations, on the solution with a relu that is wrong."""
    from dlgrade.grade import Settings, grade

    course = open_course(ROOT)
    wrong = SOLUTION + "\n\ndef relu(x):\n    return np.maximum(np.asarray(x, dtype=float), 0)\n"
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "activations.py").write_text(wrong)
    write(tmp_path / "b" / "activations.ipynb", *wrong.split("\n\n\n"))
    exercise = course.exercise("activations")
    both = [read_submission(tmp_path / each, "activations", wanted=course.names_in) for each in "ab"]
    one, other = grade(course, exercise, both, Settings(task="relu", answers=answers()))
    assert one.verdicts() == other.verdicts()
    assert 0 < one.points < one.max_points
    json.dumps([check.message for check in other.checks])
