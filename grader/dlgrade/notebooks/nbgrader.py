"""A course folder of nbgrader's, made of a class's folder: notebooks in `source/`, and settings that ask dlgrade."""

import os
import sys
from pathlib import Path
from typing import Any

from dlgrade.classroom import Classroom, new_class, open_class
from dlgrade.classroom.folder import CLASS_FILE
from dlgrade.classroom.nbgrader import CONFIG, nbgrader_config
from dlgrade.classroom.records import refused, whole
from dlgrade.course import Course
from dlgrade.errors import UsageError
from dlgrade.notebooks.writing import write_notebooks
from dlgrade.stubs import PLACEHOLDER

_ROOM = "dlgrade.gradebook.autograding"
_LINES = """
# notebooks: nbgrader's autograder asks dlgrade, and starts no kernel; without these lines it would run students' code
from dlgrade.notebooks.nbgrader import configure  # noqa: E402

configure(c)
"""


def nbgrader_course(folder: Path, course: Course, *, key: Path | None = None) -> tuple[Classroom, list[Path]]:
    """Make a class's folder one for notebooks, or make one; return it, and the files of `source/` that were written.

    UsageError if the class is another course's, or dlgrade has filled its gradebook already.
    """
    if not (folder / CLASS_FILE).exists():
        new_class(folder, course, key=key)
    elif key is not None:
        raise UsageError(f"{folder}: is a class already, and has a key: leave --key out")
    classroom = open_class(folder, folder)
    if classroom.course.root != course.root:
        raise UsageError(f"{folder}: is a class of the course {classroom.course.root}: name that one with --course")
    if not classroom.settings.notebooks:
        if (classroom.root / "graded").exists():
            raise UsageError(
                f"{folder}: `dlgrade grade` has been used here, whose gradebook has a cell for each check: make a "
                "folder of its own for notebooks"
            )
        _say_notebooks(classroom)
    written = write_notebooks(course, classroom.root / "source", source=True)
    return open_class(folder, folder), written


def _say_notebooks(classroom: Classroom) -> None:
    settings, config = classroom.root / CLASS_FILE, classroom.root / CONFIG
    try:
        text = config.read_text("utf-8") if config.exists() else nbgrader_config()
        if _LINES not in text:
            whole(config, (text.rstrip("\n") + "\n" + _LINES).encode())
        whole(settings, (settings.read_text("utf-8").rstrip("\n") + "\nnotebooks = true\n").encode())
    except OSError as error:
        raise refused(config, error) from None


def configure(c: Any) -> None:
    """Set nbgrader's settings, as its configuration file has them, so that dlgrade judges in place of a kernel."""
    os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])  # for alembic
    c.ClearSolutions.code_stub = {"python": PLACEHOLDER}
    c.Autograde.exporter_class = f"{_ROOM}.RebuiltNotebook"
    c.Autograde.sanitize_preprocessors = []
    c.Autograde.autograde_preprocessors = [
        f"{_ROOM}.DlgradeJudge",
        "nbgrader.preprocessors.SaveAutoGrades",
        f"{_ROOM}.DlgradeComments",
        "nbgrader.preprocessors.CheckCellMetadata",
    ]
    c.DlgradeJudge.judge = "dlgrade.notebooks.judging.judge"
