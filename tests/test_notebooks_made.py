"""Notebooks that are made of exercises: complete, the same every time, and with names that stay."""

import ast
import json
from pathlib import Path
from typing import Any

import pytest
from classroom import COURSE, ROOT
from commands import TINY, assert_sentence, run, tiny_course

from dlgrade import author
from dlgrade.course import Exercise, open_course
from dlgrade.errors import CourseError, DlgradeError
from dlgrade.grade import checks_of
from dlgrade.notebooks.pieces import cell_id, pieces, points_of
from dlgrade.notebooks.writing import notebook
from dlgrade.stubs import cut
from dlgrade.student.extraction import extract
from dlgrade.student.notebooks import code_cells, exercise_of

FEW = ("06_convolution", "11_cnn")  # private helpers, constants, classes; imports of earlier exercises


def cells_of(exercise: Exercise, *, source: bool = False) -> list[dict[str, Any]]:
    """Return the cells of an exercise's notebook."""
    return list(json.loads(notebook(COURSE, exercise, source=source))["cells"])


def assert_whole(exercise: Exercise) -> None:
    """Assert that a notebook is its stub in pieces: nothing lost, nothing twice, every point in a test cell."""
    content = notebook(COURSE, exercise)
    assert content == notebook(COURSE, exercise)
    assert exercise_of(content) == exercise.slug
    cells = json.loads(content)["cells"]
    ids = [cell["id"] for cell in cells]
    assert len(set(ids)) == len(ids)
    code = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
    own = "\n".join(text for text in code if not text.startswith("%check")).replace("%load_ext dlgrade\n", "", 1)
    stub = ast.parse(cut(exercise.solution.read_text("utf-8"), exercise.solution))
    assert [ast.dump(node) for node in ast.parse(own).body] == [ast.dump(node) for node in stub.body[1:]]
    marks = {mark["grade_id"]: mark for cell in cells if (mark := cell["metadata"].get("nbgrader"))}
    worth = {name: mark["points"] for name, mark in marks.items() if mark["grade"]}
    assert worth == {f"test-{task}": points for task, points in points_of(exercise).items()}
    assert sum(worth.values()) == sum(check.points for check in checks_of(exercise))
    made = extract(code_cells(content, "x.ipynb"), "x.ipynb", modules=[each.topic for each in COURSE.exercises])
    assert made.notes == []
    names = {node.name for node in ast.parse(made.text).body if isinstance(node, ast.FunctionDef | ast.ClassDef)}
    assert names >= {task.name for task in exercise.tasks}


@pytest.mark.parametrize("slug", FEW)
def test_a_notebook_is_its_stub_in_pieces(slug: str) -> None:
    """With helpers that are given, constants, classes of several methods, and imports."""
    assert_whole(COURSE.exercise(slug))


@pytest.mark.wide
@pytest.mark.parametrize("exercise", COURSE.exercises, ids=lambda each: each.slug)
def test_every_notebook_is_its_stub_in_pieces(exercise: Exercise) -> None:
    """All of the course's exercises."""
    assert_whole(exercise)


def test_students_read_how_earlier_exercises_are_found() -> None:
    """In a notebook that imports one, and in no other."""
    shown = {
        slug: "".join(cell["source"]) for slug in FEW for cell in cells_of(COURSE.exercise(slug)) if cell["id"] == "how"
    }
    assert "`from backprop import Dense, ReLU`" in shown["11_cnn"]
    assert (
        "`backprop.ipynb` or `backprop.py`, which lies beside this notebook or in `../05_backprop/`" in shown["11_cnn"]
    )
    assert "Earlier exercises" not in shown["06_convolution"]


def test_nbgraders_source_has_markers_and_no_solution() -> None:
    """What it takes out is the placeholder; a hidden part asks for points where nbgrader runs it without dlgrade."""
    exercise = COURSE.exercise("11_cnn")
    cells = {cell["id"]: "".join(cell["source"]) for cell in cells_of(exercise, source=True)}
    stub = {cell["id"]: "".join(cell["source"]) for cell in cells_of(exercise)}
    assert cells.keys() == stub.keys()
    lines = [line for line in cells["Softmax"].split("\n") if "SOLUTION" not in line]
    assert "\n".join(lines) == stub["Softmax"]
    assert cells["Softmax"].count("### BEGIN SOLUTION") == cells["Softmax"].count("not written yet") == 3
    assert cells["test-fit"] == "%check fit\n### BEGIN HIDDEN TESTS\n%check --points fit\n### END HIDDEN TESTS"


def test_ids_are_what_nbformat_allows() -> None:
    """A name that is too long, or of other letters, keeps itself by a digest."""
    assert cell_id("conv2d_backward") == "conv2d_backward"
    odd = [cell_id("größe"), cell_id("große"), cell_id("a" * 70), cell_id("a" * 71)]
    assert len(set(odd)) == 4
    assert all(len(each) <= 64 and each.isascii() for each in odd)


def test_sync_writes_notebooks_where_it_is_told(tmp_path: Path) -> None:
    """With pictures; a second time changes nothing, and exercises/ are as they were."""
    course = tiny_course(tmp_path / "course")
    picture = course.exercises[0].folder / "plot.svg"
    picture.write_text("<svg/>")
    done = run("sync", "--notebooks", tmp_path / "out", "--course", course.root)
    assert done.exit_code == 0, done.output
    assert done.output.startswith("2 files changed")
    assert sorted(path.name for path in (tmp_path / "out" / TINY).iterdir()) == ["doubling.ipynb", "plot.svg"]
    assert "0 files changed" in run("sync", "--notebooks", tmp_path / "out", "--course", course.root).output
    assert not (course.root / "exercises").exists()


def test_sync_says_where_notebooks_may_not_go(tmp_path: Path) -> None:
    """exercises/ is written by sync alone; --check is about it."""
    course = tiny_course(tmp_path / "course")
    inside = run("sync", "--notebooks", course.root / "exercises" / "x", "--course", course.root)
    assert_sentence(inside, 2, "is written by `dlgrade sync`: name a folder of your own for the notebooks")
    both = run("sync", "--check", "--notebooks", tmp_path / "out", "--course", course.root)
    assert_sentence(both, 2, "--check is about exercises/")
    (tmp_path / "file").write_text("")
    assert_sentence(run("sync", "--notebooks", tmp_path / "file", "--course", course.root), 3, "cannot be written")


def test_a_line_that_would_begin_another_cell_is_an_authors_mistake(tmp_path: Path) -> None:
    """The sentence names the file and the cell."""
    course = tiny_course(tmp_path / "course")
    solution = course.exercises[0].solution
    solution.write_text(
        solution.read_text().replace('    """Double', '    # %% a cell\n    """Double').replace("    # %%", "# %%")
    )
    with pytest.raises(CourseError, match=r"doubling.py: double cannot be a cell: begin no comment in it with # %%"):
        notebook(open_course(course.root), open_course(course.root).exercises[0])


def test_without_jupytext_a_sentence_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is an extra."""
    monkeypatch.setitem(__import__("sys").modules, "jupytext", None)
    with pytest.raises(DlgradeError, match=r"pip install 'dlgrade\[notebooks\]'"):
        notebook(COURSE, COURSE.exercise("01_neuron"))


def test_notebooks_are_no_part_of_exercises() -> None:
    """`sync --check` knows of none, so that none is committed by mistake."""
    assert not list((ROOT / "exercises").rglob("*.ipynb"))
    assert author.changes(COURSE) == []


def test_pieces_begin_with_the_readme() -> None:
    """Its sections are cells, and code in it that looks like a heading begins none."""
    found = pieces(COURSE, COURSE.exercise("01_neuron"), source=False)
    assert [each.id for each in found[:3]] == ["readme-0", "readme-1", "readme-2"]
    assert found[0].text.startswith("# 01 Neuron")
    readme = "\n\n".join(each.text for each in found if each.id.startswith("readme"))
    assert readme.split() == (COURSE.exercise("01_neuron").folder / "README.md").read_text("utf-8").split()
