"""What an expression may say: each of its texts, with places for what is known only when it is said.

What an f-string is filled with is followed to where it is made, as far as that is plain: a choice of words is written
out, a longer one becomes a part with a sentence of its own, and everything else a place that holds what it holds.
"""

import ast
import re
from collections.abc import Sequence
from itertools import product

from dlgrade.language.scopes import Node, Scope
from dlgrade.language.template import SEPARATORS, Piece, Place, parsed

_MOST = 6  # ways to write one sentence out; with more of them its parts are sentences of their own
_DEEPEST = 12  # steps from an f-string to where a part of it is made
_PASSED_ON = ("legible", "one_line", "str", "said", "Text")  # calls that say what they are given
_ONE_WORD = ("type_name", "topic", "slug", "module")  # names of what never holds a space
_SENTENCES = ("error", "reason")  # names of what the engine has said itself, if it is not the system's
_SENTENCES_OF_OBJECTS = ("kind", "diagnosis", "fault", "advice")
_COUNTING = ("len", "sum", "round", "int", "number")  # functions that return numbers
_PRINTED = "printed"  # the name of what a student printed, lines and all: nothing behind it is the engine's
_TAILS, _TAIL = 3, ("", ",", ":", ";", " ")  # so many ends, each beginning so, are written out with what they end
_DOCUMENT = 3  # line ends; a text of so many lines is a file's content
_NUMBER = re.compile(r"[<>=^+ ,0-9.]*[bdeEfFgGn%]|[,0-9.]*,[0-9.]*")
_WORDS = re.compile(
    r"[A-Za-z][a-z']+[,;:]? (?:[a-z(`'\"-]|\x00)|\x00[,²]? [a-z]{2,}|[a-z]{3,}[:,;]? \x00|^[a-z]{4,} \w+$|^an? \x00$"
)
_WORD = re.compile(r"[A-Za-z ,;:.()'-]+")
_CODE = re.compile(
    r"[\\]|</?[a-z]|^(?:bold|dim) \w+$|LOCK TABLE|^msg(?:id|str) |\"\"\"|^(?:RUN|found =|_\w+,|#) |^@"
    r"|^return (?:x$|np\.|open\()|^for \w+ in |^if \w+\("
    r"|\w\(\)\n|^\s*(?:def|import|from|class) |^(?!\d+/)[\w.-]+/|==|\bSELECT\b|^\W*$|'(?:self|none)'|sha256-"
    r"|^raise |^--?\w|^dlgrade \w+$"
    r"|'\{\w"
)

Text = tuple[Piece, ...]
ELSEWHERE: Text = (Place("elsewhere"),)  # one of the ways that a text may be is not written down


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
            return self._product([node.left, node.right], depth) if is_text(node) else None
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
            found += self.texts(node, depth + 1) or [ELSEWHERE]
        found = list(dict.fromkeys(found))
        return None if found in ([], [ELSEWHERE]) else found

    def _joined(self, node: ast.JoinedStr, depth: int) -> list[Text] | None:
        return self._product(node.values, depth)

    def _product(self, nodes: Sequence[Node], depth: int) -> list[Text]:
        choices = [self._choices(node, depth) for node in nodes]
        while _size(choices) > _MOST:
            place = max(range(len(choices)), key=lambda each: len(choices[each]))
            self.found += choices[place]
            choices[place] = [(self._place(nodes[place], "sentence"),)]
        return [without_twins(sum(parts, ())) for parts in product(*choices)]

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
        if ELSEWHERE in found:
            found = [text for text in found if text != ELSEWHERE and (is_sentence(text) or is_word(text))]
            self.found += found
            return [(self._place(inner, "sentence" if found else ""),)]
        if len(found) <= _TAILS and all(not text or str(text[0])[:1] in _TAIL for text in found):
            return found  # what is added to a sentence has no meaning of its own
        whole = isinstance(inner, ast.IfExp | ast.Constant | ast.JoinedStr | ast.BinOp) or len(found) == 1
        plain = all(isinstance(piece, str) for text in found for piece in text)
        if whole or (plain and len(found) <= 3) or not any(is_sentence(text) or is_word(text) for text in found):
            return found if whole or plain else [(self._place(inner, ""),)]
        self.found += found
        return [(self._place(inner, "sentence"),)]

    def _place(self, node: Node, kind: str) -> Place:
        inner = node.value if isinstance(node, ast.FormattedValue) else node
        name = name_of(inner)
        given = self._scope.bound.get(inner.id, []) if isinstance(inner, ast.Name) else [inner]
        if not kind and given and all(isinstance(each, ast.Call) and name_of(each.func) in _COUNTING for each in given):
            kind = "number"
        if not kind and (name.endswith(_ONE_WORD) or (isinstance(inner, ast.Attribute) and inner.attr == "__name__")):
            kind = "word"
        if not kind and (name in _SENTENCES or (isinstance(inner, ast.Attribute) and name in _SENTENCES_OF_OBJECTS)):
            kind = "sentence"
        if isinstance(inner, ast.Call) and isinstance(inner.func, ast.Attribute) and inner.func.attr == "join":
            between = inner.func.value
            name = name_of(inner.args[0]) if name_of(inner.args[0]) != "value" else "list"
            kind = "sentence" if isinstance(between, ast.Constant) and between.value in SEPARATORS else kind
        return Place(name, "rest" if name == _PRINTED else kind)


def _size(choices: list[list[Text]]) -> int:
    size = 1
    for each in choices:
        size *= len(each)
    return size


def _first(node: Node) -> Node:
    return node.elts[0] if isinstance(node, ast.Tuple) and node.elts else node


def is_text(node: Node) -> bool:
    """Whether an addition is one of texts."""
    if isinstance(node, ast.BinOp):
        return is_text(node.left) or is_text(node.right)
    if isinstance(node, ast.IfExp):
        return is_text(node.body) or is_text(node.orelse)
    return isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and isinstance(node.value, str))


def _spec(node: Node) -> str:
    if not isinstance(node, ast.FormattedValue) or not isinstance(node.format_spec, ast.JoinedStr):
        return ""
    return "".join(str(part.value) if isinstance(part, ast.Constant) else "9" for part in node.format_spec.values)


def name_of(node: ast.AST) -> str:
    """Name a place after the expression that fills it."""
    if isinstance(node, ast.Name):
        return node.id.strip("_").lower()
    if isinstance(node, ast.Attribute):
        return node.attr.strip("_").lower()
    if isinstance(node, ast.Subscript):
        return name_of(node.value)
    if isinstance(node, ast.Call):
        name = name_of(node.func)
        if node.args and not isinstance(node.args[0], ast.Constant | ast.GeneratorExp | ast.ListComp):
            return name_of(node.args[0]) if name != "len" else name_of(node.args[0]) + "_count"
        if isinstance(node.func, ast.Attribute) and not isinstance(node.func.value, ast.Constant):
            return name_of(node.func.value) if name in ("strip", "partition", "removesuffix", "astimezone") else name
        return "list" if name == "join" else name
    if isinstance(node, ast.BinOp):
        return name_of(node.left) if name_of(node.left) != "value" else name_of(node.right)
    if isinstance(node, ast.Starred | ast.BoolOp):
        return name_of(node.values[0] if isinstance(node, ast.BoolOp) else node.value)
    return "value"


def without_twins(text: Text) -> Text:
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


def is_sentence(text: Text) -> bool:
    """Whether a text is made of words for people."""
    plain = "".join(piece if isinstance(piece, str) else "\0" for piece in text)
    return bool(_WORDS.search(plain.strip())) and not _CODE.search(plain)


def is_word(text: Text) -> bool:
    """Whether a text is a word or a few, such as a heading or an outcome."""
    plain = "".join(piece if isinstance(piece, str) else "" for piece in text).strip()
    return bool(_WORD.fullmatch(plain) and re.search(r"[a-z]{2}|[A-Z]{4}", plain))
