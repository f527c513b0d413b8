"""The gradebook in a real PostgreSQL: the same scores, the same care, and a server that goes away in the middle."""

import datetime
import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest
from books import DUE_TOML, PER_DAY, again, check, give, make_class, totals
from classroom import SLUG
from commands import assert_sentence, run
from postgres import Server

from dlgrade.classroom import Classroom, open_class, standings
from dlgrade.gradebook import database, sync, writes
from dlgrade.gradebook.book import Book

pytestmark = pytest.mark.system
_NUMBERS = itertools.count()


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    """One server for the module."""
    made = Server()
    try:
        made.start()
        yield made
    finally:
        made.remove()


@pytest.fixture
def classroom(tmp_path: Path, server: Server) -> Classroom:
    """A class of two submissions, one of them late, whose gradebook is a database of its own."""
    name = f"grades{next(_NUMBERS)}"
    server.ask(f"CREATE DATABASE {name}")
    made = make_class(tmp_path, DUE_TOML, PER_DAY)
    give(made, "ada", [check("test_a", 2), check("test_b", 2)])
    give(made, "bob", [check("test_a", 2), check("test_b")], late=datetime.timedelta(days=1))
    return moved(made, server.url(name))


def moved(classroom: Classroom, url: str) -> Classroom:
    """Name another database in dlgrade.toml."""
    path = classroom.root / "dlgrade.toml"
    lines = [line for line in path.read_text("utf-8").splitlines() if not line.startswith("gradebook")]
    path.write_text("\n".join([*lines, f'gradebook = "{url}"']) + "\n", "utf-8")
    return open_class(classroom.root)


def name_of(classroom: Classroom) -> str:
    """The database's name."""
    return classroom.gradebook_url.rpartition("/")[2]


def equal_totals(classroom: Classroom) -> bool:
    """Whether nbgrader counts what the standings count."""
    mine = {each.student: each for each in standings(open_class(classroom.root)) if each.attempt}
    expected = {student: (each.points, each.penalty, each.max_points) for student, each in mine.items()}
    return totals(classroom) == {student: pytest.approx(value) for student, value in expected.items()}


def test_scores_are_the_same_and_a_second_sync_changes_nothing(classroom: Classroom) -> None:
    """As with SQLite; a dry run before it makes no table."""
    told = again(classroom, dry_run=True)
    synced = again(classroom)
    assert synced.counts == told.counts
    assert equal_totals(classroom)
    synced = again(classroom)
    assert (synced.created, synced.changed, synced.notebooks) == (0, 0, 0)


def test_many_changes_are_written(classroom: Classroom) -> None:
    """Scores, comments, worth and penalties, updated in batches."""
    again(classroom)
    give(classroom, "ada", [check("test_a"), check("test_b", 3, worth=3)], started="2026-11-01T00:00:00+00:00")
    give(classroom, "bob", [check("test_a"), check("test_b", 2)], late=datetime.timedelta(days=2))
    assert again(classroom).submissions.changed == 2
    assert equal_totals(classroom)


def test_what_postgres_refuses_is_made_to_fit(classroom: Classroom) -> None:
    """Names beyond 128 characters, and a null character in a message."""
    (classroom.root / "roster.csv").write_text(f"id,first_name,last_name,email\nada,{'A' * 300},B\x00,\n", "utf-8")
    give(classroom, "ada", [check(f"test_a[{'x' * 300}]", message="a\x00b\ud800".encode("utf-8", "replace").decode())])
    again(classroom)
    assert again(classroom).changed == 0
    assert equal_totals(classroom)


@pytest.mark.parametrize(
    ("database_name", "options", "said"),
    [
        ("", {"password": "wrong"}, "refuses the user or the password"),
        ("", {"user": "nobody"}, "refuses the user or the password"),
        ("nowhere", {}, "there is no such database on the server"),
    ],
)
def test_who_is_not_let_in_is_told_why(
    classroom: Classroom, server: Server, database_name: str, options: dict[str, str], said: str
) -> None:
    """In a sentence that holds no password."""
    moved(classroom, server.url(database_name or name_of(classroom), **options))
    result = run("gradebook", "--class", classroom.root)
    assert_sentence(result, 3, said, "nothing is half written", "mend the line `gradebook` in dlgrade.toml")
    assert "secret" not in result.output
    assert "wrong@" not in result.output


def test_a_user_without_the_right_to_write(classroom: Classroom, server: Server) -> None:
    """May read and nothing more."""
    again(classroom)
    server.ask("DROP ROLE IF EXISTS reader")
    server.ask("CREATE ROLE reader LOGIN PASSWORD 'r'")
    server.ask("GRANT SELECT ON ALL TABLES IN SCHEMA public TO reader", name_of(classroom))
    moved(classroom, server.url(name_of(classroom), user="reader", password="r"))
    assert_sentence(run("gradebook", "--class", classroom.root), 3, "may not be written to")
    assert run("gradebook", "--class", classroom.root, "--dry-run").exit_code == 0
    server.ask("DROP OWNED BY reader", name_of(classroom))


@pytest.mark.parametrize(
    "statement",
    ["UPDATE grade SET manual_score = 1", "SELECT pg_advisory_xact_lock(1684825970)"],
    ids=["formgrader", "second sync"],
)
def test_who_holds_a_lock_is_waited_for(
    classroom: Classroom, server: Server, monkeypatch: pytest.MonkeyPatch, statement: str
) -> None:
    """A human's mark that is not committed yet, and another sync; then the sentence."""
    monkeypatch.setattr(database, "_PATIENCE", 0.5)
    monkeypatch.setattr(database, "_ASK", 0.2)
    again(classroom)
    connection = server.connect(name_of(classroom))
    try:
        connection.cursor().execute(statement)
        result = run("gradebook", "--class", classroom.root)
    finally:
        connection.close()
    assert result.exit_code == 3
    assert "in use by another program; waiting" in result.stderr.splitlines()[0]
    assert "is in use by another program; nothing is half written" in result.stderr.splitlines()[1]
    assert again(classroom).changed == 0


def killing(server: Server, monkeypatch: pytest.MonkeyPatch, *, restart: bool, times: int = 1) -> list[str]:
    """Have the server killed where grades are written and comments are not; return what is noted of it."""
    apply = writes.Writes.apply
    killed: list[str] = []

    def half(self: writes.Writes, connection: object, book: Book) -> None:
        if self._inserts["grade"] and len(killed) < times:
            comments = self._inserts.pop("comment")
            apply(self, connection, book)  # type: ignore[arg-type]
            self._inserts["comment"] = comments
            killed.append("killed")
            server.stop(at_once=True)
            if restart:
                server.start()
        apply(self, connection, book)  # type: ignore[arg-type]

    monkeypatch.setattr(writes.Writes, "apply", half)
    return killed


def test_a_server_that_is_killed_and_comes_back_costs_nothing(
    classroom: Classroom, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The whole begins again from its start, once, by itself."""
    killed = killing(server, monkeypatch, restart=True)
    notes: list[str] = []
    sync(open_class(classroom.root), on_progress=notes.append)
    assert killed == ["killed"]
    assert [note.partition(": ")[2] for note in notes] == ["the connection was lost; beginning again"]
    assert equal_totals(classroom)
    assert again(classroom).changed == 0


@pytest.mark.parametrize("restart", [True, False], ids=["killed twice", "stays away"])
def test_a_server_that_stays_away_is_named_and_nothing_is_half_written(
    classroom: Classroom, server: Server, monkeypatch: pytest.MonkeyPatch, restart: bool
) -> None:
    """One sentence; when it is back, the gradebook is as it was, and the next sync completes it."""
    monkeypatch.setattr(database, "_RETURN", 1.0)
    with monkeypatch.context() as patch:
        killing(server, patch, restart=restart, times=2)
        result = run("gradebook", "--class", classroom.root)
    try:
        assert result.exit_code == 3, result.output
        assert (
            "cannot be reached, or the connection was lost; nothing is half written" in result.stderr.splitlines()[-1]
        )
    finally:
        server.stop(at_once=True)
        server.start()
    query = "SELECT count(*) FROM information_schema.tables WHERE table_name IN ('grade', 'alembic_version')"
    assert server.ask(query, name_of(classroom)) == [(0,)]
    again(classroom)
    assert equal_totals(classroom)


def test_a_full_disk_is_called_so(classroom: Classroom, server: Server) -> None:
    """A limit on what the role may spill would not be it: the error is PostgreSQL's own, raised by a trigger."""
    again(classroom)
    name = name_of(classroom)
    server.ask(
        "CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION "
        "'could not extend file \"base/1\": No space left on device' USING ERRCODE = 'disk_full'; END $$",
        name,
    )
    server.ask("CREATE TRIGGER full_disk BEFORE UPDATE ON comment EXECUTE FUNCTION full_disk()", name)
    give(classroom, "ada", [check("test_a", 2), check("test_b")])
    assert_sentence(run("gradebook", "--class", classroom.root), 3, "the disk is full", "make room")
    assert totals(classroom)["ada"] == (4.0, 0.0, 4.0)


def test_an_assignment_of_another_course_is_not_taken(classroom: Classroom, server: Server) -> None:
    """Another course's assignment of the same name in a shared database."""
    again(classroom)
    server.ask("INSERT INTO course VALUES ('other')", name_of(classroom))
    server.ask("UPDATE assignment SET course_id = 'other'", name_of(classroom))
    assert_sentence(run("gradebook", "--class", classroom.root), 3, f"an assignment {SLUG} of the course 'other'")
