"""nbgrader's own programs in a class's folder: export, the student list, formgrader, feedback pages."""

import csv
import datetime
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Any

import pytest
from books import DUE_TOML, PER_DAY, TOPIC, again, check, give, make_class, mark
from classroom import COURSE, SLUG

from dlgrade.classroom import Classroom, new_class, open_class, standings
from dlgrade.classroom.nbgrader import nbgrader_config

PROGRAMS = Path(sys.executable).parent
_PATIENCE = 60  # seconds, for Jupyter to start on a busy machine


@pytest.fixture
def classroom(tmp_path: Path) -> Classroom:
    """Three submissions: all points, half of them a day late with one marked by hand, and a grader error."""
    made = make_class(tmp_path, DUE_TOML, PER_DAY)
    give(made, "ada", [check("test_a", 2), check("test_b", 2)])
    give(made, "bob", [check("test_a", 2), check("test_b", message="<b>mine</b>")], late=datetime.timedelta(days=1))
    give(made, "eve", [check("test_a", 2), check("test_b", outcome="error", message="")])
    again(made)
    mark(made, "bob", "test_b", manual_score=1.0)
    again(made)
    return made


EXPECTED = {"ada": (4.0, 0.0, 4.0), "bob": (3.0, 0.3, 4.0), "eve": (4.0, 0.0, 4.0)}  # raw, penalty, maximum


def nbgrader(classroom: Classroom, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run nbgrader in the class's folder, as an instructor does."""
    return subprocess.run(
        [PROGRAMS / "nbgrader", *arguments],
        cwd=classroom.root,
        env={**os.environ, "JUPYTER_PLATFORM_DIRS": "1", "HOME": str(classroom.root)},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_numbers_expected_are_those_of_the_standings(classroom: Classroom) -> None:
    """Apart from the human's point, of which lateness takes its share."""
    mine = {each.student: (each.points, each.penalty, each.max_points) for each in standings(classroom)}
    assert mine == EXPECTED | {"bob": (2.0, 0.2, 4.0)}


def test_nbgrader_exports_the_same_scores(classroom: Classroom) -> None:
    """`nbgrader export --to=grades.csv`, with penalties and manual scores."""
    done = nbgrader(classroom, "export", "--to=grades.csv")
    assert done.returncode == 0, done.stderr
    with (classroom.root / "grades.csv").open(encoding="utf-8") as file:
        lines = {line["student_id"]: line for line in csv.DictReader(file)}
    assert {line["duedate"] for line in lines.values()} == {"2026-10-01 12:00:00"}
    assert lines["ada"]["email"] == "ada@example.edu"
    for student, (raw, penalty, most) in EXPECTED.items():
        line = lines[student]
        found = [float(line[name]) for name in ("raw_score", "late_submission_penalty", "score", "max_score")]
        assert found == pytest.approx([raw, penalty, raw - penalty, most])


def test_nbgrader_lists_the_students(classroom: Classroom) -> None:
    """`nbgrader db student list`, from the class's folder, by the configuration that a new class has."""
    done = nbgrader(classroom, "db", "student", "list")
    assert done.returncode == 0, done.stderr
    assert "There are 3 students in the database" in done.stdout
    assert "ada (Lovelace, Ada) -- ada@example.edu, 901" in done.stdout


def test_a_feedback_page_shows_what_a_submission_printed_as_text(classroom: Classroom) -> None:
    """`nbgrader generate_feedback` finds its notebooks; nothing in a comment is markup."""
    done = nbgrader(classroom, "generate_feedback", SLUG)
    assert done.returncode == 0, done.stderr
    page = (classroom.root / "feedback" / "bob" / SLUG / f"{TOPIC}.html").read_text("utf-8")
    assert "&lt;b&gt;mine&lt;/b&gt;" in page
    assert "<b>mine" not in page
    assert "Score: 2.7 / 4.0" in page


def formgrader_api(classroom: Classroom) -> Any:
    """Return what formgrader's handlers call, configured by the class's folder."""
    from nbgrader.apps.api import NbGraderAPI
    from traitlets.config import PyFileConfigLoader

    config = PyFileConfigLoader("nbgrader_config.py", path=str(classroom.root)).load_config()
    return NbGraderAPI(config=config)


def test_formgrader_shows_the_same_scores(classroom: Classroom) -> None:
    """Assignments, submissions and notebooks, by the calls that its handlers make."""
    api = formgrader_api(classroom)
    assert [each["name"] for each in api.get_assignments()] == [SLUG]
    assert_shown(api.get_assignments(), api.get_submissions(SLUG), api.get_notebook_submissions(SLUG, TOPIC))


def assert_shown(assignments: Any, submissions: Any, notebooks: Any) -> None:
    """Assert that formgrader has the scores of the standings, and somebody's check to look at."""
    assert assignments[0]["max_score"] == 4.0
    assert assignments[0]["num_submissions"] == 3
    assert {each["student"]: each["score"] for each in submissions} == {
        student: raw for student, (raw, _, _) in EXPECTED.items()
    }
    assert all(each["autograded"] for each in submissions)
    assert [each["student"] for each in submissions if each["needs_manual_grade"]] == ["eve"]
    assert {each["student"] for each in notebooks} == EXPECTED.keys()


def test_a_notebook_of_somebody_else_stays(classroom: Classroom) -> None:
    """One that nbgrader's own autograder made, or a human."""
    path = classroom.root / "autograded" / "ada" / SLUG / f"{TOPIC}.ipynb"
    for text in ('{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}', "[]", "not JSON"):
        path.write_text(text, "utf-8")
        assert again(classroom).notebooks == 0
        assert path.read_text("utf-8") == text


def test_the_notebooks_are_valid(classroom: Classroom) -> None:
    """By nbformat's schema; each check's name is a cell to mark, and the code is there."""
    import nbformat

    for path in classroom.root.rglob("*.ipynb"):
        notebook = nbformat.read(path, as_version=4)
        nbformat.validate(notebook)
        marked = [cell.metadata.nbgrader.grade_id for cell in notebook.cells if "nbgrader" in cell.metadata]
        assert marked == ["test_a", "test_b"]
        assert notebook.cells[1].source == "# mine\n"


def test_the_configuration_follows_dlgrade_toml(tmp_path: Path) -> None:
    """Name, gradebook and exchange, and the folder wherever it has been moved to."""
    from traitlets.config import PyFileConfigLoader

    for url in ("", "sqlite:///other.db", "sqlite:////srv/grades.db", "postgresql+psycopg2://u:p@h/x"):
        root = tmp_path / re.sub(r"\W", "", url or "default")
        new_class(tmp_path / "new", COURSE, gradebook=url, exchange="exchange")
        (tmp_path / "new").rename(root)
        config = PyFileConfigLoader("nbgrader_config.py", path=str(root)).load_config()
        assert config.CourseDirectory.db_url == open_class(root).gradebook_url
        assert config.CourseDirectory.course_id == "new"
        assert config.CourseDirectory.root == str(root)
        assert config.Exchange.root == str(root / "exchange")


def test_a_class_without_a_configuration_gets_one(classroom: Classroom) -> None:
    """As one has that was made before nbgrader was wanted."""
    (classroom.root / "nbgrader_config.py").unlink()
    again(classroom)
    assert (classroom.root / "nbgrader_config.py").read_text("utf-8") == nbgrader_config()


def test_a_configuration_that_is_there_stays(tmp_path: Path) -> None:
    """An instructor's own."""
    (tmp_path / "nbgrader_config.py").write_text("# mine\n", "utf-8")
    new_class(tmp_path, COURSE)
    assert (tmp_path / "nbgrader_config.py").read_text("utf-8") == "# mine\n"


@pytest.fixture
def jupyter(classroom: Classroom) -> Iterator[str]:
    """A Jupyter server with formgrader on loopback; its address, to which a path is added."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "jupyter", "server", "--no-browser", "--allow-root", "--ip=127.0.0.1"]
    command += [f"--port={port}", "--IdentityProvider.token=t"]
    command += ["--ServerApp.jpserver_extensions={'nbgrader.server_extensions.formgrader': True}"]
    environment = {**os.environ, "HOME": str(classroom.root), "PATH": f"{PROGRAMS}{os.pathsep}{os.environ['PATH']}"}
    with (classroom.root / "jupyter.log").open("wb") as log:
        process = subprocess.Popen(command, cwd=classroom.root, env=environment, stdout=log, stderr=log)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(_PATIENCE)


@pytest.mark.wide
def test_formgrader_itself_shows_the_same_scores(classroom: Classroom, jupyter: str) -> None:
    """A real server: its API, the page on which a human marks, and a mark that the next sync keeps."""
    jar = CookieJar()
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))

    def ask(path: str, body: Any = None) -> bytes:
        headers = {"Authorization": "token t"}
        data = json.dumps(body).encode() if body is not None else None
        request = urllib.request.Request(f"{jupyter}/formgrader/{path}", data, headers, method="PUT" if data else "GET")
        content: bytes = opener.open(request, timeout=_PATIENCE).read()
        return content

    until = time.monotonic() + _PATIENCE
    while True:
        try:
            ask("api/status")
            break
        except (OSError, urllib.error.URLError):
            assert time.monotonic() < until, (classroom.root / "jupyter.log").read_text("utf-8")
            time.sleep(0.3)
    notebooks = json.loads(ask(f"api/submitted_notebooks/{SLUG}/{TOPIC}"))
    assert_shown(json.loads(ask("api/assignments")), json.loads(ask(f"api/submissions/{SLUG}")), notebooks)
    eve = next(each for each in notebooks if each["student"] == "eve")
    page = ask(f"submissions/{eve['id']}/").decode()
    assert 'class="score tabbable" id="test_b"' in page
    grades = json.loads(ask(f"api/grades?submission_id={eve['id']}"))
    mine = next(each for each in grades if each["name"] == "test_b")
    ask(f"api/grade/{mine['id']}", {"manual_score": 1.5, "extra_credit": 0.5})
    synced = again(classroom)
    assert (synced.changed, synced.by_hand, synced.attention) == (0, 2, [])
    shown = {each["student"]: each["score"] for each in json.loads(ask(f"api/submissions/{SLUG}"))}
    assert shown["eve"] == 4.0
