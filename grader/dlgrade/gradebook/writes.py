"""Rows to write, gathered by table, and written in few statements."""

import uuid
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from dlgrade.gradebook.book import Book

if TYPE_CHECKING:
    from sqlalchemy import Connection

_ORDER = (
    "course",
    "student",
    "assignment",
    "notebook",
    "base_cell",
    "grade_cells",
    "solution_cells",
    "submitted_assignment",
    "submitted_notebook",
    "grade",
    "comment",
)  # what refers to another row comes after it


class Writes:
    """Rows to insert and to update; the updates of one table are grouped by the columns that they change."""

    def __init__(self) -> None:
        self._inserts: dict[str, list[dict[str, Any]]] = defaultdict(list)
        self._updates: dict[tuple[str, tuple[str, ...]], list[dict[str, Any]]] = defaultdict(list)

    def insert(self, table: str, **columns: Any) -> str:
        """Add a row, with an id as nbgrader makes them unless it has one; return the id."""
        key = columns.setdefault("id", uuid.uuid4().hex)
        self._inserts[table].append(columns)
        return str(key)

    def update(self, table: str, key: str, **columns: Any) -> None:
        """Change columns of the row of an id."""
        self._updates[table, tuple(columns)].append({"key": key, **columns})

    def apply(self, connection: "Connection", book: Book) -> None:
        """Write all of it, in the transaction that the connection is in."""
        from sqlalchemy import bindparam

        for name in _ORDER:
            if rows := self._inserts[name]:
                connection.execute(getattr(book, name).insert(), rows)
        for (name, columns), rows in self._updates.items():
            table = getattr(book, name)
            values: dict[str, Any] = {column: bindparam(f"new_{column}") for column in columns}
            renamed = [{f"new_{column}": row[column] for column in columns} | {"of": row["key"]} for row in rows]
            connection.execute(table.update().where(table.c.id == bindparam("of")).values(values), renamed)
