"""Gradebooks that cannot be written: one sentence each, nothing half written, and results that stay where they are."""

import contextlib
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from books import TOPIC, again, check, dump, give, make_class, rows, totals
from classroom import SLUG
from commands import assert_sentence, run

from dlgrade.classroom import Classroom
from dlgrade.gradebook import database, syncing
from dlgrade.gradebook.faults import sentence
from dlgrade.gradebook.held import held_people

TESTS = Path(__file__).parent


@pytest.fixture
def classroom(tmp_path: Path) -> Classroom:
    """A class where ada has two of four points."""
    made = make_class(tmp_path)
    give(made, "ada", [check("test_a", 2), check("test_b")])
    return made


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Waits are short."""
    monkeypatch.setattr(database, "_PATIENCE", 0.5)
    monkeypatch.setattr(database, "_ASK", 0.1)


def name_gradebook(classroom: Classroom, url: str) -> None:
    """Change the line `gradebook` in dlgrade.toml."""
    path = classroom.root / "dlgrade.toml"
    lines = [line for line in path.read_text("utf-8").splitlines() if not line.startswith("gradebook")]
    path.write_text("\n".join([*lines, f'gradebook = "{url}"']) + "\n", "utf-8")


@contextlib.contextmanager
def held(classroom: Classroom, *statements: str) -> Iterator[sqlite3.Connection]:
    """Hold a lock on the gradebook, as another program does."""
    with contextlib.closing(
        sqlite3.connect(classroom.root / "gradebook.db", isolation_level=None, check_same_thread=False)
    ) as connection:
        for statement in statements:
            connection.execute(statement).fetchall()
        yield connection


SAFE = "nothing is half written, and the results are safe in graded/"
LOCKS = [("BEGIN IMMEDIATE",), ("BEGIN EXCLUSIVE",), ("BEGIN", "SELECT * FROM grade")]


@pytest.mark.parametrize("statements", LOCKS, ids=["writer", "exclusive", "reader"])
def test_a_locked_gradebook_is_waited_for_and_then_named(
    classroom: Classroom, impatient: None, statements: tuple[str, ...]
) -> None:
    """One note while it waits, one sentence at the end, and not a row changed."""
    again(classroom)
    give(classroom, "ada", [check("test_a", 2), check("test_b", 2)])
    before = dump(classroom)
    with held(classroom, *statements):
        result = run("gradebook", "--class", classroom.root)
    assert result.exit_code == 3
    note, error = result.stderr.splitlines()
    assert note.endswith("gradebook.db: in use by another program; waiting for up to 0 s")
    assert "is in use by another program; nothing is half written" in error
    assert "close that, or wait until it is done, then run `dlgrade gradebook` again" in error
    assert dump(classroom) == before


def test_a_lock_that_is_let_go_in_time_is_no_error(classroom: Classroom) -> None:
    """Formgrader's are of this kind."""
    again(classroom)
    give(classroom, "ada", [check("test_a", 2), check("test_b", 2)])
    with held(classroom, "BEGIN IMMEDIATE") as connection:
        threading.Timer(0.5, connection.rollback).start()
        again(classroom)
    assert totals(classroom)["ada"] == (4.0, 0.0, 4.0)


def test_nobody_marks_between_what_is_read_and_what_is_written(
    classroom: Classroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The lock comes before the first read, so that no human's score is judged by an older one."""
    again(classroom)
    tried: list[str] = []

    def reading(*arguments: Any) -> Any:
        with held(classroom, "PRAGMA busy_timeout = 0") as connection, pytest.raises(sqlite3.OperationalError) as error:
            connection.execute("UPDATE grade SET manual_score = 1")
        tried.append(str(error.value))
        return held_people(*arguments)

    monkeypatch.setattr(syncing, "held_people", reading)
    again(classroom)
    assert tried == ["database is locked"]


@pytest.mark.parametrize("text", [b"student,score\nada,2\n" * 200, b"SQLite format 3\0" + b"\xff" * 8000])
def test_a_file_that_is_no_database_stays_what_it_is(classroom: Classroom, text: bytes) -> None:
    """It is somebody's, whatever it is."""
    path = classroom.root / "gradebook.db"
    path.write_bytes(text)
    assert_sentence(run("gradebook", "--class", classroom.root), 3, "is no gradebook, or a damaged one", SAFE)
    assert path.read_bytes() == text


def test_a_folder_that_is_missing_is_named(classroom: Classroom) -> None:
    """And is not made."""
    name_gradebook(classroom, "sqlite:///nowhere/gradebook.db")
    said = "nowhere/gradebook.db: cannot be opened: its folder is missing or may not be entered"
    assert_sentence(run("gradebook", "--class", classroom.root), 3, said, SAFE)
    assert not (classroom.root / "nowhere").exists()


def test_a_gradebook_that_may_not_be_written_to(classroom: Classroom, monkeypatch: pytest.MonkeyPatch) -> None:
    """Said as it is; root may write to anything, so that SQLite is told to refuse."""
    again(classroom)
    give(classroom, "ada", [check("test_a", 2), check("test_b", 2)])
    spoil(monkeypatch, "PRAGMA query_only = 1")
    assert_sentence(run("gradebook", "--class", classroom.root), 3, "may not be written to", SAFE)


def spoil(monkeypatch: pytest.MonkeyPatch, pragma: str) -> None:
    """Set something in every connection to the gradebook."""
    from sqlalchemy import event

    make = database.Database._engine

    def made(self: database.Database, write: bool) -> object:
        engine = make(self, write)
        event.listen(engine, "connect", lambda raw, _: raw.execute(pragma))
        return engine

    monkeypatch.setattr(database.Database, "_engine", made)


def test_a_full_disk_is_called_so(classroom: Classroom, monkeypatch: pytest.MonkeyPatch) -> None:
    """SQLite's own error, made by letting it use few pages; the gradebook is what it was."""
    again(classroom)
    before = dump(classroom)
    for student in ("bob", "eve"):
        give(classroom, student, [check(f"test_{number}", message="x" * 3000) for number in range(40)])
    spoil(monkeypatch, "PRAGMA max_page_count = 40")
    assert_sentence(run("gradebook", "--class", classroom.root), 3, "the disk is full", SAFE, "make room")
    assert dump(classroom) == before


@pytest.mark.system
def test_a_disk_that_is_really_full(tmp_path: Path) -> None:
    """A file system of a few hundred kilobytes."""
    small = tmp_path / "small"
    small.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", small], check=False).returncode:
        pytest.skip("no file system can be mounted here")
    try:
        made = make_class(tmp_path)
        name_gradebook(made, f"sqlite:///{small}/gradebook.db")
        for student in ("ada", "bob", "eve"):
            give(made, student, [check(f"test_{number}", message="x" * 3000) for number in range(40)])
        assert_sentence(run("gradebook", "--class", made.root), 3, "the disk is full", SAFE)
        with contextlib.closing(sqlite3.connect(small / "gradebook.db")) as connection:
            assert connection.execute("SELECT * FROM sqlite_master").fetchall() == []
    finally:
        subprocess.run(["umount", small], check=True)


def test_a_gradebook_of_an_older_nbgrader_is_sent_to_its_upgrade(classroom: Classroom) -> None:
    """By its version, and where it has none at all."""
    again(classroom)
    said = "gradebook.db: is of an older nbgrader: run `nbgrader db upgrade` in the class's folder"
    rows(classroom, "UPDATE alembic_version SET version_num = '724cde206c17'")
    assert_sentence(run("gradebook", "--class", classroom.root), 3, said)
    rows(classroom, "DROP TABLE alembic_version")
    assert_sentence(run("gradebook", "--class", classroom.root), 3, said)
    assert_sentence(run("gradebook", "--class", classroom.root, "--dry-run"), 3, said)


def test_a_gradebook_of_a_newer_nbgrader_is_called_so(classroom: Classroom) -> None:
    """Its version is none that this nbgrader knows."""
    again(classroom)
    rows(classroom, "UPDATE alembic_version SET version_num = 'ffffffffffff'")
    said = "holds tables of another program, or of a newer nbgrader (version ffffffffffff): upgrade nbgrader"
    assert_sentence(run("gradebook", "--class", classroom.root), 3, said)


def test_an_assignment_of_another_course_is_not_taken(classroom: Classroom) -> None:
    """nbgrader keeps one assignment of a name in a database, whatever the course."""
    again(classroom)
    rows(classroom, "UPDATE assignment SET course_id = 'other'")
    said = f"the gradebook has an assignment {SLUG} of the course 'other', and this is 'class'"
    assert_sentence(run("gradebook", "--class", classroom.root), 3, said)


@pytest.mark.parametrize("url", ["grades.db", "postgres//user:secret@host/x", "oracle9://u:secret@h/x"])
def test_an_address_that_is_none_is_called_so_without_its_password(classroom: Classroom, url: str) -> None:
    """With two that would be one."""
    name_gradebook(classroom, url)
    result = run("gradebook", "--class", classroom.root)
    assert_sentence(result, 2, "dlgrade.toml: the line `gradebook` names no database", "write sqlite:///gradebook.db")
    assert "secret" not in result.output


def test_a_server_that_is_not_there_is_named_without_its_password(classroom: Classroom) -> None:
    """No waiting where nothing was begun."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    name_gradebook(classroom, f"postgresql://user:secret@127.0.0.1:{port}/grades")
    started = time.monotonic()
    result = run("gradebook", "--class", classroom.root)
    said = f"postgresql://user:***@127.0.0.1:{port}/grades: cannot be reached, or the connection was lost"
    assert_sentence(result, 3, said, SAFE, "see that the server runs, then run `dlgrade gradebook` again")
    assert "secret" not in result.output
    assert time.monotonic() - started < 5


@pytest.mark.parametrize(
    ("module", "url", "exit_code", "said"),
    [
        ("nbgrader", "sqlite:///gradebook.db", 3, "pip install 'dlgrade[gradebook]'"),
        ("psycopg2", "postgresql://u:secret@127.0.0.1/x", 2, "its driver is not here"),
    ],
)
def test_what_is_not_installed_is_named_with_its_command(
    classroom: Classroom, monkeypatch: pytest.MonkeyPatch, module: str, url: str, exit_code: int, said: str
) -> None:
    """nbgrader, and the driver that PostgreSQL needs."""
    name_gradebook(classroom, url)
    for name in [name for name in sys.modules if name.partition(".")[0] == module]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, module, None)
    assert_sentence(run("gradebook", "--class", classroom.root), exit_code, said, "pip install")


def python(code: str, *arguments: object, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a program in a process of its own, with the tests' modules at hand."""
    return subprocess.run(
        [sys.executable, "-c", f"import sys; sys.path.insert(0, {os.fspath(TESTS)!r})\n{code}", *map(str, arguments)],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_no_program_is_needed_on_the_path(classroom: Classroom) -> None:
    """nbgrader itself calls `alembic` when it makes a gradebook, and fails in an environment that is not activated."""
    code = "from dlgrade.cli import main; main(['gradebook', '--class', sys.argv[1]])"
    done = python(code, classroom.root, PATH="")
    assert done.returncode == 0, done.stderr
    code = "from nbgrader.api import Gradebook; print(Gradebook(sys.argv[1], 'class').find_assignment(sys.argv[2]))"
    assert python(code, classroom.gradebook_url, SLUG, PATH="").stdout == f"Assignment<{SLUG}>\n"


def test_the_schema_is_the_one_that_nbgrader_makes(classroom: Classroom, tmp_path: Path) -> None:
    """Table for table, and the version that its own upgrade would expect."""
    again(classroom)
    code = "from nbgrader.api import Gradebook; Gradebook(sys.argv[1], 'class').close()"
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    assert python(code, f"sqlite:///{tmp_path}/theirs.db", PATH=path).returncode == 0
    query = "SELECT name, sql FROM sqlite_master WHERE type = 'table' AND name != 'alembic_version' ORDER BY name"
    version = "SELECT version_num FROM alembic_version"
    with contextlib.closing(sqlite3.connect(tmp_path / "theirs.db")) as theirs:
        assert rows(classroom, query) == theirs.execute(query).fetchall()
        assert rows(classroom, version) == theirs.execute(version).fetchall()


KILLED = """
import os, signal
from pathlib import Path
from books import again
from dlgrade.classroom import open_class
from dlgrade.gradebook import writes

apply = writes.Writes.apply
def half(self, connection, book):
    if self._inserts["grade"] or any(name == "grade" for name, _ in self._updates):
        self._inserts.pop("comment", None)
        apply(self, connection, book)
        connection.exec_driver_sql("PRAGMA cache_spill = 1")
        os.kill(os.getpid(), signal.SIGKILL)
    apply(self, connection, book)
writes.Writes.apply = half
again(open_class(Path(sys.argv[1])))
"""


@pytest.mark.parametrize("first", [True, False], ids=["new", "changed"])
def test_a_kill_in_the_middle_leaves_the_gradebook_as_it_was(classroom: Classroom, first: bool) -> None:
    """Grades written, comments not yet, and the process gone: nobody has half a submission."""
    if not first:
        again(classroom)
        give(classroom, "ada", [check("test_a"), check("test_b", 2)])
    shutil.rmtree(classroom.root / "autograded", ignore_errors=True)
    before = "" if first else dump(classroom)
    done = python(KILLED, classroom.root)
    assert done.returncode == -signal.SIGKILL, done.stderr
    if first:
        assert rows(classroom, "SELECT * FROM sqlite_master") == []
    else:
        assert dump(classroom) == before
    again(classroom)
    assert totals(classroom)["ada"] == (2.0, 0.0, 4.0)
    assert (classroom.root / "autograded" / "ada" / SLUG / f"{TOPIC}.ipynb").is_file()


def test_formgraders_folder_that_cannot_be_written_is_named(classroom: Classroom) -> None:
    """The scores are in the gradebook by then; the next run writes the rest."""
    (classroom.root / "autograded").write_text("", "utf-8")
    assert_sentence(
        run("gradebook", "--class", classroom.root), 3, "cannot be written: Not a directory", "run it again"
    )
    assert totals(classroom)["ada"] == (2.0, 0.0, 4.0)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("disk I/O error", "the disk refuses to read or write; nothing is half written"),
        (
            "value too long for type character varying(128)\nDETAIL",
            "cannot be written: value too long for type character",
        ),
        ("", "cannot be written: OperationalError"),
    ],
)
def test_other_errors_of_a_database_are_a_sentence_too(text: str, said: str) -> None:
    """One line of what the database says, and where."""
    from sqlalchemy.exc import DBAPIError

    error = sentence(DBAPIError("UPDATE secret", None, sqlite3.OperationalError(text)), "/class/gradebook.db")
    assert str(error).startswith(f"/class/gradebook.db: {said}")
    assert "\n" not in str(error)
    assert "UPDATE" not in str(error)
