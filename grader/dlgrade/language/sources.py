"""Find every sentence that the engine may say, in its syntax trees.

Nothing is marked and no list is kept: a text of several words that is neither a docstring nor a pattern is a sentence.
What an f-string is filled with is followed to where it is made, as far as that is plain: a choice of words is written
out, a longer one becomes a part with a sentence of its own, and everything else a place that holds what it holds.
"""

import ast
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import product
from pathlib import Path

from dlgrade.language.template import SEPARATORS, Piece, Place, parsed, written

_MOST = 6  # ways to write one sentence out; with more of them its parts are sentences of their own
_DEEPEST = 12  # steps from an f-string to where a part of it is made
_SAID = ("say", "said", "Finding")  # a call of these takes single words too
_PASSED_ON = ("legible", "one_line", "str", "said", "Text")  # calls that say what they are given
_SAID_KEYWORDS = ("audience",)  # arguments that are headings
_NO_SENTENCE = ("compile", "match", "fullmatch", "search", "sub", "getattr", "setattr", "execute", "argument", "Path")
_NO_SENTENCE_KEYWORDS = ("metavar", "mode", "encoding", "pattern", "style", "header_style", "description_style")
_ONE_WORD = ("type_name", "topic", "slug", "module")  # names of what never holds a space
_SENTENCES = ("error", "reason")  # names of what the engine has said itself, if it is not the system's
_SENTENCES_OF_OBJECTS = ("kind", "diagnosis", "fault", "advice")
_COUNTING = ("len", "sum", "round", "int", "number")  # functions that return numbers
_PRINTED = "printed"  # the name of what a student printed, lines and all: nothing behind it is the engine's
_TAILS, _TAIL = 3, ("", ",", ":", ";", " ")  # so many ends, each beginning so, are written out with what they end
_DOCUMENT = 3  # line ends; a text of so many lines is a file's content
_NUMBER = re.compile(r"[<>=^+ ,0-9.]*[bdeEfFgGn%]|[,0-9.]*,[0-9.]*")
_WORDS = re.compile(
    r"[A-Za-z][a-z']+[,;:]? (?:[a-z(`'\"-]|\x00)|\x00,? [a-z]{2,}|[a-z]{3,}[:,;]? \x00|^[a-z]{4,} \w+$|^an? \x00$"
)
_WORD = re.compile(r"[A-Za-z ,;:.()'-]+")
_CODE = re.compile(
    r"[\\]|</?[a-z]|^(?:bold|dim) \w+$|LOCK TABLE|^msg(?:id|str) |\"\"\"|^(?:RUN|found =|_\w+,|#) |^@"
    r"|^return (?:x$|np\.|open\()|^for \w+ in |^if \w+\("
    r"|\w\(\)\n|^\s*(?:def|import|from|class) |^[\w.-]+/|==|\bSELECT\b|^\W*$|'(?:self|none)'|sha256-"
    r"|^raise |^--?\w|^dlgrade \w+$"
    r"|'\{\w"
)

Text = tuple[Piece, ...]
_ELSEWHERE: Text = (Place("elsewhere"),)  # one of the ways that a text may be is not written down
Node = ast.expr


@dataclass
class Module:
    """One file's tree, with what its names stand for."""

    path: str
    tree: ast.Module
    constants: dict[str, Node] = field(default_factory=dict)
    functions: dict[str, ast.FunctionDef] = field(default_factory=dict)
    imports: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for node in ast.walk(self.tree):
            if isinstance(node, ast.FunctionDef):
                self.functions.setdefault(node.name, node)
            elif isinstance(node, ast.ImportFrom):
                self.imports |= {alias.name: str(node.module) for alias in node.names}
        for statement in self.tree.body:
            if isinstance(statement, ast.Assign):
                self._keep(statement.targets[0], statement.value)
            elif isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name) and statement.value:
                self.constants[statement.target.id] = statement.value

    def _keep(self, target: Node, value: Node) -> None:
        if isinstance(target, ast.Name):
            self.constants[target.id] = value
        elif isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
            for each, part in zip(target.elts, value.elts, strict=False):
                self._keep(each, part)


@dataclass(frozen=True)
class House:
    """What modules take from each other: constants in capital letters, and functions of one name."""

    constants: dict[str, Node]
    functions: dict[str, tuple[Module, ast.FunctionDef]]
    modules: dict[str, Module]


class Scope:
    """What the names of one function, or of a module's top, are bound to."""

    def __init__(self, module: Module, body: ast.AST, house: "House"):
        self.module, self._body, self.house = module, body, house
        arguments = getattr(body, "args", None)
        every = [*arguments.args, *arguments.kwonlyargs] if isinstance(arguments, ast.arguments) else []
        self._parameters = {each.arg for each in every}

    @cached_property
    def bound(self) -> dict[str, list[Node]]:
        """Every expression that a name is given."""
        found: dict[str, list[Node]] = {}
        for node in _own(self._body):
            if isinstance(node, ast.Assign):
                for target in node.targets:
                    self._bind(target, node.value, found)
            elif isinstance(node, ast.AnnAssign | ast.NamedExpr) and node.value is not None:
                self._bind(node.target, node.value, found)
            elif isinstance(node, ast.For | ast.comprehension):
                for item in self._items(node.iter):
                    self._bind(node.target, item, found)
        return found

    @cached_property
    def added(self) -> dict[str, list[Node]]:
        """Every expression that is added to the end of a name."""
        found: dict[str, list[Node]] = {}
        for node in _own(self._body):
            if isinstance(node, ast.AugAssign) and isinstance(node.op, ast.Add) and isinstance(node.target, ast.Name):
                found.setdefault(node.target.id, []).append(node.value)
        return found

    def _bind(self, target: Node, value: Node, found: dict[str, list[Node]]) -> None:
        if isinstance(target, ast.Name):
            found.setdefault(target.id, []).append(value)
        elif isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple) and len(target.elts) == len(value.elts):
            for each, part in zip(target.elts, value.elts, strict=True):
                self._bind(each, part, found)
        elif isinstance(target, ast.Tuple) and isinstance(value, ast.IfExp):
            self._bind(target, value.body, found)
            self._bind(target, value.orelse, found)
        elif isinstance(target, ast.Tuple):
            for made in self.made(value):
                if not isinstance(made, ast.Call):
                    self._bind(target, made, found)

    def _items(self, source: Node) -> list[Node]:
        """Return the items of what a loop goes through, as far as they are written down."""
        if isinstance(source, ast.Tuple | ast.List):
            return list(source.elts)
        if isinstance(source, ast.Name):
            known = [self.module.constants[source.id]] if source.id in self.module.constants else []
            return [item for each in known if isinstance(each, ast.Tuple | ast.List) for item in each.elts]
        if not isinstance(source, ast.Call):
            return []
        if isinstance(source.func, ast.Name) and source.func.id == "enumerate":
            return [ast.Tuple([ast.Constant(0), item]) for item in self._items(source.args[0])]
        if isinstance(source.func, ast.Attribute) and source.func.attr == "items":
            named = source.func.value
            choices = self.bound_late(named.id) if isinstance(named, ast.Name) else []
            return [
                ast.Tuple([key, value])
                for each in choices
                if isinstance(each, ast.Dict)
                for key, value in zip(each.keys, each.values, strict=True)
                if key is not None
            ]
        return self.made(source)

    def bound_late(self, name: str) -> list[Node]:
        """Return what a name is given by plain assignments, also while names are being bound."""
        own = [
            node.value
            for node in _own(self._body)
            if isinstance(node, ast.Assign) and any(isinstance(to, ast.Name) and to.id == name for to in node.targets)
        ]
        return own or ([self.module.constants[name]] if name in self.module.constants else [])

    def made(self, call: Node) -> list[Node]:
        """Return what a function of ours returns or yields."""
        _, function = self.function(call)
        if function is None:
            return []
        return [
            node.value for node in _own(function) if isinstance(node, ast.Return | ast.Yield) and node.value is not None
        ]

    def function(self, call: Node) -> tuple[Module, ast.FunctionDef | None]:
        """Return the function of ours that is called, and where it is."""
        if not isinstance(call, ast.Call):
            return self.module, None
        name = call.func.id if isinstance(call.func, ast.Name) else ""
        if (
            isinstance(call.func, ast.Attribute)
            and isinstance(call.func.value, ast.Name)
            and call.func.value.id == "self"
        ):
            name = call.func.attr
        if name in self.module.functions:
            return self.module, self.module.functions[name]
        return self.house.functions.get(name, (self.module, None))

    def known(self, name: str) -> list[Node] | None:
        """Return every expression that a name may stand for; None if it is a parameter or comes from elsewhere."""
        if name in self.bound:
            return None if name in self._parameters else self.bound[name]
        if name in self._parameters:
            return None
        if name in self.module.constants:
            return [self.module.constants[name]]
        source = self.house.modules.get(self.module.imports.get(name, ""))
        if source is not None and name in source.constants:
            return [source.constants[name]]
        return [self.house.constants[name]] if name in self.house.constants else None


def _own(body: ast.AST) -> Iterator[ast.AST]:
    """Yield every node of a function that is not in a function of its own."""
    for child in ast.iter_child_nodes(body):
        yield child
        if not isinstance(child, ast.FunctionDef | ast.ClassDef | ast.Lambda):
            yield from _own(child)


class Reader:
    """Reads one scope's sentences."""

    def __init__(self, scope: Scope):
        self._scope = scope
        self.found: list[Text] = []

    def texts(self, node: Node, depth: int = 0) -> list[Text] | None:
        """Return every text that an expression may be; None if that is not written down."""
        if depth > _DEEPEST:
            return None
        if isinstance(node, ast.Constant):
            return [parsed(node.value)] if isinstance(node.value, str) and node.value.count("\n") < _DOCUMENT else None
        if isinstance(node, ast.JoinedStr):
            return self._joined(node, depth)
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
            return self._product([node.left, node.right], depth) if _is_text(node) else None
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult):
            return self._union([node.left], depth, ("",)) if isinstance(node.left, ast.Constant) else None
        if isinstance(node, ast.IfExp):
            return self._union([node.body, node.orelse], depth)
        if isinstance(node, ast.BoolOp):
            return self._union(node.values, depth)
        if isinstance(node, ast.Name):
            return self._named(node.id, depth)
        if isinstance(node, ast.Subscript) and isinstance(node.value, ast.Name | ast.Dict):
            tables = (self._scope.known(node.value.id) or []) if isinstance(node.value, ast.Name) else [node.value]
            values = [value for table in tables if isinstance(table, ast.Dict) for value in table.values]
            return self._union([_first(value) for value in values], depth) if values else None
        if isinstance(node, ast.Call):
            return self._called(node, depth)
        return None

    def _called(self, node: ast.Call, depth: int) -> list[Text] | None:
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        if name in _PASSED_ON and len(node.args) >= 1:
            return self.texts(node.args[0], depth + 1)
        if name == "get" and isinstance(node.func, ast.Attribute) and isinstance(node.func.value, ast.Name):
            table = ast.Subscript(node.func.value, node.args[0])
            found = self.texts(table, depth + 1)
            return found and [*found, *(self.texts(node.args[1], depth + 1) or [])] if len(node.args) > 1 else found
        module, function = self._scope.function(node)
        if function is None:
            return None
        inner = Reader(Scope(module, function, self._scope.house))
        return inner._union(self._scope.made(node), depth)

    def _named(self, name: str, depth: int) -> list[Text] | None:
        known = self._scope.known(name)
        found = self._union(known, depth) if known else None
        for each in self._scope.added.get(name, []) if found else []:
            more = self.texts(each, depth + 1)
            found = list(dict.fromkeys([*(found or []), *(a + b for a in found or [] for b in more or [])]))[
                : _MOST * 2
            ]
        return found

    def _union(self, nodes: Sequence[Node], depth: int, *more: Text) -> list[Text] | None:
        """Return all that several may be."""
        found: list[Text] = [*more]
        for node in nodes:
            found += self.texts(node, depth + 1) or [_ELSEWHERE]
        found = list(dict.fromkeys(found))
        return None if found in ([], [_ELSEWHERE]) else found

    def _joined(self, node: ast.JoinedStr, depth: int) -> list[Text] | None:
        return self._product(node.values, depth)

    def _product(self, nodes: Sequence[Node], depth: int) -> list[Text]:
        choices = [self._choices(node, depth) for node in nodes]
        while _size(choices) > _MOST:
            place = max(range(len(choices)), key=lambda each: len(choices[each]))
            self.found += choices[place]
            choices[place] = [(self._place(nodes[place], "sentence"),)]
        return [_without_twins(sum(parts, ())) for parts in product(*choices)]

    def _choices(self, node: Node, depth: int) -> list[Text]:
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            return [(node.value,)]
        inner = node.value if isinstance(node, ast.FormattedValue) else node
        spec = _spec(node)
        if isinstance(node, ast.FormattedValue) and (node.conversion != -1 or _NUMBER.fullmatch(spec)):
            return [(self._place(inner, "number" if _NUMBER.fullmatch(spec) else ""),)]
        found = self.texts(inner, depth + 1) if not spec or spec[0] in "<>" else None
        if not found:
            return [(self._place(inner, ""),)]
        if _ELSEWHERE in found:
            found = [text for text in found if text != _ELSEWHERE and (_worth(text) or _is_word(text))]
            self.found += found
            return [(self._place(inner, "sentence" if found else ""),)]
        if len(found) <= _TAILS and all(not text or str(text[0])[:1] in _TAIL for text in found):
            return found  # what is added to a sentence has no meaning of its own
        whole = isinstance(inner, ast.IfExp | ast.Constant | ast.JoinedStr | ast.BinOp) or len(found) == 1
        plain = all(isinstance(piece, str) for text in found for piece in text)
        if whole or (plain and len(found) <= 3) or not any(_worth(text) or _is_word(text) for text in found):
            return found if whole or plain else [(self._place(inner, ""),)]
        self.found += found
        return [(self._place(inner, "sentence"),)]

    def _place(self, node: Node, kind: str) -> Place:
        inner = node.value if isinstance(node, ast.FormattedValue) else node
        name = _name(inner)
        given = self._scope.bound.get(inner.id, []) if isinstance(inner, ast.Name) else [inner]
        if not kind and given and all(isinstance(each, ast.Call) and _name(each.func) in _COUNTING for each in given):
            kind = "number"
        if not kind and (name.endswith(_ONE_WORD) or (isinstance(inner, ast.Attribute) and inner.attr == "__name__")):
            kind = "word"
        if not kind and (name in _SENTENCES or (isinstance(inner, ast.Attribute) and name in _SENTENCES_OF_OBJECTS)):
            kind = "sentence"
        if isinstance(inner, ast.Call) and isinstance(inner.func, ast.Attribute) and inner.func.attr == "join":
            between = inner.func.value
            name = _name(inner.args[0]) if _name(inner.args[0]) != "value" else "list"
            kind = "sentence" if isinstance(between, ast.Constant) and between.value in SEPARATORS else kind
        return Place(name, "rest" if name == _PRINTED else kind)


def _size(choices: list[list[Text]]) -> int:
    size = 1
    for each in choices:
        size *= len(each)
    return size


def _first(node: Node) -> Node:
    return node.elts[0] if isinstance(node, ast.Tuple) and node.elts else node


def _is_text(node: Node) -> bool:
    """Whether an addition is one of texts."""
    if isinstance(node, ast.BinOp):
        return _is_text(node.left) or _is_text(node.right)
    if isinstance(node, ast.IfExp):
        return _is_text(node.body) or _is_text(node.orelse)
    return isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and isinstance(node.value, str))


def _spec(node: Node) -> str:
    if not isinstance(node, ast.FormattedValue) or not isinstance(node.format_spec, ast.JoinedStr):
        return ""
    return "".join(str(part.value) if isinstance(part, ast.Constant) else "9" for part in node.format_spec.values)


def _name(node: ast.AST) -> str:
    """Name a place after the expression that fills it."""
    if isinstance(node, ast.Name):
        return node.id.strip("_").lower()
    if isinstance(node, ast.Attribute):
        return node.attr.strip("_").lower()
    if isinstance(node, ast.Subscript):
        return _name(node.value)
    if isinstance(node, ast.Call):
        name = _name(node.func)
        if node.args and not isinstance(node.args[0], ast.Constant | ast.GeneratorExp | ast.ListComp):
            return _name(node.args[0]) if name != "len" else _name(node.args[0]) + "_count"
        if isinstance(node.func, ast.Attribute) and not isinstance(node.func.value, ast.Constant):
            return _name(node.func.value) if name in ("strip", "partition", "removesuffix", "astimezone") else name
        return "list" if name == "join" else name
    if isinstance(node, ast.BinOp):
        return _name(node.left) if _name(node.left) != "value" else _name(node.right)
    if isinstance(node, ast.Starred | ast.BoolOp):
        return _name(node.values[0] if isinstance(node, ast.BoolOp) else node.value)
    return "value"


def _without_twins(text: Text) -> Text:
    """Give each place a name of its own, and make one of neighbouring literals."""
    pieces: list[Piece] = []
    seen: dict[str, int] = {}
    for piece in text:
        if isinstance(piece, Place):
            base = piece.name.rstrip("0123456789_") or "value"
            seen[base] = seen.get(base, 0) + 1
            pieces.append(Place(base if seen[base] == 1 else f"{base}_{seen[base]}", piece.kind))
        elif pieces and isinstance(pieces[-1], str):
            pieces[-1] += piece
        elif piece:
            pieces.append(piece)
    return tuple(pieces)


def _worth(text: Text) -> bool:
    """Whether a text is made of words for people."""
    plain = "".join(piece if isinstance(piece, str) else "\0" for piece in text)
    return bool(_WORDS.search(plain.strip())) and not _CODE.search(plain)


def _is_word(text: Text) -> bool:
    plain = "".join(piece if isinstance(piece, str) else "" for piece in text).strip()
    return bool(_WORD.fullmatch(plain) and re.search(r"[a-z]{2}|[A-Z]{4}", plain))


def sentences(paths: Sequence[Path], root: Path) -> Iterator[tuple[str, str]]:
    """Yield every sentence and the file that it is in."""
    modules = [Module(path.relative_to(root).as_posix(), ast.parse(path.read_text("utf-8"))) for path in paths]
    house = _house(modules)
    for module in modules:
        for sentence in _of_module(module, house):
            yield sentence, module.path


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
                yield from _lines(text, single=_is_word(text))


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
        if _ELSEWHERE[0] in pieces:
            continue
        bare = _stripped(_without_twins(tuple(pieces)))
        if _worth(bare) or (single and (_is_word(bare) or len(bare) > 1)):
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
        if isinstance(child, ast.JoinedStr | ast.Constant) or (isinstance(child, ast.BinOp) and _is_text(child)):
            yield child, False
            for inner in ast.walk(child):
                if isinstance(inner, ast.Call) and _name(inner.func) in _SAID and inner.args:
                    yield inner.args[0], True
            continue
        yield from _roots(child)
