"""nbgrader's tables, and the state of a database that should hold them."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dlgrade.errors import DlgradeError

if TYPE_CHECKING:
    from sqlalchemy import Connection, MetaData, Table

_INSTALL = "the gradebook needs nbgrader, which is not here: pip install 'dlgrade[gradebook]'"


@dataclass(frozen=True)
class Book:
    """nbgrader's tables, from its own models; `version` is the state of its schema that it expects."""

    metadata: "MetaData"
    version: str
    older: frozenset[str]
    versions: "Table"

    def __getattr__(self, name: str) -> "Table":
        return self.metadata.tables[name]

    def begun(self, connection: "Connection", place: str) -> bool:
        """Return whether a database holds a gradebook; DlgradeError if it holds one of another nbgrader."""
        from sqlalchemy import inspect, select

        tables = set(inspect(connection).get_table_names())
        known = self.versions.name in tables
        versions = connection.execute(select(self.versions.c.version_num)).scalars().all() if known else []
        missing = set(self.metadata.tables) - tables
        if list(versions) == [self.version] and not missing:
            return True
        if not versions and len(missing) == len(self.metadata.tables):
            return False
        if versions and not self.older & set(versions) and versions[0] != self.version:
            raise DlgradeError(
                f"{place}: holds tables of another program, or of a newer nbgrader (version {versions[0]}): "
                "upgrade nbgrader, or name another database in dlgrade.toml"
            )
        raise DlgradeError(f"{place}: is of an older nbgrader: run `nbgrader db upgrade` in the class's folder")

    def create(self, connection: "Connection") -> None:
        """Make the tables as nbgrader would, without its call of `alembic`, which it looks for on PATH."""
        self.metadata.create_all(connection)
        self.versions.create(connection)
        connection.execute(self.versions.insert().values(version_num=self.version))


def open_book() -> Book:
    """Import nbgrader and return its tables; DlgradeError with pip's command where it is missing."""
    try:
        from alembic.script import ScriptDirectory
        from nbgrader import api, dbutil
        from sqlalchemy import Column, MetaData, String, Table
    except ImportError as error:
        raise DlgradeError(f"{_INSTALL} ({error})") from None
    scripts = ScriptDirectory(dbutil.ALEMBIC_DIR)
    head = str(scripts.get_current_head())
    older = frozenset(each.revision for each in scripts.walk_revisions()) - {head}
    versions = Table("alembic_version", MetaData(), Column("version_num", String(32), nullable=False))
    return Book(api.Base.metadata, head, older, versions)
