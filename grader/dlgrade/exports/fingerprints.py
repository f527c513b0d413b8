"""Fingerprints of Python sources that survive new names, comments and layout.

source: Schleimer, Wilkerson, Aiken 2003, Winnowing: local algorithms for document fingerprinting
"""

import io
import keyword
import tokenize
from collections.abc import Iterable, Iterator

import numpy as np

GRAM = 12  # tokens; a shared run that is shorter is no sign of anything
WINDOW = 6  # k-grams of which one is kept: a shared run of GRAM + WINDOW - 1 tokens is always noticed
_TOKENS_LIMIT = 60_000  # of one submission
_LAYOUT = {
    tokenize.COMMENT,
    tokenize.NL,
    tokenize.NEWLINE,
    tokenize.INDENT,
    tokenize.DEDENT,
    tokenize.ENCODING,
    tokenize.ENDMARKER,
}
_BASE = np.uint64(0x9E3779B97F4A7C15)  # odd, so that every token of a k-gram counts


class Vocabulary:
    """Numbers for words, the same for all the sources of one comparison."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def grams(self, text: str) -> np.ndarray:
        """Return the hash of every run of GRAM tokens, in order.

        returns: (runs,) uint64
        """
        numbers = [self._numbers.setdefault(word, len(self._numbers) + 1) for word in words(text)]
        if len(numbers) < GRAM:
            return np.empty(0, np.uint64)
        windows = np.lib.stride_tricks.sliding_window_view(np.array(numbers, np.uint64), GRAM)
        with np.errstate(over="ignore"):
            hashes = np.zeros(len(windows), np.uint64)
            for place in range(GRAM):
                hashes = (hashes + windows[:, place]) * _BASE
                hashes ^= hashes >> np.uint64(29)
        return hashes


def winnowed(grams: np.ndarray) -> np.ndarray:
    """Return the least hash of every window, each place once: the document's fingerprint.

    grams:   (runs,) uint64
    returns: (fingerprints,) uint64, sorted, without repetition
    """
    if not len(grams):
        return grams
    size = min(WINDOW, len(grams))
    windows = np.lib.stride_tricks.sliding_window_view(grams, size)
    rightmost = size - 1 - windows[:, ::-1].argmin(axis=1)
    return np.unique(grams[np.unique(rightmost + np.arange(len(windows)))])


def words(text: str) -> Iterator[str]:
    """Return a source's tokens; a student's own names are all one word, those that NumPy decides are themselves."""
    before: list[str] = ["", ""]
    for count, (kind, token) in enumerate(_without_docstrings(_tokens(text))):
        if count > _TOKENS_LIMIT:
            return
        word = token
        if kind == tokenize.NAME and not keyword.iskeyword(token):
            word = token if before[-1] == "." and before[-2] != "self" else "name"
        elif kind == tokenize.NUMBER:
            word = "number"
        elif kind == tokenize.STRING:
            word = "text"
        before = [before[-1], token]
        yield word


def _without_docstrings(tokens: Iterable[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    """Leave out layout, and strings that stand alone."""
    beginning = True
    for kind, token in tokens:
        if kind == tokenize.STRING and beginning:
            continue
        if kind in _LAYOUT:
            beginning = beginning or kind in (tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT)
            continue
        beginning = False
        yield kind, token


def _tokens(text: str) -> Iterator[tuple[int, str]]:
    """Return the tokens of a source, up to where it is no Python any more."""
    try:
        for token in tokenize.generate_tokens(io.StringIO(text).readline):
            yield token.type, token.string
    except (tokenize.TokenError, SyntaxError, IndentationError):
        return
