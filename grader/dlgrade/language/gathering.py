"""Everything that has to be translated: the engine's sentences, the commands' help, and click's own words."""

import ast
import importlib.util
import re
from collections.abc import Iterator
from pathlib import Path

from dlgrade.language.helps import comment, paragraphs
from dlgrade.language.sources import sentences
from dlgrade.language.template import SEPARATORS

_ENGINE = Path(__file__).parents[1]
_NOT_OURS = (
    "worker",
    *(f"language/{name}.py" for name in ("sources", "scopes", "texts", "gathering")),
)  # a worker's words are never looked into
_CLICKS = ("exceptions", "core", "types", "formatting", "parser", "decorators")
_SAID_IN_PAGES = re.compile(r'\b(?:say|around)\("([^"]+)"')
CLICK = "click"


def gathered() -> dict[str, list[str]]:
    """Return every sentence with the files that it is in, in the order of files."""
    found: dict[str, list[str]] = {}
    between = [(each, "language/template.py") for each in SEPARATORS]
    for sentence, place in [
        *_of_engine(),
        *_of_pages(),
        *between,
        *_of_commands(),
        *((each, CLICK) for each in _of_click()),
    ]:
        places = found.setdefault(sentence, [])
        if place not in places:
            places.append(place)
    return found


def _of_engine() -> Iterator[tuple[str, str]]:
    paths = sorted(_ENGINE.rglob("*.py"))
    ours = [path for path in paths if not path.relative_to(_ENGINE).as_posix().startswith(_NOT_OURS)]
    yield from sentences(ours, _ENGINE)


def _of_pages() -> Iterator[tuple[str, str]]:
    """Yield what templates of pages say, which is marked there."""
    for path in sorted(_ENGINE.rglob("*.html")):
        for sentence in _SAID_IN_PAGES.findall(path.read_text("utf-8")):
            yield sentence, path.relative_to(_ENGINE).as_posix()


def _of_commands() -> Iterator[tuple[str, str]]:
    for path in sorted((_ENGINE / "cli").glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.FunctionDef) or not any(_makes_command(each) for each in node.decorator_list):
                continue
            for text, keeps_lines in paragraphs(ast.get_docstring(node) or ""):
                lines = [comment(each)[1] for each in text.splitlines()] if keeps_lines else [text]
                for line in lines:
                    if line:
                        yield escaped(line), path.relative_to(_ENGINE).as_posix()


def _makes_command(decorator: ast.expr) -> bool:
    called = decorator.func if isinstance(decorator, ast.Call) else decorator
    return isinstance(called, ast.Attribute) and called.attr in ("command", "group")


def _of_click() -> Iterator[str]:
    """Yield what click marks for translation, in the version that is installed."""
    spec = importlib.util.find_spec(CLICK)
    folder = Path(str(spec.origin)).parent if spec is not None else _ENGINE
    for name in _CLICKS:
        for node in ast.walk(ast.parse((folder / f"{name}.py").read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("_", "ngettext"):
                for text in node.args[:2]:
                    if isinstance(text, ast.Constant) and isinstance(text.value, str):
                        yield from _clicks(text.value.strip())


def _clicks(text: str) -> Iterator[str]:
    for each in text.split("\n"):
        line = each.strip()
        line = line.replace("!r}", "}")
        marked = re.sub(r"\{(message|help|prefix)\}", r"{\1:sentence}", line)
        if re.search("[a-z]{3}", re.sub(r"\{\w+\}", "", line)) and "%(" not in line:
            yield marked


def escaped(text: str) -> str:
    """Write a text without places as a catalogue does."""
    return text.replace("{", "{{").replace("}", "}}")
