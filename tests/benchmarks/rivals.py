"""The same work by other means: nbgrader, plain pytest, and a bare fork, which is the floor."""

import itertools
import json
import os
import shutil
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import nbformat
from benchmarks.direct import EVERY
from benchmarks.twenty import COURSE, EXERCISE, FOLDER
from enrolled import hand_in

from dlgrade.classroom import new_class, standings
from dlgrade.course import open_course

HERE = Path(__file__).parent
_FORMS = {"torch": "direct.by_torch", "stored": "direct.stored('stored.npz')"}
_TESTS = """import direct
import numerics
import pytest

EXPECTED = {expected}


@pytest.mark.parametrize(("task", "case"), direct.EVERY)
def test_task(task, case):
    direct.check(numerics, task, case, EXPECTED)
"""
_NBGRADER = """c = get_config()
c.CourseDirectory.root = {root!r}
c.CourseDirectory.course_id = "class"
c.Exchange.root = {root!r} + "/exchange"
c.ClearSolutions.code_stub = {{"python": "raise NotImplementedError"}}
"""


@dataclass(frozen=True)
class Timing:
    """Seconds for each submission: the median in steady state, and of the whole run with its start."""

    steady: float
    whole: float
    points: dict[str, float]  # passed checks by student

    def __str__(self):
        return f"{self.steady:8.4f} s steady, {self.whole:8.4f} s of the whole run"


def prepared(folder):
    """Put what checks need into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(HERE / "direct.py", folder)
    shutil.copy(COURSE / "reference" / "numerics.py", folder / "reference.py")
    if not (folder / "stored.npz").exists():
        subprocess.run([sys.executable, "-c", "import direct; direct.store('stored.npz')"], cwd=folder, check=True)
    return folder


def dlgrade(root, jobs, texts):
    """Run `dlgrade grade` on a new class: strict wall, answers computed in the run, mistakes named."""
    classroom = new_class(root / f"dlgrade-{jobs}-{len(texts)}", open_course(COURSE))
    for name, text in texts.items():
        hand_in(classroom, name, EXERCISE, text)
    command = [sys.executable, "-m", "dlgrade", "grade", "all", "--class", str(classroom.root), "--jobs", str(jobs)]
    started = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    whole = time.perf_counter() - started
    standing = standings(classroom)
    assert {each.result.isolation for each in standing} == {"strict"}
    ended = [classroom.records.path(each.attempt).stat().st_mtime for each in standing]
    points = {each.student: each.score for each in standing}
    return Timing(_steady(ended), whole / len(texts), points)


def _steady(ended):
    """Return the median time between the moments at which submissions were done."""
    ended = sorted(ended)
    return statistics.median(after - before for before, after in itertools.pairwise(ended))


def floor(root, form, texts):
    """Fork a warm parent for each submission and call the checks there: no wall, no report."""
    folder = prepared(root / f"floor-{form}")
    (folder / "texts.json").write_text(json.dumps(texts), "utf-8")
    command = [sys.executable, str(HERE / "floor.py"), form]
    started = time.perf_counter()
    environment = {**os.environ, "PYTHONPATH": str(folder)}
    done = subprocess.run(command, cwd=folder, env=environment, check=True, capture_output=True)
    whole = time.perf_counter() - started
    found = json.loads(done.stdout)
    return Timing(statistics.median(found["seconds"]), whole / len(texts), found["points"])


def plain_pytest(root, form, texts):
    """Start pytest anew for each submission."""
    seconds, points = [], {}
    bare = {**os.environ, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}  # other tools' plugins would slow it down
    pattern = prepared(root / f"pytest-{form}")
    for name, text in texts.items():
        folder = pattern / name
        folder.mkdir()
        for file in ("direct.py", "reference.py", "stored.npz"):
            shutil.copy(pattern / file, folder)
        (folder / "numerics.py").write_text(text, "utf-8")
        (folder / "test_numerics.py").write_text(_TESTS.format(expected=_FORMS[form]), "utf-8")
        (folder / "pytest.ini").write_text("[pytest]\n", "utf-8")
        command = [sys.executable, "-m", "pytest", "-q", "--tb=line", "test_numerics.py"]
        started = time.perf_counter()
        done = subprocess.run(command, cwd=folder, env=bare, check=False, capture_output=True, text=True)
        seconds.append(time.perf_counter() - started)
        said = done.stdout.strip().splitlines()[-1].replace(",", "").split()
        points[name] = float(said[said.index("passed") - 1]) if "passed" in said else 0.0
    return Timing(statistics.median(seconds), sum(seconds) / len(seconds), points)


def nbgrader(root, form, texts):
    """Run `nbgrader autograde` on notebooks of the same functions and checks."""
    folder = root / f"nbgrader-{form}"
    source = prepared(folder / "source" / "numerics")
    (folder / "nbgrader_config.py").write_text(_NBGRADER.format(root=str(folder)), "utf-8")
    nbformat.write(_notebook(form), source / "numerics.ipynb")
    command = [sys.executable, "-m", "nbgrader"]
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])  # nbgrader looks for alembic there
    options = {"cwd": folder, "check": True, "capture_output": True, "env": {**os.environ, "PATH": path}}
    subprocess.run([*command, "generate_assignment", "numerics"], **options)
    for name, text in texts.items():
        theirs = folder / "submitted" / name / "numerics"
        shutil.copytree(folder / "release" / "numerics", theirs)
        book = nbformat.read(theirs / "numerics.ipynb", as_version=4)
        book.cells[0].source = text
        nbformat.write(book, theirs / "numerics.ipynb")
    started = time.time()
    subprocess.run([*command, "autograde", "numerics"], **options)
    whole = time.time() - started
    ended = [path.stat().st_mtime for path in folder.glob("autograded/*/numerics/numerics.ipynb")]
    assert len(ended) == len(texts)
    return Timing(_steady(ended), whole / len(texts), _scores(folder))


def _notebook(form):
    """Return a notebook with one solution cell, a cell that loads the answers, and a test cell for each check."""
    solution = (FOLDER / "numerics.py").read_text("utf-8")
    setup = f"import types\n\nimport direct\n\nEXPECTED = {_FORMS[form]}\nNUMERICS = types.SimpleNamespace(**globals())"
    cells = [_cell("numerics", solution, solution=True), _cell("setup", setup, locked=True)]
    for task, case in EVERY:
        cells.append(
            _cell(f"{task}-{case}", f"direct.check(NUMERICS, {task!r}, {case}, EXPECTED)", locked=True, points=1)
        )
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    return nbformat.v4.new_notebook(cells=cells, metadata=kernel)


def _cell(name, text, *, solution=False, locked=False, points=0):
    facts = {"grade": points > 0, "grade_id": name, "locked": locked, "schema_version": 3, "solution": solution}
    facts |= {"task": False} | ({"points": points} if points else {})
    return nbformat.v4.new_code_cell(text, metadata={"nbgrader": facts})


def _scores(folder):
    from nbgrader.api import Gradebook

    with Gradebook(f"sqlite:///{folder}/gradebook.db") as gradebook:
        return {each.student.id: each.score for each in gradebook.assignment_submissions("numerics")}
