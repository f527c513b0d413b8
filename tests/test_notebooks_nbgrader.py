"""The real nbgrader in a folder that `dlgrade nbgrader-course` makes: dlgrade's points, and no kernel for anybody."""

import copy
import csv
import json
import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from classroom import ROOT
from commands import TINY, assert_sentence, environment, run, tiny_course
from graded import Watch, shared_key
from notebook_files import code, graded

from dlgrade.batch import Wish, grade_class, here
from dlgrade.classroom import Classroom, new_class, open_class, standings
from dlgrade.course import open_course

PROGRAMS = Path(sys.executable).parent
RIGHT, WRONG = "return 2 * np.asarray(x, dtype=float)", "return 3 * np.asarray(x, dtype=float)"
HALF = "x = np.asarray(x, dtype=float)\n    return x if x.ndim > 2 else 2 * x"  # wrong for the hidden check's shape
TRACE = "a-kernel-was-here"


def nbgrader(classroom: Classroom, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run nbgrader in the class's folder, in a venv that nobody has activated."""
    variables = {**os.environ, **environment(), "JUPYTER_PLATFORM_DIRS": "1", "HOME": str(classroom.root)}
    return subprocess.run(
        [PROGRAMS / "nbgrader", *arguments],
        cwd=classroom.root,
        env=variables | {"PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
    )


def hand_in(classroom: Classroom, student: str, notebook: dict[str, Any] | bytes, slug: str = TINY) -> None:
    """Put a notebook where nbgrader collects it."""
    folder = classroom.root / "submitted" / student / slug
    folder.mkdir(parents=True)
    content = notebook if isinstance(notebook, bytes) else json.dumps(notebook).encode()
    (folder / f"{slug[3:]}.ipynb").write_bytes(content)
    (folder / "timestamp.txt").write_text("2026-10-01 10:00:00.000000 UTC")


def solving(released: dict[str, Any], body: str, task: str = "double") -> dict[str, Any]:
    """Return the notebook that students got with one task solved."""
    made = copy.deepcopy(released)
    cell = next(cell for cell in made["cells"] if cell["id"] == task)
    cell["source"] = f"def {task}(x):\n    {body}"
    return made


def forging(released: dict[str, Any]) -> dict[str, Any]:
    """Return wrong work that claims all points, in every way that metadata and outputs have."""
    made = solving(released, WRONG)
    test = next(cell for cell in made["cells"] if cell["id"] == "test-double")
    output = {"output_type": "execute_result", "data": {"text/plain": "2.0"}, "metadata": {}, "execution_count": 1}
    test |= {"source": "2.0", "outputs": [output]}
    test["metadata"]["nbgrader"] |= {"points": 200, "checksum": "0" * 32}
    made["metadata"]["dlgrade"] = {"exercise": "none", "points": 9}
    made["cells"] += [graded("test-double", "2.0"), graded("bonus", "50", points=50), code("1", nbgrader="x")]
    made["cells"] += [code("1", nbgrader={"grade_id": 5, "schema_version": 99})]
    return made


def changed(released: dict[str, Any]) -> dict[str, tuple[dict[str, Any] | bytes, float]]:
    """Return hostile and odd notebooks by name, with the points that their code earns."""
    right = solving(released, RIGHT)
    without = {**right, "cells": [cell for cell in right["cells"] if not cell["id"].startswith("test-")]}
    one = {**right, "cells": [code(f"import numpy as np\ndef double(x):\n    {RIGHT}")]}
    twice = {**right, "cells": [*right["cells"], *copy.deepcopy(right["cells"])]}
    loud = [{"output_type": "stream", "name": "stderr", "text": "w" * (6 << 20)}]
    magics = [code(f"!touch {TRACE}\nimport pathlib\npathlib.Path('{TRACE}').touch()"), code("def oops(:\n    pass")]
    markup = {"cell_type": "markdown", "metadata": {}, "source": "<script>alert(1)</script>"}
    return {
        "reads": (solving(released, "return open('../../../class.key').read()"), 0.0),
        "exits": (solving(released, "import os\n    os._exit(0)"), 0.0),
        "forges": (forging(released), 0.0),
        "deletes": (without, 2.0),
        "one_cell": (one, 2.0),
        "twice": (twice, 2.0),
        "loud": ({**right, "cells": [code("1") | {"outputs": loud}, *right["cells"]]}, 2.0),
        "magics": ({**right, "cells": [*magics, *right["cells"]]}, 2.0),
        "no_json": (b"\x00", 0.0),
        "odd": (json.dumps({"cells": [1, {"cell_type": 9}], "metadata": 4, "nbformat": "x"}).encode(), 0.0),
        "markup": ({**right, "cells": [markup, *solving(released, "raise ValueError('<b>x')")["cells"]]}, 0.0),
    }


def scores(classroom: Classroom) -> dict[str, dict[str, tuple[float, float]]]:
    """Return what the gradebook holds: by student and cell, the automatic score and the maximum."""
    rows = """select s.student_id, b.name, g.auto_score, c.max_score from grade g
        join submitted_notebook n on g.notebook_id = n.id join submitted_assignment s on n.assignment_id = s.id
        join base_cell b on g.cell_id = b.id join grade_cells c on c.id = b.id"""
    found: dict[str, dict[str, tuple[float, float]]] = {}
    with sqlite3.connect(classroom.root / "gradebook.db") as database:
        for student, cell, score, most in database.execute(rows):
            found.setdefault(student, {})[cell] = (score, most)
    database.close()
    return found


def comments(classroom: Classroom) -> dict[str, str | None]:
    """Return the comment of each student's only solution cell."""
    rows = """select s.student_id, c.auto_comment from comment c join submitted_notebook n on c.notebook_id = n.id
        join submitted_assignment s on n.assignment_id = s.id"""
    with sqlite3.connect(classroom.root / "gradebook.db") as database:
        found = dict(database.execute(rows).fetchall())
    database.close()
    return found


def exported(classroom: Classroom) -> dict[str, tuple[float, float]]:
    """Return what `nbgrader export` writes, by student."""
    done = nbgrader(classroom, "export", "--to=grades.csv")
    assert done.returncode == 0, done.stderr
    with (classroom.root / "grades.csv").open(encoding="utf-8") as file:
        return {line["student_id"]: (float(line["score"]), float(line["max_score"])) for line in csv.DictReader(file)}


def by_dlgrade(classroom: Classroom, folder: Path) -> dict[str, tuple[float, float]]:
    """Grade the same submissions as `dlgrade grade` does, in another class with the same key."""
    other = new_class(folder, classroom.course, key=classroom.key_file)
    shutil.copytree(classroom.root / "submitted", other.root / "submitted")
    grade_class(other, other.exercises(), Wish(), Watch(), here(2))
    return {each.student: (each.points, each.max_points) for each in standings(other)}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Classroom:
    """A course folder with an assignment that was generated, handed in in every way, and autograded."""
    root = tmp_path_factory.mktemp("nbgrader")
    course = tiny_course(root / "course")
    done = run("nbgrader-course", root / "class", "--course", course.root, "--key", shared_key())
    assert done.exit_code == 0, done.output
    classroom = open_class(root / "class", root / "class")
    generated = nbgrader(classroom, "generate_assignment", TINY)
    assert generated.returncode == 0, generated.stderr
    released = json.loads((classroom.root / "release" / TINY / "doubling.ipynb").read_text())
    for name, body in {"right": RIGHT, "wrong": WRONG, "half": HALF}.items():
        hand_in(classroom, name, solving(released, body))
    hand_in(classroom, "stub", released)
    for name, (notebook, _) in changed(released).items():
        hand_in(classroom, name, notebook)
    autograded = nbgrader(classroom, "autograde", TINY)
    assert autograded.returncode == 0, autograded.stderr
    return open_class(classroom.root)


def test_students_get_stubs_without_hidden_tests(made: Classroom) -> None:
    """What nbgrader releases has neither its markers nor the solution, and its ids are the tasks'."""
    text = (made.root / "release" / TINY / "doubling.ipynb").read_text()
    assert "SOLUTION" not in text
    assert "HIDDEN" not in text
    cells = {cell["id"]: cell for cell in json.loads(text)["cells"]}
    assert "".join(cells["double"]["source"]).endswith('raise NotImplementedError("not written yet")')
    assert "".join(cells["test-double"]["source"]) == "%check double"


def test_every_notebook_gets_what_its_code_earns(made: Classroom) -> None:
    """Right, wrong, half right, untouched; and whatever was done to cells, outputs and metadata."""
    released = json.loads((made.root / "release" / TINY / "doubling.ipynb").read_text())
    expected = {"right": 2.0, "wrong": 0.0, "half": 1.0, "stub": 0.0}
    expected |= {name: points for name, (_, points) in changed(released).items()}
    assert scores(made) == {name: {"test-double": (points, 2.0)} for name, points in expected.items()}


def test_scores_are_those_of_dlgrade_grade(made: Classroom, tmp_path: Path) -> None:
    """In the gradebook, in nbgrader's export, and in the results that stay in the class's folder."""
    expected = by_dlgrade(made, tmp_path / "other")
    assert {name: cells["test-double"] for name, cells in scores(made).items()} == expected
    assert exported(made) == expected
    assert {each.student: (each.points, each.max_points) for each in standings(made)} == expected


def test_nothing_that_a_student_wrote_was_run_outside_the_wall(made: Classroom) -> None:
    """No kernel was started: it would have left a file, or its outputs."""
    assert not list(made.root.rglob(TRACE))
    cells = json.loads((made.root / "autograded" / "magics" / TINY / "doubling.ipynb").read_text())["cells"]
    assert [cell["source"] for cell in cells if cell.get("outputs")] != []
    assert all("nbgrader" in cell["metadata"] for cell in cells if cell.get("outputs"))


def test_comments_say_what_is_wrong(made: Classroom) -> None:
    """With nothing hidden in them, and none where all is right."""
    found = comments(made)
    assert found["right"] is None
    assert "not written yet" in (found["stub"] or "")
    assert "hidden check: values differ" in (found["half"] or "")
    assert "is not a notebook: it is no JSON" in (found["no_json"] or "")
    assert "cell 2 (double), line 2" in (found["markup"] or "")


def test_a_rebuilt_notebook_has_every_test_once(made: Classroom) -> None:
    """As the gradebook knows it: deleted ones are back, doubled ones are gone, and no markup is anybody's."""
    for path in sorted((made.root / "autograded").rglob("*.ipynb")):
        cells = json.loads(path.read_text())["cells"]
        marks = [cell["metadata"]["nbgrader"] for cell in cells if "nbgrader" in cell["metadata"]]
        assert sorted(mark["grade_id"] for mark in marks) == ["double", "test-double"], path
        assert [mark["points"] for mark in marks if mark["grade"]] == [2.0]
    page = json.loads((made.root / "autograded" / "markup" / TINY / "doubling.ipynb").read_text())
    shown = ["".join(cell["source"]) for cell in page["cells"] if cell["cell_type"] == "markdown"]
    assert "    <script>alert(1)</script>" in shown
    assert any(text.startswith("## How this notebook works") for text in shown)
    outputs = [output for cell in page["cells"] for output in cell.get("outputs", [])]
    html = "".join(part for output in outputs for part in output["data"].get("text/html", ""))
    assert "&lt;b&gt;x" in html
    assert "<b>x" not in html


@pytest.mark.wide  # half a minute of nbgrader's own starts
def test_a_result_that_is_there_is_not_made_again(made: Classroom) -> None:
    """`nbgrader autograde --force` takes the results of `dlgrade grade`, and the same scores come of it."""
    before = scores(made)
    held = {path: path.stat().st_mtime_ns for path in (made.root / "graded").rglob("*.json")}
    again = nbgrader(made, "autograde", TINY, "--student=half", "--force")
    assert again.returncode == 0, again.stderr
    assert scores(made) == before
    assert {path: path.stat().st_mtime_ns for path in (made.root / "graded").rglob("*.json")} == held


def test_dlgrades_own_gradebook_leaves_this_one_alone(made: Classroom) -> None:
    """It has a cell for each check, which would count everything twice; `grade` says who fills it, and is content."""
    asked = run("gradebook", "--class", made.root)
    assert_sentence(asked, 2, "run `nbgrader autograde EXERCISE`")
    done = run("grade", "--class", made.root)
    assert done.exit_code == 0, done.output
    assert "nbgrader fills it" in done.output


def test_a_class_of_another_kind_is_not_changed(tmp_path: Path) -> None:
    """One that was graded, one of another course, and one that has a key."""
    course = tiny_course(tmp_path / "course")
    other = tiny_course(tmp_path / "other")
    classroom = new_class(tmp_path / "class", course, key=shared_key())
    asked = ("nbgrader-course", classroom.root)
    assert_sentence(run(*asked, "--course", other.root), 2, "is a class of the course")
    assert_sentence(run(*asked, "--course", course.root, "--key", shared_key()), 2, "is a class already")
    (classroom.root / "graded").mkdir()
    assert_sentence(run(*asked, "--course", course.root), 2, "`dlgrade grade` has been used here")
    (classroom.root / "graded").rmdir()
    assert run(*asked, "--course", course.root).exit_code == 0
    config = (classroom.root / "nbgrader_config.py").read_bytes()
    again = run(*asked, "--course", course.root)
    assert "0 files are new or changed" in again.output
    assert (classroom.root / "nbgrader_config.py").read_bytes() == config
    assert config.count(b"configure(c)") == 1


@pytest.mark.wide
def test_a_whole_exercise_earns_the_same_both_ways(tmp_path: Path) -> None:
    """Mistakes and variants of 01_neuron, a cell for each definition; lateness takes the same share."""
    course = open_course(ROOT)
    toml = (ROOT / "solutions" / "course.toml").read_text("utf-8")
    root = tmp_path / "course"
    for name in ("solutions", "reference"):
        shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__"))
    late = '\n[due]\n01_neuron = 2026-09-30T12:00:00Z\n\n[late]\npenalty = "per_day"\nrate = 0.1\n'
    (root / "solutions" / "course.toml").write_text(toml + late)
    exercise = course.exercise("01_neuron")
    made = run("nbgrader-course", tmp_path / "class", "--course", root, "--key", shared_key())
    assert made.exit_code == 0, made.output
    classroom = open_class(tmp_path / "class")
    assert nbgrader(classroom, "generate_assignment", exercise.slug).returncode == 0
    solution = exercise.solution.read_text("utf-8")
    for path in [*exercise.mistakes()[::8], *exercise.variants()]:
        text = f"{solution}\n\n\n{path.read_text('utf-8')}"
        cells = [code(piece) for piece in text.split("\n\n\n")]
        whole = {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
        hand_in(classroom, path.stem, whole, exercise.slug)
    done = nbgrader(classroom, "autograde", exercise.slug)
    assert done.returncode == 0, done.stderr
    by_dlgrade(classroom, tmp_path / "other")
    expected = {each.student: (each.score, each.max_points) for each in standings(open_class(tmp_path / "other"))}
    found = exported(classroom)
    assert found.keys() == expected.keys()
    for student, pair in expected.items():
        assert found[student] == pytest.approx(pair), student
    assert len({points for points, _ in found.values()}) > 3
