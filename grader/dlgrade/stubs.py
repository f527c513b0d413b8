"""Cut what students get from what authors write: whole-line markers, nbgrader's words."""

import ast
import re
from pathlib import Path

from dlgrade.errors import CourseError

BEGIN, END = "### BEGIN SOLUTION", "### END SOLUTION"
PLACEHOLDER = 'raise NotImplementedError("not written yet")'
_MARKER = re.compile(r"#+\s*(BEGIN|END)\s+SOLUTION", re.IGNORECASE)


def cut(text: str, path: Path) -> str:
    """Replace each marked region by a placeholder; CourseError with file and line for markers that do not fit.

    A region at the left margin or in the body of a class, such as a helper that only the solution needs, leaves
    nothing behind.
    """
    kept: list[str] = []
    between = _between_methods(text)
    opened = 0
    for number, line in enumerate(text.replace("\r\n", "\n").removesuffix("\n").split("\n"), start=1):
        stripped = line.strip()
        if _MARKER.search(line) and stripped not in (BEGIN, END):
            raise CourseError(f"{path}:{number}: a marker is the whole line `{BEGIN}` or `{END}`: write it so")
        if stripped == BEGIN:
            if opened:
                raise CourseError(
                    f"{path}:{number}: a solution begins inside the one of line {opened}: end that one first"
                )
            opened = number
            if line != BEGIN and number not in between:
                kept.append(line.replace(BEGIN, PLACEHOLDER).rstrip())
        elif stripped == END:
            if not opened:
                raise CourseError(f"{path}:{number}: a solution ends that has not begun: write `{BEGIN}` above it")
            opened = 0
        elif not opened:
            kept.append(line.rstrip())
    if opened:
        raise CourseError(f"{path}:{opened}: this solution is never ended: write `{END}` below it")
    stub = re.sub(r"\n{4,}", "\n\n\n", "\n".join(kept)).rstrip() + "\n"
    try:
        ast.parse(stub)
    except SyntaxError as error:
        raise CourseError(
            f"{path}: the stub cut from it does not compile ({error.msg}, its line {error.lineno})"
        ) from None
    return stub


def uncut(text: str) -> int:
    """Count the tasks in a stub that nobody has begun."""
    return text.count(PLACEHOLDER)


def _between_methods(text: str) -> set[int]:
    """Return the lines that lie in the body of a class, and in none of its methods."""
    try:
        tree = ast.parse(text)
    except SyntaxError:  # of which whoever loads the solution hears
        return set()
    inside: set[int] = set()
    for node in ast.walk(tree):  # from the outside in
        if isinstance(node, ast.ClassDef):
            inside |= set(range(node.lineno, (node.end_lineno or node.lineno) + 1))
        elif isinstance(node, ast.FunctionDef):
            inside -= set(range(node.lineno, (node.end_lineno or node.lineno) + 1))
    return inside
