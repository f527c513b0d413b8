"""One transaction on the gradebook: all of it or nothing, with patience where others hold it."""

import time
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from dlgrade.errors import UsageError
from dlgrade.gradebook.faults import busy, lost, sentence

if TYPE_CHECKING:
    from sqlalchemy import URL, Connection, Engine

Note = Callable[[str], None]
_Made = TypeVar("_Made")
_PATIENCE = 10.0  # seconds, for somebody else's lock; formgrader's are shorter
_ASK = 2.0  # seconds, that the database waits for a lock before it says so
_RETURN = 15.0  # seconds, for a server that restarts
_PAUSE = 0.5  # seconds, between two tries to reach it
_CONNECT = 10  # seconds, until a server that does not answer is none
_ONE_AT_A_TIME = 0x646C6772  # PostgreSQL's number of the lock that keeps a second sync out

_NO_ADDRESS = (
    "dlgrade.toml: the line `gradebook` names no database: write sqlite:///gradebook.db, or "
    "postgresql://user:password@host/name"
)
_NO_DRIVER = "its driver is not here: `pip install psycopg2-binary` for PostgreSQL"


class Database:
    """A gradebook's database; `place` names it to people, without its password."""

    def __init__(self, address: str):
        from sqlalchemy import make_url
        from sqlalchemy.exc import ArgumentError, NoSuchModuleError

        try:
            self.url: URL = make_url(address)
            if self.url.drivername == "postgresql" and find_spec("psycopg2"):  # SQLAlchemy 2.1 would want psycopg 3
                self.url = self.url.set(drivername="postgresql+psycopg2")
            self.driver = self.url.get_driver_name()
        except (ArgumentError, NoSuchModuleError, ValueError):
            raise UsageError(_NO_ADDRESS) from None
        self.sqlite = self.url.get_backend_name() == "sqlite"
        named = self.url.set(drivername=self.url.get_backend_name(), query={})
        self.place = (self.url.database or "") if self.sqlite else named.render_as_string(hide_password=True)

    def transact(self, work: "Callable[[Connection], _Made]", *, write: bool, on_progress: Note) -> _Made:
        """Do all of some work or nothing, from its start again where the database was busy, once where it was lost."""
        from sqlalchemy.exc import DBAPIError

        engine = self._engine(write)
        until, returns, begun, told = time.monotonic() + _PATIENCE, 0.0, False, False
        while True:
            try:
                with engine.begin() as connection:
                    begun = True
                    self._prepare(connection, write)
                    return work(connection)
            except DBAPIError as error:
                now = time.monotonic()
                if busy(error) and now < until:
                    if not told:
                        on_progress(f"{self.place}: in use by another program; waiting for up to {_PATIENCE:.0f} s")
                    told = True
                elif lost(error) and begun and not returns:
                    on_progress(f"{self.place}: the connection was lost; beginning again")
                    returns, begun = now + _RETURN, False
                elif lost(error) and not begun and now < returns:
                    time.sleep(_PAUSE)
                else:
                    raise sentence(error, self.place) from None

    def _engine(self, write: bool) -> "Engine":
        from sqlalchemy import create_engine, event
        from sqlalchemy.pool import NullPool

        options = {"executemany_mode": "values_plus_batch"} if self.driver == "psycopg2" else {}
        wait = {"timeout": _ASK} if self.sqlite else {"connect_timeout": _CONNECT}
        absent = self.sqlite and not write and not Path(self.place).exists()
        url = self.url.set(database=":memory:") if absent else self.url  # looking makes no file
        try:
            engine = create_engine(url, poolclass=NullPool, connect_args=wait, **options)
        except ImportError as error:
            raise UsageError(f"{self.place}: {_NO_DRIVER} ({error})") from None
        if self.sqlite:
            event.listen(engine, "connect", lambda raw, _: setattr(raw, "isolation_level", None))
            first = "BEGIN IMMEDIATE" if write else "BEGIN"  # the lock comes before what is read, so that nothing ages
            event.listen(engine, "begin", lambda connection: connection.exec_driver_sql(first) and None)
        return engine

    def _prepare(self, connection: "Connection", write: bool) -> None:
        from sqlalchemy import inspect

        if self.url.get_backend_name() != "postgresql" or not write:
            return
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{_ASK * 1000:.0f}ms'")
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_ONE_AT_A_TIME})")
        if inspect(connection).has_table("grade"):
            connection.exec_driver_sql("LOCK TABLE submitted_assignment, grade, comment IN SHARE ROW EXCLUSIVE MODE")
