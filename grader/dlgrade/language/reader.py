"""Who reads: the language of this run, its catalogues, and what is said in it."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
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
        self._courses: list[Path] = []
        self._known: tuple[Catalogue, dict[str, str]] | None = None

    def learn(self, root: Path) -> None:
        """Take a course into account, whose exercises may have catalogues of their own."""
        if root not in self._courses:
            self._courses.append(root)
            self._known = None

    @property
    def catalogue(self) -> "Catalogue":
        """Every sentence of the engine and of the courses; read when the first one is said."""
        return self._read()[0]

    def words(self, text: str) -> str | None:
        """Return what an author wrote in this language; None if nobody has translated it."""
        return self._read()[1].get(text)

    def _read(self) -> tuple["Catalogue", dict[str, str]]:
        from dlgrade.language.catalogue import Catalogue  # nothing of it is needed in English

        if self._known is None:
            written: dict[str, str] = {}
            for root in reversed(self._courses):  # where two have translated one text, the first course is heard
                for place in _PLACES:
                    for path in sorted((root / place).glob(f"*/{self.language}.po")):
                        written |= _readable(path)
            self._known = Catalogue(_engine(self.language), written), written
        return self._known


@cache
def _engine(language: str) -> dict[str, str]:
    from dlgrade.language.catalogue import read_po

    return read_po(file_of(language))


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
    return reader.words(text) or reader.catalogue.said(text)


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
