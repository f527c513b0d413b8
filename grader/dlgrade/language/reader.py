"""Who reads: the language of this run, its catalogues, and what is said in it."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from dlgrade.language.choice import ENGLISH, file_of

if TYPE_CHECKING:
    from dlgrade.language.catalogue import Catalogue

_PLACES = ("solutions", "checks")  # in a course, and in what is handed to students


class Reader:
    """One language, the engine's sentences in it, and those of the courses that were opened."""

    def __init__(self, language: str):
        self.language = language
        self._courses: dict[Path, dict[str, str] | None] = {}

    @cached_property
    def catalogue(self) -> "Catalogue":
        """The engine's sentences; read when the first one is said."""
        from dlgrade.language.catalogue import Catalogue, read_po  # nothing of it is needed in English

        return Catalogue(read_po(file_of(self.language)))

    def learn(self, root: Path) -> None:
        """Take a course into account, whose exercises may have catalogues of their own."""
        self._courses.setdefault(root, None)

    def words(self, text: str) -> str | None:
        """Return what an author wrote in this language; None if nobody has translated it."""
        for root, entries in self._courses.items():
            if entries is None:
                entries = self._courses[root] = self._written(root)
            if text in entries:
                return entries[text]
        return None

    def _written(self, root: Path) -> dict[str, str]:
        found: dict[str, str] = {}
        for place in _PLACES:
            for path in sorted((root / place).glob(f"*/{self.language}.po")):
                found |= _readable(path)
        return found


def _readable(path: Path) -> dict[str, str]:
    from dlgrade.language.catalogue import read_po

    try:
        return read_po(path)
    except (OSError, ValueError):
        return {}  # a catalogue that cannot be read leaves its texts in English


_READER: ContextVar[Reader | None] = ContextVar("reader", default=None)


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Say everything in a language from here to the end of the block."""
    token = _READER.set(None if language == ENGLISH else Reader(language))
    try:
        yield
    finally:
        _READER.reset(token)


def spoken() -> str:
    """Return the language that is spoken."""
    reader = _READER.get()
    return reader.language if reader is not None else ENGLISH


def learn(root: Path) -> None:
    """Take a course's translations into account; nothing is read in English, or before one is wanted."""
    reader = _READER.get()
    if reader is not None:
        reader.learn(root)


def said(text: str) -> str:
    """Say a text again that the engine has made elsewhere, as far as its sentences are known."""
    reader = _READER.get()
    if reader is None:
        return text
    return reader.words(text) or reader.catalogue.said(text, reader.words)


def words(text: str) -> str:
    """Say what a course's author wrote: a title, a hint. It is known as a whole, or stays."""
    reader = _READER.get()
    return text if reader is None else reader.words(text) or text


def say(template: str, /, **parts: object) -> str:
    """Say a sentence that is shown right here, with parts in its places that are not looked into."""
    reader = _READER.get()
    if reader is None:
        return template.format(**parts) if parts else template
    from dlgrade.language.template import fill

    target = reader.catalogue.lookup(template) or template
    return fill(target, {name: str(part) for name, part in parts.items()}) if parts else target
