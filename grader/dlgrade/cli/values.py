"""What the shell offers for a value; it says nothing where it knows nothing, and never fails."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import click

from dlgrade.completion import names
from dlgrade.completion.names import matching, matching_exercises

Completer = Callable[[click.Context, click.Parameter, str], Any]  # texts, or click's items


def _completer(find: Callable[[names.Place, dict[str, Any], str], Iterable[Any]]) -> Completer:
    """Make what click asks out of a function of the place, the values typed before, and the beginning of this one."""

    def complete(context: click.Context, _parameter: click.Parameter, typed: str) -> list[Any]:
        try:
            values = _typed_before(context)
            place = names.Place(Path.cwd(), values.get("course_folder"), values.get("class_folder"))
            return list(find(place, values, typed))
        except Exception:
            return []  # a shell that is shown an error garbles the line that is being typed

    return complete


def _typed_before(context: click.Context) -> dict[str, Any]:
    """Return the values of the line so far; an option that still waits for its own keeps click from naming them all."""
    values = dict(context.params)
    left = [each for each in context.args if not each.startswith("-")]
    for parameter in context.command.params:
        if isinstance(parameter, click.Argument) and parameter.name and left and not values.get(parameter.name):
            values[parameter.name] = left.pop(0)
    return values


def _of_exercises(*others: str) -> Completer:
    return _completer(lambda place, _, typed: [*matching_exercises(place.exercises(), typed), *matching(others, typed)])


exercise = _of_exercises()
exercise_or_all = _of_exercises("all")
task = _completer(lambda place, values, typed: matching(place.tasks(values.get("exercise")), typed))
exercise_then_task = _completer(
    lambda place, values, typed: (
        matching(place.tasks(values["task"][0]), typed)
        if values.get("task")
        else [*matching(place.tasks(values.get("exercise")), typed), *matching_exercises(place.exercises(), typed)]
    )
)
student = _completer(lambda place, _, typed: matching(place.students(), typed))
check = _completer(
    lambda place, values, typed: matching(place.checks(values.get("exercise"), values.get("student")), typed)
)


def one_of(*words: str) -> Completer:
    """Complete one of a few words, where others may be typed as well."""
    return _completer(lambda _place, _values, typed: matching(words, typed))


def word_or_folder(*words: str) -> Completer:
    """Complete one of a few words, or else a folder."""
    return _completer(lambda _place, _values, typed: matching(words, typed) or _folders(typed))


def command(context: click.Context, _parameter: click.Parameter, typed: str) -> list[str]:
    """Complete a command of those that are named already."""
    group: click.Command | None = context.find_root().command
    for name in context.params.get("names") or ():
        group = group.commands.get(name) if isinstance(group, click.Group) else None
    found = group.commands.items() if isinstance(group, click.Group) else ()
    return [name for name, each in found if name.startswith(typed) and not each.hidden]


def _folders(typed: str) -> Sequence[Any]:
    from click.shell_completion import CompletionItem

    return [CompletionItem(typed, type="dir")]


class Place(click.Path):
    """A path that says what it is; an empty one would be the folder one stands in."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Refuse what is empty."""
        if value == "":
            self.fail("it is empty: name a file or a folder", param, ctx)
        return super().convert(value, param, ctx)


class Output(Place):
    """A file to write, which is said at once to be none: not after minutes of judging."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Refuse folders, devices, and files in a folder that is not there."""
        path = Path(super().convert(value, param, ctx))
        if path.is_dir():
            self.fail(f"{value} is a folder: name a file", param, ctx)
        if path.exists() and not path.is_file():
            self.fail(f"{value} is no file that could be replaced: name another", param, ctx)
        if not path.parent.is_dir():
            self.fail(f"{path.parent} is no folder: name a file in one that is there", param, ctx)
        return path


class Folder(Place):
    """A path that the shell completes with folders only."""

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> Any:  # noqa: ARG002
        """Have the shell list folders."""
        return list(_folders(incomplete))
