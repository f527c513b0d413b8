"""What names stand for in the engine's modules, as far as their syntax trees tell."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

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
