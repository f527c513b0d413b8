"""Read a course's own Python files, without running them."""

import ast
import copy
from pathlib import Path

from dlgrade.errors import CourseError


def parse(path: Path) -> ast.Module:
    """Parse a course's own Python file; CourseError with file and line."""
    try:
        return ast.parse(path.read_text("utf-8"), str(path))
    except SyntaxError as error:
        raise CourseError(f"{path}{f':{error.lineno}' if error.lineno else ''}: {error.msg}") from None
    except (OSError, UnicodeDecodeError) as error:
        raise CourseError(f"{path}: {error}") from None


def bound_by(statement: ast.stmt) -> list[str]:
    """Return the names that a statement at the top of a module gives a meaning."""
    if isinstance(statement, ast.FunctionDef | ast.ClassDef):
        return [statement.name]
    if isinstance(statement, ast.Import | ast.ImportFrom):
        return [alias.asname or alias.name.partition(".")[0] for alias in statement.names]
    return [node.id for node in ast.walk(statement) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)]


def definitions(path: Path) -> list[str]:
    """Return the names of a file's top-level functions and classes."""
    return [node.name for node in parse(path).body if isinstance(node, ast.FunctionDef | ast.ClassDef)]


def signature(node: ast.FunctionDef | ast.ClassDef, *, bound: bool = False) -> str:
    """Return how a function or a class is called, without annotations."""
    if isinstance(node, ast.ClassDef):
        inits = [each for each in node.body if isinstance(each, ast.FunctionDef) and each.name == "__init__"]
        if not inits:
            return f"{node.name}()"
        arguments, bound = inits[0].args, True
    else:
        arguments = node.args
    if bound:
        arguments = copy.copy(arguments)
        arguments.args = arguments.args[1:]  # without self
    bare = ast.parse(f"def f({ast.unparse(arguments)}): pass").body[0]
    assert isinstance(bare, ast.FunctionDef)
    starred = [argument for argument in (bare.args.vararg, bare.args.kwarg) if argument]
    for argument in [*bare.args.posonlyargs, *bare.args.args, *bare.args.kwonlyargs, *starred]:
        argument.annotation = None
    return f"{node.name}({ast.unparse(bare.args)})"
