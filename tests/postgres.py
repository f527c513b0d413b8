"""A real PostgreSQL for tests, of the system's packages: on loopback, in a temporary folder, gone at the end."""

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Any

import psycopg2

USER, PASSWORD = "dlgrade", "not so secret"
_PROGRAMS = Path("/usr/lib/postgresql")
_PATIENCE = 30  # seconds, for a server on a busy machine


class Server:
    """One server; it can be killed as a power cut would, and started again."""

    def __init__(self) -> None:
        found = sorted(_PROGRAMS.glob("*/bin/postgres"), key=lambda path: int(path.parts[-3]))
        assert found, "the tests need PostgreSQL: apt-get install postgresql"
        self._programs = found[-1].parent
        self._as: dict[str, Any] = {}
        if os.geteuid() == 0:  # which PostgreSQL refuses to run as
            self._as = {"user": "postgres", "group": "postgres", "extra_groups": []}
        self.folder = Path(tempfile.mkdtemp(prefix="dlgrade-postgres-"))
        (self.folder / "password").write_text(PASSWORD, "utf-8")
        for path in (self.folder, self.folder / "password"):
            if self._as:
                shutil.chown(path, "postgres", "postgres")
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        self._run("initdb", "-D", self.folder / "data", "-U", USER, "-A", "scram-sha-256", "-E", "UTF8",
                  f"--pwfile={self.folder / 'password'}")  # fmt: skip
        self._process: subprocess.Popen[bytes] | None = None

    def url(self, database: str = "postgres", *, user: str = USER, password: str = PASSWORD) -> str:
        """Return the address of a database, as dlgrade.toml has it."""
        return f"postgresql://{user}:{password.replace(' ', '%20')}@127.0.0.1:{self.port}/{database}"

    def ask(self, statement: str, database: str = "postgres") -> list[Any]:
        """Execute a statement as the owner and return its rows."""
        connection = self.connect(database)
        try:
            connection.autocommit = True
            with connection.cursor() as cursor:
                cursor.execute(statement)
                return cursor.fetchall() if cursor.description else []
        finally:
            connection.close()

    def connect(self, database: str = "postgres") -> Any:
        """Return a connection of psycopg2's."""
        return psycopg2.connect(
            host="127.0.0.1", port=self.port, user=USER, password=PASSWORD, dbname=database, connect_timeout=5
        )

    def start(self) -> None:
        """Start it, and return when it answers."""
        self._process = subprocess.Popen(
            [self._programs / "postgres", "-D", self.folder / "data", "-p", str(self.port), "-k", self.folder,
             "-c", "listen_addresses=127.0.0.1"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd="/", **self._as,
        )  # fmt: skip
        until = time.monotonic() + _PATIENCE
        while True:
            try:
                self.ask("SELECT 1")
                return
            except psycopg2.OperationalError:
                if time.monotonic() > until:
                    raise
                time.sleep(0.1)

    def stop(self, *, at_once: bool = False) -> None:
        """Stop it; at once is without a checkpoint, as if it had crashed."""
        if self._process is not None:
            self._process.send_signal(signal.SIGQUIT if at_once else signal.SIGINT)
            self._process.wait(_PATIENCE)
            self._process = None

    def remove(self) -> None:
        """Stop it and remove its folder."""
        self.stop(at_once=True)
        shutil.rmtree(self.folder)

    def _run(self, program: str, *arguments: object) -> None:
        command = [self._programs / program, *map(str, arguments)]
        subprocess.run(command, check=True, capture_output=True, cwd="/", **self._as)
