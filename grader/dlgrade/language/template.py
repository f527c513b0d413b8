"""A sentence with places in it: `{label} did not end within {seconds:number} s`.

A place says what may stand there: a number, one word, a sentence that is translated in turn, or, if it says nothing,
anything at all, which is left as it is. What is behind `rest` is never looked at. A text is matched by looking for the
literal parts in their order, never by a regular expression, so that no text takes long, whatever a student put into it.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

SEPARATORS = (", or ", "; ")  # between sentences that are said together
_PLACE = re.compile(r"(?<!\{)(\{[a-z]\w*(?::(?:number|word|sentence|rest))?\})(?!\})")
_NUMBER = re.compile(r"[-+<~]?(?:\d[\d,]*(?:\.\d+)?(?:e[-+]?\d+)?|inf|nan)(?: ?%)?")
_NUMBER_LIMIT = 40  # characters
_ADDED = (":", ";", ", ", " (")  # how a sentence begins that is added to another
_LETTERS, _STRICT = 5, ("number", "word")
_PROSE_LIMIT = 200  # characters
_TRIES = 24  # places at which the literal parts of one sentence are tried; one or two do where nobody plays tricks


@dataclass(frozen=True)
class Place:
    """Where something stands in a sentence, and what it is."""

    name: str
    kind: str = ""

    def takes(self, text: str) -> bool:
        """Whether a text may stand here."""
        if self.kind == "number":
            return len(text) <= _NUMBER_LIMIT and bool(_NUMBER.fullmatch(text.strip()))
        if self.kind == "sentence":
            return True  # what is added to another one may be nothing
        return bool(text) and not (self.kind == "word" and " " in text)


Piece = str | Place


def written(pieces: tuple[Piece, ...]) -> str:
    """Write pieces as a catalogue does."""
    return "".join(
        piece.replace("{", "{{").replace("}", "}}")
        if isinstance(piece, str)
        else f"{{{piece.name}{':' if piece.kind else ''}{piece.kind}}}"
        for piece in pieces
    )


def parsed(text: str) -> tuple[Piece, ...]:
    """Read what `written` writes."""
    pieces: list[Piece] = []
    for index, part in enumerate(_PLACE.split(text)):
        if index % 2:
            name, _, kind = part[1:-1].partition(":")
            pieces.append(Place(name, kind))
        elif part:
            pieces.append(part.replace("{{", "{").replace("}}", "}"))
    return tuple(pieces)


@dataclass(frozen=True)
class Template:
    """One sentence of a catalogue and its translation."""

    source: str
    target: str

    @cached_property
    def pieces(self) -> tuple[Piece, ...]:
        """Literal parts and places, in their order."""
        return parsed(self.source)

    @cached_property
    def weight(self) -> int:
        """How many literal characters there are: of two sentences that fit, the one with more of them was meant."""
        return sum(len(piece) for piece in self.pieces if isinstance(piece, str))

    @cached_property
    def clear(self) -> bool:
        """Whether it says enough to be recognised by; where it does not, no prose may stand in its places."""
        letters = sum(each.isalpha() for piece in self.pieces if isinstance(piece, str) for each in piece)
        return letters >= _LETTERS or all(isinstance(piece, str) or piece.kind in _STRICT for piece in self.pieces)

    @cached_property
    def last(self) -> Place | None:
        """The place that `rest` is said of."""
        end = self.pieces[-1]
        return end if isinstance(end, Place) and end.kind == "rest" else None

    def kind(self, name: str) -> str:
        """What a place takes."""
        return next(piece.kind for piece in self.pieces if isinstance(piece, Place) and piece.name == name)

    @cached_property
    def literals(self) -> list[str]:
        """The literal parts alone."""
        return [piece for piece in self.pieces if isinstance(piece, str)]

    def could_be(self, text: str) -> bool:
        """Whether a text has all literal parts, in whatever order; most sentences are ruled out by that."""
        return all(literal in text for literal in self.literals)

    def begins(self, parts: Mapping[str, str]) -> int:
        """Return where the first literal part stands in a text that matches."""
        first = self.pieces[0]
        return 0 if isinstance(first, str) else len(parts[first.name])

    def match(self, text: str) -> dict[str, str] | None:
        """Return what stands in the places, or None if the text is another sentence."""
        first, last = self.pieces[0], self.pieces[-1]
        if isinstance(first, str) and not text.startswith(first):
            return None
        if isinstance(last, str) and not text.endswith(last):
            return None
        found: dict[str, str] = {}
        if not _Search(self.pieces, text).fill(0, 0, found):
            return None
        return found if self.clear or not any(_is_prose(part) for part in found.values()) else None

    def filled(self, parts: Mapping[str, str]) -> str:
        """Say the translation with these parts in its places."""
        return fill(self.target, parts)


def _is_prose(text: str) -> bool:
    return len(text) > _PROSE_LIMIT or any(word.rstrip(",;:.").isalpha() and word.islower() for word in text.split())


def fill(text: str, parts: Mapping[str, str]) -> str:
    """Put parts into the places of a text."""
    return "".join(
        piece if isinstance(piece, str) else parts.get(piece.name, f"{{{piece.name}}}") for piece in parsed(text)
    )


class _Search:
    """Looks for the pieces of one sentence in one text, the earliest places first, and not for long."""

    def __init__(self, pieces: tuple[Piece, ...], text: str):
        self._pieces, self._text, self._tries = pieces, text, 0

    def fill(self, index: int, start: int, found: dict[str, str]) -> bool:
        """Fill the places from one piece on, with the text from one character on."""
        if index == len(self._pieces):
            return start == len(self._text)
        piece = self._pieces[index]
        if isinstance(piece, str):
            return self._text.startswith(piece, start) and self.fill(index + 1, start + len(piece), found)
        if index + 1 == len(self._pieces):
            found[piece.name] = self._text[start:]
            return piece.takes(found[piece.name])
        behind = self._pieces[index + 1]
        if isinstance(behind, Place):  # nothing is between them: the second one begins as what is added does
            found_at = [place for place in (self._text.find(mark, start + 1) for mark in _ADDED) if place >= 0]
            ends = [min(found_at, default=len(self._text))]
        else:
            ends = self._ends(behind, start, last=index + 2 == len(self._pieces))
        for end in ends:
            found[piece.name] = self._text[start:end]
            prefix = end == start and isinstance(behind, str) and behind[:1].isalnum()  # what may stand before a word
            if (prefix or piece.takes(found[piece.name])) and self.fill(index + 1, end, found):
                return True
        return False

    def _ends(self, literal: str, start: int, *, last: bool) -> list[int]:
        if last:
            end = len(self._text) - len(literal)
            return [end] if end >= start else []
        ends: list[int] = []
        end = self._text.find(literal, start)
        while end >= 0 and self._tries < _TRIES:
            self._tries += 1
            ends.append(end)
            end = self._text.find(literal, end + 1)
        return ends
