"""A course on disk: its settings, its exercises and what each folder holds."""

import ast
import copy
import difflib
import keyword
import re
import sys
import tomllib
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Annotated

import msgspec

import dlgrade
from dlgrade.errors import CourseError, UsageError

SLUG = re.compile(r"(?P<number>\d{2})_(?P<topic>[a-z][a-z0-9_]*)")
SETTINGS_NAME = "course.toml"


class Limits(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What one submission may use; seconds are of wall time unless named otherwise."""

    call_seconds: Annotated[float, msgspec.Meta(gt=0)] = 5.0
    check_seconds: Annotated[float, msgspec.Meta(gt=0)] = 20.0
    load_seconds: Annotated[float, msgspec.Meta(gt=0)] = 5.0
    memory_mb: Annotated[int, msgspec.Meta(gt=0)] = 1024
    cpu_seconds: Annotated[int, msgspec.Meta(gt=0)] = 120


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a course decides: the content of course.toml."""

    name: str
    version: str
    engine: str
    limits: Limits = Limits()


@dataclass(frozen=True)
class Task:
    """One function or class that a student writes."""

    name: str
    signature: str


@dataclass(frozen=True)
class Exercise:
    """A numbered folder of tasks on one topic."""

    slug: str
    folder: Path
    stubs: Path

    @property
    def number(self) -> int:
        """The place in the course."""
        return int(self.slug[:2])

    @property
    def topic(self) -> str:
        """The slug without its number: the module's name."""
        return self.slug[3:]

    @property
    def module(self) -> str:
        """The file a student edits."""
        return self.topic + ".py"

    @property
    def solution(self) -> Path:
        """The module as the author wrote it."""
        return self.folder / self.module

    @property
    def stub(self) -> Path:
        """The module as students get it."""
        return self.stubs / self.module

    @property
    def checks(self) -> Path:
        """The file of checks."""
        return self.folder / f"check_{self.topic}.py"

    @property
    def probes(self) -> str:
        """The source of what checks need on the untrusted side; empty if there is none."""
        path = self.folder / "probes.py"
        return path.read_text("utf-8") if path.exists() else ""

    def mistakes(self) -> list[Path]:
        """Return the files of named wrong versions."""
        return sorted((self.folder / "mistakes").glob("*.py"))

    def variants(self) -> list[Path]:
        """Return the files of correct versions written differently."""
        return sorted((self.folder / "variants").glob("*.py"))

    @cached_property
    def _tree(self) -> ast.Module:
        return parse(self.solution)

    @property
    def title(self) -> str:
        """The first line of the module's docstring."""
        return (ast.get_docstring(self._tree) or self.topic).splitlines()[0].rstrip(".")

    @cached_property
    def tasks(self) -> list[Task]:
        """Every public function and class of the module, in its order."""
        found = [node for node in self._tree.body if isinstance(node, ast.FunctionDef | ast.ClassDef)]
        return [Task(node.name, _signature(node)) for node in found if not node.name.startswith("_")]

    @cached_property
    def signatures(self) -> dict[str, str]:
        """How every task and every public method of a task is called: `Dense.forward` -> `Dense.forward(x)`."""
        found = {task.name: task.signature for task in self.tasks}
        for node in self._tree.body:
            if isinstance(node, ast.ClassDef):
                methods = [each for each in node.body if isinstance(each, ast.FunctionDef)]
                for method in methods:
                    found[f"{node.name}.{method.name}"] = f"{node.name}.{_signature(method, bound=True)}"
        return found

    def affected_by(self, names: Collection[str]) -> frozenset[str]:
        """Return the tasks that come to use one of these names: by their code, or in one of their checks."""
        mentions = {
            name: {each.id for each in ast.walk(node) if isinstance(each, ast.Name)}
            for node in self._tree.body
            for name in bound_by(node)
        }
        found: set[str] = set()
        waiting = set(names)
        while waiting:
            found |= waiting
            waiting = {name for name, used in mentions.items() if used & waiting} - found
        return frozenset(task.name for task in self.tasks if found & {task.name, *self._used_in_checks[task.name]})

    @cached_property
    def _used_in_checks(self) -> dict[str, set[str]]:
        """The tasks that the checks of each task mention, as in `student.fit`, in their helpers too."""
        names = {task.name for task in self.tasks}
        body = parse(self.checks).body if self.checks.exists() else []
        functions = {node.name: node for node in body if isinstance(node, ast.FunctionDef)}
        mentioned = {
            name: {
                each.attr if isinstance(each, ast.Attribute) else each.id
                for each in ast.walk(node)
                if isinstance(each, ast.Attribute | ast.Name)
            }
            for name, node in functions.items()
        }
        used: dict[str, set[str]] = {name: set() for name in names}
        for name, node in functions.items():
            marks = [each for decorator in node.decorator_list for each in ast.walk(decorator)]
            tasks = {each.value for each in marks if isinstance(each, ast.Constant) and isinstance(each.value, str)}
            reached: set[str] = set()
            waiting = {name}
            while waiting:
                reached |= waiting
                waiting = {each for other in waiting for each in mentioned[other] if each in functions} - reached
            for task in tasks & names:
                used[task] |= {each for other in reached for each in mentioned[other]} & names
        return used

    def task(self, name: str) -> Task:
        """Return a task by name; UsageError with the nearest name."""
        for task in self.tasks:
            if task.name == name:
                return task
        known = [task.name for task in self.tasks]
        raise UsageError(f"{self.slug} has no task {name!r}{_nearest(name, known)}")


@dataclass(frozen=True)
class Course:
    """A course folder."""

    root: Path
    settings: Settings

    @cached_property
    def exercises(self) -> list[Exercise]:
        """Every exercise, in order."""
        source = self.root / "solutions"
        folders = [path for path in source.iterdir() if path.is_dir()]
        found = []
        for path in sorted(folders):
            if path.name.startswith((".", "_")):
                continue
            if not SLUG.fullmatch(path.name):
                raise CourseError(f"{path}: an exercise's folder is named like 02_activations: rename it")
            if taken(path.name[3:]):
                raise CourseError(f"{path}: Python has a module or word {path.name[3:]!r}: choose another topic")
            exercise = Exercise(path.name, path, self.root / "exercises" / path.name)
            if not exercise.solution.exists():
                raise CourseError(f"{path}: holds no {exercise.module}: write it, or move the folder away")
            found.append(exercise)
        numbers = [exercise.number for exercise in found]
        for exercise in found:
            if numbers.count(exercise.number) > 1:
                raise CourseError(f"{exercise.folder}: two exercises are numbered {exercise.number:02d}: renumber one")
        return found

    @property
    def limits(self) -> Limits:
        """What one submission may use."""
        return self.settings.limits

    @property
    def reference(self) -> Path:
        """The folder of PyTorch oracles."""
        return self.root / "reference"

    def exercise(self, name: str) -> Exercise:
        """Find an exercise as 02_activations, activations or 2; UsageError with the nearest name."""
        for exercise in self.exercises:
            if name in (exercise.slug, exercise.topic) or (name.isdecimal() and int(name) == exercise.number):
                return exercise
        known = [exercise.slug for exercise in self.exercises]
        topics = {exercise.topic: exercise.slug for exercise in self.exercises}
        if name.isdecimal():
            raise UsageError(f"there is no exercise {name}; `dlgrade list` shows them all")
        raise UsageError(f"there is no exercise {name!r}{_nearest(name, [*known, *topics], topics)}")


def open_course(root: Path) -> Course:
    """Read a course folder; CourseError with file and reason if it is not one."""
    path = root / "solutions" / SETTINGS_NAME
    try:
        raw = tomllib.loads(path.read_text("utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        raise CourseError(
            f"{root}: not a course: it has no solutions/{SETTINGS_NAME}; name another with --course"
        ) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise CourseError(f"{path}: {error}") from None
    except OSError as error:
        raise CourseError(f"{path}: {error.strerror}") from None
    if nans := [name for name, value in raw.get("limits", {}).items() if value != value]:
        raise CourseError(f"{path}: {nans[0]} is not a number")
    try:
        settings = msgspec.convert(raw, Settings)
    except msgspec.ValidationError as error:
        raise CourseError(f"{path}: {error}") from None
    fits = _fits(settings.engine)
    if fits is None:
        raise CourseError(f"{path}: engine = {settings.engine!r} is not a version specifier such as '>=0.1'")
    if not fits:
        raise CourseError(
            f"{path}: needs dlgrade {settings.engine}, this is {dlgrade.__version__}: pip install -U dlgrade"
        )
    return Course(root.resolve(), settings)


def _fits(engine: str) -> bool | None:
    """Whether this dlgrade is of a version that a course asks for; None if it asks for nothing that makes sense."""
    least = engine.removeprefix(">=")
    if engine == f">={least}" and f"{dlgrade.__version__}.".startswith(f"{least}."):
        return True
    from packaging.specifiers import InvalidSpecifier, SpecifierSet  # takes as long to import as all of this room

    try:
        return SpecifierSet(engine).contains(dlgrade.__version__, prereleases=True)
    except InvalidSpecifier:
        return None


def taken(topic: str) -> bool:
    """Whether no module of a student can have this name."""
    return topic in sys.stdlib_module_names or topic in ("numpy", "dlgrade") or keyword.iskeyword(topic)


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


def _signature(node: ast.FunctionDef | ast.ClassDef, *, bound: bool = False) -> str:
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


def _nearest(name: str, known: Sequence[str], rename: dict[str, str] | None = None) -> str:
    close = difflib.get_close_matches(name, known, n=1, cutoff=0.5)
    if not close:
        return f"; there are {', '.join(each for each in known if each not in (rename or {}))}"
    return f": did you mean {(rename or {}).get(close[0], close[0])}?"
