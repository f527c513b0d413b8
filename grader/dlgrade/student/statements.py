"""The statements of a notebook's cells: which names each gives a meaning, and which it needs one of."""

import ast
import symtable
from collections.abc import Iterator
from dataclasses import dataclass, field

_FLAGS = ast.PyCF_ONLY_AST | ast.PyCF_ALLOW_TOP_LEVEL_AWAIT  # as IPython runs cells
_DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
_WORK = (ast.Call, ast.Await, ast.Yield, ast.YieldFrom, ast.comprehension)
_UNREADABLE = (
    SyntaxError,
    ValueError,
    RecursionError,
    MemoryError,
)  # the last two: nested beyond the compiler's limits


@dataclass
class Statement:
    """One statement at the left margin; `first` to `last` are its lines, counted from 0.

    reads:   names of the module that it uses, its functions' bodies included
    binds:   names that it gives a meaning; `touches` are those whose object it changes
    modules: what it imports, by the uppermost name
    """

    cell: int
    first: int
    last: int
    kind: str
    reads: set[str] = field(default_factory=set)
    binds: set[str] = field(default_factory=set)
    touches: set[str] = field(default_factory=set)
    modules: list[str] = field(default_factory=list)
    works: bool = False


class UnreadableCell(Exception):  # noqa: N818 - a fact about the submission
    """A cell that is not Python."""

    def __init__(self, line: int, why: str):
        super().__init__(why)
        self.line, self.why = line, why


def statements(cell: int, lines: list[str]) -> list[Statement]:
    """Return a cell's statements, those that share a line as one; UnreadableCell if it does not compile."""
    text = "\n".join(lines)
    try:
        tree = compile(text, "cell", "exec", _FLAGS)
        assert isinstance(tree, ast.Module)
        return [_statement(cell, nodes, lines) for nodes in _by_lines(tree.body)]
    except _UNREADABLE as error:
        line = error.lineno or 0 if isinstance(error, SyntaxError) else 0
        why = error.msg if isinstance(error, SyntaxError) else "it is nested too deeply"
        raise UnreadableCell(line, why) from None


def _by_lines(body: list[ast.stmt]) -> Iterator[list[ast.stmt]]:
    group: list[ast.stmt] = []
    for node in body:
        if group and _first(node) > (group[-1].end_lineno or 0):
            yield group
            group = []
        group.append(node)
    if group:
        yield group


def _first(node: ast.stmt) -> int:
    decorators = node.decorator_list if isinstance(node, _DEFINITIONS) else []
    return min([node.lineno, *(each.lineno for each in decorators)])


def _statement(cell: int, nodes: list[ast.stmt], lines: list[str]) -> Statement:
    first, last = _first(nodes[0]) - 1, max(node.end_lineno or node.lineno for node in nodes) - 1
    found = Statement(cell, first, last, _kind(nodes))
    if any(isinstance(each, ast.Await | ast.AsyncFor | ast.AsyncWith) for node in nodes for each in _outside(node)):
        found.kind = "experiment"  # no module can wait at its left margin
        return found
    table = symtable.symtable("\n".join(lines[first : last + 1]), "cell", "exec")
    found.binds = {each.get_name() for each in table.get_symbols() if each.is_assigned() or each.is_imported()}
    found.reads = set(_reads(table))
    found.touches = {name for node in nodes for name in _touched(node)} - found.binds
    found.modules = [module for node in nodes for module in _imported(node)]
    found.works = any(isinstance(each, _WORK) for node in nodes for each in _outside(node))
    return found


def _kind(nodes: list[ast.stmt]) -> str:
    if any(isinstance(node, _DEFINITIONS) for node in nodes):
        return "definition"
    if all(isinstance(node, ast.Import | ast.ImportFrom) for node in nodes):
        return "import"
    if all(isinstance(node, ast.Assign | ast.AnnAssign | ast.AugAssign) for node in nodes):
        return "assignment"
    if all(isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) for node in nodes):
        return "text"
    return "experiment" if all(isinstance(node, ast.Expr | ast.Delete) for node in nodes) else "other"


def _outside(node: ast.AST) -> Iterator[ast.AST]:
    """Return what runs when the statement does, without the bodies of its functions."""
    yield node
    if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
        for child in ast.iter_child_nodes(node):
            yield from _outside(child)


def _reads(table: symtable.SymbolTable) -> Iterator[str]:
    waiting = [table]
    while waiting:
        each = waiting.pop()
        top = each.get_type() == "module"
        for symbol in each.get_symbols():
            if symbol.is_referenced() and (top or symbol.is_global()):
                yield symbol.get_name()
        waiting += each.get_children()


def _touched(node: ast.stmt) -> Iterator[str]:
    """Return the names of objects that a statement stores something in: `Dense` of `Dense.backward = backward`."""
    targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
    for target in targets:
        if isinstance(target, ast.Attribute | ast.Subscript):
            inner: ast.expr = target
            while isinstance(inner, ast.Attribute | ast.Subscript):
                inner = inner.value
            if isinstance(inner, ast.Name):
                yield inner.id


def _imported(node: ast.stmt) -> list[str]:
    if isinstance(node, ast.ImportFrom):
        return [(node.module or ".").partition(".")[0] if not node.level else "."]
    return [alias.name.partition(".")[0] for alias in node.names] if isinstance(node, ast.Import) else []
