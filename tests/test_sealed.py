"""The pytest that judges is sealed: nothing in a submission's folder, or in the environment, gets into it.

Each way in leaves a canary, an empty file, if it is taken; a control shows that plain pytest takes it.
"""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import classroom
import pytest

from dlgrade.course import open_course
from dlgrade.student import read_submission

OPTIONS = "addopts = -p canary_plugin\n"


@dataclass(frozen=True)
class Way:
    """A way into pytest: files and environment variables; CANARY stands for the code that leaves the canary."""

    files: dict[str, str]
    variables: dict[str, str] = field(default_factory=dict)
    imports: str = "os"  # what the control's test imports


PLUGIN = {"canary_plugin.py": "CANARY"}
CONFIGURATION = {
    "conftest.py": Way({"conftest.py": "CANARY"}),
    "pytest.ini": Way({"pytest.ini": f"[pytest]\n{OPTIONS}", **PLUGIN}),
    "setup.cfg": Way({"setup.cfg": f"[tool:pytest]\n{OPTIONS}", **PLUGIN}),
    "tox.ini": Way({"tox.ini": f"[pytest]\n{OPTIONS}", **PLUGIN}),
    "pyproject.toml": Way({"pyproject.toml": '[tool.pytest.ini_options]\naddopts = "-p canary_plugin"\n', **PLUGIN}),
}
MODULES = {
    f"{name}.py": Way({f"{name}.py": "CANARY"}, imports=name)
    for name in ("random", "numpy", "torch", "click", "pytest")
}
VARIABLES = {
    "PYTEST_PLUGINS": Way(PLUGIN, {"PYTEST_PLUGINS": "canary_plugin"}),
    "PYTEST_ADDOPTS": Way(PLUGIN, {"PYTEST_ADDOPTS": "-p canary_plugin"}),
}
WAYS = CONFIGURATION | MODULES | VARIABLES

GRADE = """
import sys
sys.path[:0] = sys.argv[1:2]
import classroom
from pathlib import Path
from dlgrade.student import read_submission
sys.path[:0] = ["", str(Path.cwd())]  # as an interactive session and python -m have it
submission = read_submission(Path.cwd(), "activations")
result = classroom.grade_submissions([submission], answers=Path(sys.argv[2]))[0]
print(result.points, *sorted(classroom.outcomes(result)))
"""


@pytest.fixture
def canary(tmp_path) -> Path:
    """Where a way in that is taken leaves its mark."""
    return tmp_path / "canary"


@pytest.fixture
def folder(tmp_path, request, canary) -> Path:
    """A wrong submission with one way in."""
    place = tmp_path / "submission"
    place.mkdir()
    (place / "activations.py").write_text(classroom.with_sigmoid("return np.asarray(x) * 0.5"))
    for name, text in WAYS[request.param].files.items():
        (place / name).write_text(text.replace("CANARY", f"open({str(canary)!r}, 'w').close()\n"))
    return place


def environment(**variables: str) -> dict[str, str]:
    """Return an environment for a process of its own, without what this pytest has set."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST", "COV"))}
    return {**kept, "PYTHONDONTWRITEBYTECODE": "1", **variables}


def run(folder: Path, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run Python in a submission's folder."""
    command = [sys.executable, *arguments]
    return subprocess.run(
        command, cwd=folder, env=environment(**variables), capture_output=True, text=True, timeout=60, check=False
    )


@pytest.mark.parametrize(("folder", "way"), WAYS.items(), ids=WAYS, indirect=["folder"])
def test_plain_pytest_takes_this_way_in(folder, way, canary):
    """The control: run in the folder, pytest leaves the canary, so its absence means something."""
    (folder / "test_plain.py").write_text(f"def test_plain():\n    import {way.imports}\n")
    quick = {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", **way.variables}
    run(folder, "-m", "pytest", "-q", "-p", "no:cacheprovider", "test_plain.py", **quick)
    assert canary.exists()


@pytest.mark.parametrize(("folder", "way"), WAYS.items(), ids=WAYS, indirect=["folder"])
def test_grading_does_not_take_it(folder, way, canary, monkeypatch):
    """Graded from within its own folder, with the folder on the path, a wrong submission fails and leaves no canary."""
    monkeypatch.chdir(folder)
    monkeypatch.syspath_prepend(str(folder))
    for name, value in way.variables.items():
        monkeypatch.setenv(name, value)
    result = classroom.grade_submissions([read_submission(folder, "activations")])[0]
    assert result.points == 0
    assert classroom.outcomes(result) == {"failed"}
    assert not canary.exists()


@pytest.mark.parametrize(("folder", "way"), CONFIGURATION.items(), ids=CONFIGURATION, indirect=["folder"])
def test_it_is_not_taken_above_the_checks_either(folder, way, canary, tmp_path, monkeypatch):
    """Files beside the checks and at the root of their course, where pytest looks first, are no better obeyed."""
    course = open_course(classroom.copy_course(tmp_path / "course"))
    for place in (course.root, course.exercise(classroom.SLUG).folder):
        for name in way.files:
            shutil.copy(folder / name, place / name)
    monkeypatch.syspath_prepend(str(course.root))
    result = classroom.grade_submissions([read_submission(folder, "activations")], course)[0]
    assert classroom.outcomes(result) == {"failed"}
    assert not canary.exists()


@pytest.mark.parametrize("folder", MODULES, indirect=True)
def test_no_module_of_the_folder_is_taken_for_pythons(folder, canary, tmp_path):
    """Neither is one imported by a process of its own, with the folder on its path: torch too is the real one."""
    script = tmp_path / "grade.py"
    script.write_text(GRADE)
    stored = tmp_path / "answers" if (folder / "torch.py").exists() else classroom.answers()
    ran = run(folder, str(script), str(Path(__file__).parent), str(stored))
    assert ran.stdout == "0.0 failed\n", ran.stderr
    assert not canary.exists()


@pytest.mark.parametrize("folder", ["click.py", "random.py"], indirect=True)
def test_the_command_started_in_the_folder_imports_nothing_of_it(folder, canary):
    """`python -m dlgrade` puts the working directory on the path; the package takes it off before it imports more."""
    ran = run(folder, "-m", "dlgrade", "--version")
    assert not canary.exists()
    assert ran.returncode == 0, ran.stderr


@pytest.mark.parametrize("folder", ["conftest.py"], indirect=True)
def test_the_surroundings_are_as_they_were(folder, monkeypatch):
    """Working directory, path, modules and environment are put back after grading."""
    monkeypatch.chdir(folder)
    monkeypatch.syspath_prepend(str(folder))
    monkeypatch.setenv("PYTEST_ADDOPTS", "-q")
    before = Path.cwd(), list(sys.path), dict(os.environ)
    classroom.grade_submissions([read_submission(folder, "activations")])
    assert (Path.cwd(), list(sys.path), dict(os.environ)) == before
    assert not [name for name in sys.modules if name.endswith("check_activations")]


def test_nothing_around_an_exercise_is_looked_through(tmp_path, monkeypatch):
    """However full the folders above a course are, grading takes no longer: pytest collects from the exercise on."""
    course = open_course(classroom.copy_course(tmp_path / "course"))
    seen, scandir = set(), os.scandir
    monkeypatch.setattr(os, "scandir", lambda path=".": seen.add(path) or scandir(path))
    classroom.grade_texts({"me": classroom.SOLUTION}, course)
    above = set((tmp_path / "course" / "solutions" / classroom.SLUG).parents)
    assert seen
    assert not {Path(path) for path in seen if not isinstance(path, int)} & above


def test_the_checks_of_two_courses_are_kept_apart(tmp_path):
    """A module of checks is loaded anew for each course, though both have one name."""
    checks = classroom.with_check('"""New."""')
    other = open_course(classroom.copy_course(tmp_path, checks=checks))
    for course, count in ((classroom.COURSE, 0), (other, 1), (classroom.COURSE, 0)):
        result = classroom.grade_texts({"me": classroom.SOLUTION}, course)["me"]
        assert [check.id for check in result.checks].count("test_new") == count
