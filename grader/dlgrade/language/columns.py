"""Texts in a terminal's columns: Chinese characters take two, and a line may end behind any of them, nearly."""

from unicodedata import combining, east_asian_width

_NEVER_FIRST = "，。、；：！？）」』】》〉…—～％·!?:;,.)]}%"  # of a line
_NEVER_LAST = "（「『【《〈([{"
_NARROWEST = 2  # columns: one character


def columns(text: str) -> int:
    """Return how many columns a text takes."""
    if text.isascii():
        return len(text)
    return sum(0 if combining(each) else 2 if east_asian_width(each) in "WF" else 1 for each in text)


def line(text: str, width: int) -> str:
    """Fill a text up to so many columns."""
    return text + " " * max(0, width - columns(text))


def breaks(text: str, width: int) -> list[int]:
    """Return where a text is broken, so that no line is wider.

    returns: the places where lines but the first begin; spaces at the end of a line are not counted
    """
    width = max(width, _NARROWEST)
    found: list[int] = []
    used = 0
    for begin, end in _chunks(text):
        chunk = text[begin:end]
        bare = columns(chunk.rstrip(" "))
        if used + bare > width and used:
            found.append(begin)
            used = 0
        if bare > width:
            for place in range(begin, end):
                size = columns(text[place])
                if used + size > width and text[place] != " ":
                    found.append(place)
                    used = 0
                used += size
        else:
            used += columns(chunk)
    return [place for place in found if 0 < place < len(text)]


def _chunks(text: str) -> list[tuple[int, int]]:
    """Return the pieces of a text that stay together: words with the spaces behind them, single wide characters."""
    found: list[tuple[int, int]] = []
    begin = 0
    for place in range(1, len(text)):
        before, here = text[place - 1], text[place]
        if here == " " or here in _NEVER_FIRST or before in _NEVER_LAST:
            continue
        if before == " " or _is_wide(before) or _is_wide(here):
            found.append((begin, place))
            begin = place
    return [*found, (begin, len(text))] if text else found


def _is_wide(character: str) -> bool:
    return not character.isascii() and east_asian_width(character) in "WF"
