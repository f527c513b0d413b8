"""What a call prints and warns about, kept within bounds."""

import io
import sys
import warnings
from typing import Any

_PRINTED_LIMIT = 8 << 10  # characters kept of what one call prints
_WARNINGS_LIMIT = 20
_TEXT_LIMIT = 500  # characters of one warning


class _Printed(io.TextIOBase):
    """A text stream that keeps the beginning and counts the rest."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._kept = self._total = 0

    def writable(self) -> bool:
        return True

    def write(self, text: str, /) -> int:
        if self._kept < _PRINTED_LIMIT:
            piece = text[: _PRINTED_LIMIT - self._kept]
            self._pieces.append(piece)
            self._kept += len(piece)
        self._total += len(text)
        return len(text)

    def take(self) -> str:
        if not self._total:
            return ""
        text = "".join(self._pieces)
        if self._total > self._kept:
            text += f"\n[{self._total - self._kept:,} more characters]"
        self._pieces, self._kept, self._total = [], 0, 0
        return text


class Capture:
    """Installed once in a worker; `take` returns what has gathered since the last time."""

    def __init__(self, roots: tuple[str, ...]):
        self._printed, self._warnings, self._roots = _Printed(), list[list[Any]](), roots
        sys.stdout = sys.stderr = self._printed
        warnings.resetwarnings()
        warnings.simplefilter("always")
        warnings.showwarning = self._record

    def take(self) -> dict[str, Any]:
        """Return the facts that are not empty: `printed`, and `warnings` as [category, message, line]."""
        facts: dict[str, Any] = {}
        if printed := self._printed.take():
            facts["printed"] = printed
        if self._warnings:
            facts["warnings"] = self._warnings[:_WARNINGS_LIMIT]
            self._warnings = []
        return facts

    def _record(
        self, message: Any, category: type, filename: str, lineno: int, file: Any = None, line: Any = None
    ) -> None:
        if len(self._warnings) < _WARNINGS_LIMIT:
            where = lineno if str(filename).startswith(self._roots) else 0
            self._warnings.append([category.__name__[:60], str(message)[:_TEXT_LIMIT], where])
