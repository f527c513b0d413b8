"""An exercise's folder and what it holds."""

import ast
import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from dlgrade.course.hints import HINTS_NAME, Hints, read_hints
from dlgrade.course.kit import Withheld
from dlgrade.course.naming import nearest
from dlgrade.course.python import bound_by, parse, signature
from dlgrade.errors import UsageError

SLUG = re.compile(r"(?P<number>\d{2})_(?P<topic>[a-z][a-z0-9_]*)")


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
    withheld: Withheld | None = None  # of a kit's exercise, which has no solution: what the kit leaves out

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
    def stored(self) -> Path:
        """In a kit, the archive of inputs and answers that its checks are judged by, in place of a solution."""
        return self.folder / "answers.zip"

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
        """The module as it is handed out where the solution is not here: names and docstrings are the same."""
        return parse(self.solution if self.withheld is None else self.stub)

    @property
    def title(self) -> str:
        """The first line of the module's docstring."""
        return (ast.get_docstring(self._tree) or self.topic).splitlines()[0].rstrip(".")

    @cached_property
    def tasks(self) -> list[Task]:
        """Every public function and class of the module, in its order."""
        found = [node for node in self._tree.body if isinstance(node, ast.FunctionDef | ast.ClassDef)]
        return [Task(node.name, signature(node)) for node in found if not node.name.startswith("_")]

    @cached_property
    def hints(self) -> dict[str, Hints]:
        """The hints of each task that has any; CourseError with file and line if they are malformed."""
        return read_hints(self.folder / HINTS_NAME, [task.name for task in self.tasks])

    @cached_property
    def signatures(self) -> dict[str, str]:
        """How every task and every public method of a task is called: `Dense.forward` -> `Dense.forward(x)`."""
        found = {task.name: task.signature for task in self.tasks}
        for node in self._tree.body:
            if isinstance(node, ast.ClassDef):
                methods = [each for each in node.body if isinstance(each, ast.FunctionDef)]
                for method in methods:
                    found[f"{node.name}.{method.name}"] = f"{node.name}.{signature(method, bound=True)}"
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
        raise UsageError(f"{self.slug} has no task {name!r}{nearest(name, known)}")
