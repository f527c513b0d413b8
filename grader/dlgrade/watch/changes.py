"""What a save changed: the names whose meaning may differ, followed through all modules of a submission."""

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

Sources = Mapping[str, tuple[str, str]]  # module -> file name and text
_WHOLE = "*"  # stands for a module as a whole
_NOISY = ""  # stands for statements that may change anything as the module is loaded
_MAIN = "__main__"  # stands for what is run as a program only, which a worker never does
_UNTRACEABLE = frozenset(
    {"globals", "locals", "vars", "eval", "exec", "compile", "__import__", "importlib", "sys", "inspect", "gc"}
)  # with these, code reaches names that it does not mention
_INNARDS = frozenset({"__globals__", "__dict__", "__subclasses__", "__code__", "__closure__"})  # and with these
_Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


@dataclass
class _Module:
    """The statements at the top of a module, by the names that they give a meaning."""

    texts: dict[str, list[str]] = field(default_factory=dict)
    mentions: dict[str, set[tuple[str, str]]] = field(default_factory=dict)  # (module, name)
    order: list[tuple[str, ...]] = field(default_factory=list)
    traceable: bool = True


@dataclass(frozen=True)
class Touched:
    """The names that were written anew, and all whose meaning may differ, those among them; of whichever module."""

    rewritten: frozenset[str]
    reached: frozenset[str]


def touched(before: Sources, after: Sources) -> Touched | None:
    """Return the names whose meaning may differ; None if it may be all of them.

    Too many names cost time. Too few would leave a verdict standing that is no longer true, so whatever cannot be
    followed counts as everything.
    """
    try:
        old = {name: _module(name, text, frozenset(before)) for name, (_, text) in before.items()}
        new = {name: _module(name, text, frozenset(after)) for name, (_, text) in after.items()}
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    changed: set[tuple[str, str]] = set()
    for name in old.keys() | new.keys():
        was, now = old.get(name, _Module()), new.get(name, _Module())
        names = {each for each in was.texts.keys() | now.texts.keys() if was.texts.get(each) != now.texts.get(each)}
        if names and not (was.traceable and now.traceable):
            return None
        if _common(was, now) != _common(now, was):
            return None
        changed |= {(name, each) for each in names}
    every = [*old.values(), *new.values()]
    if changed and not all(module.traceable for module in every):
        return None
    reached = _reached(changed, [*old.items(), *new.items()])
    if any(name == _NOISY for _, name in reached):
        return None
    return Touched(frozenset(name for _, name in changed), frozenset(name for _, name in reached))


def _reached(changed: set[tuple[str, str]], modules: list[tuple[str, _Module]]) -> set[tuple[str, str]]:
    """Follow changed names to all that mention them."""
    users: dict[tuple[str, str], set[tuple[str, str]]] = {}
    for module, found in modules:
        for name, mentioned in found.mentions.items():
            for each in mentioned:
                users.setdefault(each, set()).add((module, name))
    reached: set[tuple[str, str]] = set()
    waiting = set(changed)
    while waiting:
        reached |= waiting
        wholes = {(module, _WHOLE) for module, _ in waiting}
        waiting = {user for each in waiting | wholes for user in users.get(each, ())} - reached
    return reached


def _common(one: _Module, other: _Module) -> list[tuple[str, ...]]:
    """Return the order of the statements whose names both have: a name that moves may meet another meaning."""
    return [names for names in one.order if all(name in other.texts for name in names)]


@lru_cache(maxsize=200)  # what was new at one save is old at the next
def _module(module: str, text: str, sources: frozenset[str]) -> _Module:
    if "\r" in text or "\f" in text:
        raise ValueError("lines that Python counts otherwise")
    lines, found = text.split("\n"), _Module()
    for place, statement in enumerate(ast.parse(text).body):
        names = _names(statement, first=place == 0)
        start = min([statement.lineno, *(each.lineno for each in getattr(statement, "decorator_list", []))])
        written = "\n".join(lines[start - 1 : statement.end_lineno])
        mentioned = set() if names == (_MAIN,) else _mentions(module, statement, sources)
        for name in names:
            found.texts.setdefault(name, []).append(written)
            found.mentions.setdefault(name, set()).update(mentioned)
        found.order.append(names)
        found.traceable &= not any(name in _UNTRACEABLE | _INNARDS for _, name in mentioned)
    return found


def _names(statement: ast.stmt, *, first: bool) -> tuple[str, ...]:
    """Return the names that a statement gives a meaning, and the noisy one if loading it may do more than that."""
    if _is_main(statement):
        return (_MAIN,)
    noisy = (_NOISY,) if any(True for _ in _calls(statement)) else ()
    if isinstance(statement, _Definition):
        return (statement.name, *noisy)
    if isinstance(statement, ast.ImportFrom):
        if statement.module == "__future__" or any(alias.name == "*" for alias in statement.names):
            return (_NOISY,)
        return tuple(alias.asname or alias.name for alias in statement.names)
    if isinstance(statement, ast.Import):
        return tuple(alias.asname or alias.name.partition(".")[0] for alias in statement.names)
    if isinstance(statement, ast.Assign | ast.AnnAssign):
        targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
        parts = [part for target in targets for part in _parts(target)]
        if all(isinstance(part, ast.Name) for part in parts):
            return (*(part.id for part in parts if isinstance(part, ast.Name)), *noisy)
    if first and isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant):
        return ("__doc__",)
    return (_NOISY,)


def _is_main(statement: ast.stmt) -> bool:
    return (
        isinstance(statement, ast.If)
        and not statement.orelse
        and ast.dump(statement.test) == ast.dump(ast.parse("__name__ == '__main__'", mode="eval").body)
    )


def _parts(target: ast.expr) -> Iterator[ast.expr]:
    if isinstance(target, ast.Tuple | ast.List):
        for each in target.elts:
            yield from _parts(each)
    else:
        yield target


def _calls(node: ast.AST) -> Iterator[ast.AST]:
    """Find what is called while a statement is executed, as against what a function it defines will call later."""
    if isinstance(node, ast.Call):
        yield node
    if isinstance(node, _Definition):
        yield from node.decorator_list
    inner = ("body",) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda) else ()
    for name, value in ast.iter_fields(node):
        for each in value if isinstance(value, list) else [value]:
            if isinstance(each, ast.AST) and name not in (*inner, "returns"):
                yield from _calls(each)


def _mentions(module: str, statement: ast.stmt, sources: frozenset[str]) -> set[tuple[str, str]]:
    """Return the names that a statement mentions anywhere within, each in the module where it would be looked up."""
    found: set[tuple[str, str]] = set()
    for node in ast.walk(statement):
        if isinstance(node, ast.Name):
            found.add((module, node.id))
        elif isinstance(node, ast.Attribute) and node.attr in _INNARDS:
            found.add((module, node.attr))
        elif isinstance(node, ast.ImportFrom):
            origin = (node.module or "").partition(".")[0]
            found |= {(origin, alias.name) for alias in node.names} if origin in sources else {(module, origin)}
        elif isinstance(node, ast.Import):
            for alias in node.names:
                origin = alias.name.partition(".")[0]
                found.add((origin, _WHOLE) if origin in sources else (module, origin))
    return found
