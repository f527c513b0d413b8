"""Errors of a database as one sentence each: what is the matter, that nothing is lost, and what to do."""

from typing import TYPE_CHECKING

from dlgrade.errors import DlgradeError
from dlgrade.protocol.text import one_line

if TYPE_CHECKING:
    from sqlalchemy.exc import DBAPIError

_LINE = "the line `gradebook` in dlgrade.toml"
_LOST = "cannot be reached, or the connection was lost", "see that the server runs"
_KNOWN: tuple[tuple[tuple[str, ...], str, str], ...] = (
    (("is locked", "lock timeout", "deadlock"), "is in use by another program", "close that, or wait until it is done"),
    (("disk is full", "no space left", "could not extend file"), "the disk is full", "make room"),
    (("not a database", "malformed"), "is no gradebook, or a damaged one", f"move it away, or mend {_LINE}"),
    (
        ("unable to open",),
        "cannot be opened: its folder is missing or may not be entered",
        f"mend that, or {_LINE}",
    ),
    (("readonly", "read-only", "permission denied"), "may not be written to", "give yourself the right to"),
    (("password", "no pg_hba", "role "), "refuses the user or the password", f"mend {_LINE}"),
    (('database "',), "there is no such database on the server", f"make it, or mend {_LINE}"),
    (("disk i/o error",), "the disk refuses to read or write", "see to the disk"),
)
_BUSY = ("55P03", "40P01", "40001")  # PostgreSQL: lock not available, deadlock, cannot be serialised
_SHOWN = 300  # characters of what a database says
_GONE = ("57P01", "57P02", "57P03")  # PostgreSQL: ended by its administrator, crashed, starting up


def busy(error: "DBAPIError") -> bool:
    """Return whether somebody else holds a lock, which may pass."""
    return _state(error) in _BUSY or "is locked" in str(error.orig)


def lost(error: "DBAPIError") -> bool:
    """Return whether the server is not there, or went away in the middle."""
    from sqlalchemy.exc import OperationalError

    if error.connection_invalidated or _state(error) in _GONE:
        return True
    server = "sqlite" not in type(error.orig).__module__
    return server and isinstance(error, OperationalError) and _state(error) is None and not _what(error)


def sentence(error: "DBAPIError", place: str) -> DlgradeError:
    """Say what is the matter with a gradebook, and what to do."""
    said = str(error.orig).strip() or type(error.orig).__name__
    other = f"cannot be written: {one_line(said.splitlines()[0])[:_SHOWN]}", "mend that"
    what, remedy = (_LOST if lost(error) else None) or _what(error) or other
    return DlgradeError(
        f"{place}: {what}; nothing is half written, and the results are safe in graded/: {remedy}, "
        "then run `dlgrade gradebook` again"
    )


def _state(error: "DBAPIError") -> str | None:
    return getattr(error.orig, "pgcode", None) or getattr(error.orig, "sqlstate", None)


def _what(error: "DBAPIError") -> tuple[str, str] | None:
    said = str(error.orig).lower()
    return next(((what, remedy) for parts, what, remedy in _KNOWN if any(part in said for part in parts)), None)
