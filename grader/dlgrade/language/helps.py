"""The help of commands in paragraphs: what a translator translates, and what stays as it is."""

import inspect
import re
from collections.abc import Iterator

_AS_IT_IS = "\b"  # click's mark of a paragraph whose lines stay as they are
_COMMENTED = r"(?P<command>\s*\S.*?)(?P<gap> {2,})(?P<comment>\S.*)"


def unescaped(help_text: str) -> str:
    """Return a help text with click's mark as click wants it; in a docstring it stands as a backslash and a letter."""
    if "\\b" not in help_text:
        return help_text
    return re.sub(r"(?m)^(\s*)\\b$", lambda found: found[1] + _AS_IT_IS, help_text)


def paragraphs(help_text: str) -> Iterator[tuple[str, bool]]:
    """Yield each paragraph, and whether it keeps its lines; others are in one line."""
    for block in re.split(r"\n\s*\n", inspect.cleandoc(unescaped(help_text)).partition("\f")[0]):
        if block.startswith(_AS_IT_IS):
            yield block.removeprefix(_AS_IT_IS).strip("\n"), True
        elif block.strip():
            yield " ".join(block.split()), False


def comment(line: str) -> tuple[str, str]:
    """Split a line of an example into the command, with the space behind it, and what is said of it."""
    found = re.fullmatch(_COMMENTED, line)
    if found is not None:
        return found["command"] + found["gap"], found["comment"]
    return ("", line) if line[:1].strip() else (line, "")


def first_sentence(paragraph: str) -> str:
    """Return what a list of commands shows of a help text."""
    return re.split(r"\. |。", paragraph, maxsplit=1)[0].removesuffix(".")
