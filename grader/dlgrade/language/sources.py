"""Find every sentence that the engine may say, in its syntax trees.

Nothing is marked and no list is kept: a text of several words that is neither a docstring nor a pattern is a sentence.
"""

import ast
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from dlgrade.language.scopes import House, Module, Node, Scope
from dlgrade.language.template import Piece, written
from dlgrade.language.texts import ELSEWHERE, Reader, Text, is_sentence, is_text, is_word, name_of, without_twins

_SAID = ("say", "said", "Finding")  # a call of these takes single words too
_FAILURES = ("checkfailure", "assertionerror")  # what a check raises itself
_FOR_STUDENTS = ("hint", "diagnosis")  # what it says besides the message
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_SAID_KEYWORDS = ("audience",)  # arguments that are headings
_NO_SENTENCE = ("compile", "match", "fullmatch", "search", "sub", "getattr", "setattr", "execute", "argument", "Path")
_NO_SENTENCE_KEYWORDS = ("metavar", "mode", "encoding", "pattern", "style", "header_style", "description_style")


def sentences(paths: Sequence[Path], root: Path) -> Iterator[tuple[str, str]]:
    """Yield every sentence and the file that it is in."""
    modules = [Module(path.relative_to(root).as_posix(), ast.parse(path.read_text("utf-8"))) for path in paths]
    house = _house(modules)
    for module in modules:
        for sentence in _of_module(module, house):
            yield sentence, module.path


def told_by_checks(path: Path) -> Iterator[str]:
    """Yield what an exercise's checks say themselves: their messages, and names of quantities that are no code."""
    module = Module(path.name, ast.parse(path.read_text("utf-8")))
    house = _house([module])
    for body in [each for each in ast.walk(module.tree) if isinstance(each, ast.FunctionDef)]:
        scope = Scope(module, body, house)
        for node, clear in _told(body):
            reader = Reader(scope)
            for text in [*(reader.texts(node) or []), *reader.found]:
                if is_sentence(text) if clear else _is_prose(text):
                    yield from _lines(text, single=True)


def _told(body: ast.AST) -> Iterator[tuple[Node, bool]]:
    """Yield what a check says, and whether it is a sentence, or else a name."""
    for node in ast.walk(body):
        if isinstance(node, ast.Assert) and node.msg is not None:
            yield node.msg, True
        elif isinstance(node, ast.Call):
            if name_of(node.func) in _FAILURES:
                yield from ((each, True) for each in node.args[:1])
                yield from ((each.value, True) for each in node.keywords if each.arg in _FOR_STUDENTS)
            yield from ((each.value, False) for each in node.keywords if each.arg == "name")


def _is_prose(text: Text) -> bool:
    """Whether a name is of words, as `dx of a list` is and `maxout(x, weight)` is not."""
    return " " in _BRACKETS.sub("", "".join(piece if isinstance(piece, str) else "x" for piece in text))


def _house(modules: Sequence[Module]) -> House:
    constants = {name: node for each in modules for name, node in each.constants.items() if name.lstrip("_").isupper()}
    functions: dict[str, tuple[Module, ast.FunctionDef]] = {}
    twice: set[str] = set()
    for module in modules:
        for statement in module.tree.body:
            if isinstance(statement, ast.FunctionDef) and not statement.name.startswith("_"):
                twice |= {statement.name} & functions.keys()
                functions[statement.name] = module, statement
    named = {f"dlgrade.{module.path.removesuffix('.py').replace('/', '.')}": module for module in modules}
    return House(constants, {name: found for name, found in functions.items() if name not in twice}, named)


def _of_module(module: Module, house: House) -> Iterator[str]:
    bodies: list[ast.AST] = [
        module.tree,
        *(each for each in ast.walk(module.tree) if isinstance(each, ast.FunctionDef)),
    ]
    classes = [each for each in ast.walk(module.tree) if isinstance(each, ast.ClassDef)]
    for body in [*bodies, *classes]:
        scope = Scope(module, body, house)
        for node, single in [*_roots(body), *((ast.Name(name), False) for name in scope.added)]:
            reader = Reader(scope)
            said = [line for text in reader.texts(node) or [] for line in _lines(text, single=single)]
            yield from said
            for text in reader.found if said else []:
                yield from _lines(text, single=is_word(text))


def _lines(text: Text, *, single: bool = False) -> Iterator[str]:
    """Yield each line of a text that says something."""
    line: list[Piece] = []
    lines = [line]
    for piece in text:
        first, *rest = piece.split("\n") if isinstance(piece, str) else [piece]
        line.append(first)
        for each in rest:
            line = [each]
            lines.append(line)
    for pieces in lines:
        if ELSEWHERE[0] in pieces:
            continue
        bare = _stripped(without_twins(tuple(pieces)))
        if is_sentence(bare) or (single and (is_word(bare) or len(bare) > 1)):
            yield written(bare)


def _stripped(text: Text) -> Text:
    """Take away white space from both ends."""
    pieces = list(text)
    if pieces and isinstance(pieces[0], str):
        pieces[0] = pieces[0].lstrip()
    if pieces and isinstance(pieces[-1], str):
        pieces[-1] = pieces[-1].rstrip()
    return tuple(piece for piece in pieces if piece)


def _roots(body: ast.AST) -> Iterator[tuple[Node, bool]]:
    """Yield the outermost texts of a body, and whether single words count."""
    for child in ast.iter_child_nodes(body):
        if isinstance(child, ast.FunctionDef | ast.ClassDef | ast.Lambda | ast.Compare | ast.Import | ast.Assert):
            for each in getattr(child, "decorator_list", []):
                yield from _roots(ast.Expr(each))
            if isinstance(child, ast.Lambda):
                yield from _roots(ast.Expr(child.body))
            continue
        if isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant):
            continue  # a docstring
        if isinstance(child, ast.keyword) and child.arg in _NO_SENTENCE_KEYWORDS:
            continue
        if isinstance(child, ast.keyword) and child.arg in _SAID_KEYWORDS:
            yield child.value, True
            continue
        if isinstance(child, ast.Call):
            name = child.func.id if isinstance(child.func, ast.Name) else getattr(child.func, "attr", "")
            if name in _NO_SENTENCE:
                continue
            if name in _SAID and child.args:
                yield child.args[0], True
                for each in [*child.args[1:], *child.keywords]:
                    yield from _roots(ast.Module([each], []))  # type: ignore[list-item]
                continue
        if isinstance(child, ast.JoinedStr | ast.Constant) or (isinstance(child, ast.BinOp) and is_text(child)):
            yield child, False
            for inner in ast.walk(child):
                if isinstance(inner, ast.Call) and name_of(inner.func) in _SAID and inner.args:
                    yield inner.args[0], True
            continue
        yield from _roots(child)
