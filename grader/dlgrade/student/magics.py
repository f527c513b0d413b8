"""What IPython understands and Python does not: found at the start of a statement and emptied, so that lines stay."""

import re

_CELL = re.compile(r"\s*%%(\w+)")
_PYTHON = ("time", "capture", "prun", "python", "python3")  # cell magics whose cell is Python that stays defined
_LINE = re.compile(r"(?P<indent>\s*)(?:%|!|\?|[\w.]+\?{1,2}\s*$|[\w, ]+=\s*[%!])")
_TOKEN = re.compile(
    r"""(?P<triple>\"{3}|'{3})|"(?:\\.|[^"\\])*"?|'(?:\\.|[^'\\])*'?|\#.*|(?P<open>[(\[{])|(?P<close>[)\]}])"""
)


def as_python(source: str) -> list[str]:
    """Return the lines of a cell without magics, shell commands and questions; their number stays."""
    lines = source.split("\n")
    first = next((place for place, line in enumerate(lines) if line.strip()), 0)
    if magic := _CELL.match(lines[first]):
        if magic[1] not in _PYTHON:
            return [""] * len(lines)
        lines[first] = ""
    quote, depth, continued = "", 0, False
    for place, line in enumerate(lines):
        found = _LINE.match(line)
        if found and not (quote or depth or continued):
            lines[place] = f"{found['indent']}pass" if found["indent"] else ""
        else:
            quote, depth = _after(line, quote, depth)
            continued = not quote and line.endswith("\\")
    return lines


def _after(line: str, quote: str, depth: int) -> tuple[str, int]:
    """Return the triple quote and the number of brackets that are open after a line."""
    place = 0
    while place < len(line):
        if quote:
            place = _end_of_string(line, place, quote)
            quote = "" if place >= 0 else quote
            if quote:
                break
        found = _TOKEN.search(line, place)
        if not found:
            break
        place = found.end()
        quote = found["triple"] or ""
        depth = max(0, depth + bool(found["open"]) - bool(found["close"]))
    return quote, depth


def _end_of_string(line: str, place: int, quote: str) -> int:
    """Return the place behind a string's end; -1 if it goes on in the next line."""
    while place < len(line):
        if line[place] == "\\":
            place += 2
        elif line.startswith(quote, place):
            return place + len(quote)
        else:
            place += 1
    return -1
