"""What `--help` shows: every command says whom it is for, and gives examples that can be typed as they are."""

import inspect
import re
import shlex
from collections.abc import Iterator

import click
import pytest
from commands import assert_sentence, run
from rich.cells import cell_len

from dlgrade.cli import main
from dlgrade.cli.sections import Sections

MOST = 56  # characters of an example that a terminal of 60 columns holds: click leaves two free on each side


def every_command(
    group: click.Group = main, path: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Return each command that the help names, with what is typed for it."""
    for name, command in sorted(group.commands.items()):
        if not command.hidden:
            yield (*path, name), command
            if isinstance(command, click.Group):
                yield from every_command(command, (*path, name))


COMMANDS = dict(every_command())
PATHS = pytest.mark.parametrize("path", COMMANDS, ids=" ".join)


def text_of(path: tuple[str, ...]) -> str:
    """Return a command's help as it is written."""
    return inspect.cleandoc(COMMANDS[path].help or "")


def shown(path: tuple[str, ...], width: int) -> list[str]:
    """Return the lines that --help writes in a terminal of so many columns, two of which click leaves free."""
    context = click.Context(main, info_name="dlgrade", terminal_width=width - 2, **main.context_settings)
    for name in path:
        assert isinstance(context.command, click.Group)
        context = click.Context(context.command.commands[name], parent=context, info_name=name)
    return context.get_help().splitlines()


def example_lines(text: str) -> list[str]:
    """Return the lines below `Examples:`; a help without them has none."""
    _, found, rest = text.partition("\b\nExamples:\n")
    return rest.rstrip().splitlines() if found else []


def typed(line: str) -> list[str]:
    """Return what an example has one type behind `dlgrade`: two blanks end it."""
    words = shlex.split(re.split(r" {2,}", line.strip(), maxsplit=1)[0])
    assert words[0] == "dlgrade", line
    return words[1:]


def parse(words: list[str]) -> click.Context:
    """Have click understand a command line, and run nothing."""
    context = main.make_context("dlgrade", list(words))
    while isinstance(context.command, click.Group):
        rest = [*context._protected_args, *context.args]
        name, command, rest = context.command.resolve_command(context, rest)
        assert command is not None
        context = command.make_context(name, rest, parent=context)
    return context


@PATHS
def test_every_command_has_examples_that_can_be_typed(path: tuple[str, ...]) -> None:
    """Two to five of them, each understood by click as it stands, and of the command that it explains."""
    lines = example_lines(text_of(path))
    assert 2 <= len(lines) <= 5
    for line in lines:
        words = typed(line)
        assert tuple(words[: len(path)]) == path, line
        parse(words)
        assert line.startswith("  dlgrade "), line
        assert len(line) <= MOST, line


@pytest.mark.parametrize(
    "line", ["dlgrade chek 2", "dlgrade check --taks x", "dlgrade bundle moodle 2", "dlgrade replay ada"]
)
def test_an_example_that_is_wrong_would_be_found(line: str) -> None:
    """A command, an option, a choice that is not there; an argument that is missing."""
    with pytest.raises(click.UsageError):
        parse(typed(line))


@PATHS
def test_every_command_says_whom_it_is_for(path: tuple[str, ...]) -> None:
    """Or it would be listed under "More commands"."""
    assert getattr(COMMANDS[path[:1]], "audience", "") in ("Students", "Instructors", "Authors", "Everybody")


@PATHS
@pytest.mark.parametrize("width", [60, 80])
def test_help_fits_the_screen(path: tuple[str, ...], width: int) -> None:
    """Nothing is wider than the terminal, and the examples stand as they were written."""
    lines = shown(path, width)
    assert max(map(cell_len, lines)) <= width
    for line in example_lines(text_of(path)):
        assert f"  {line}" in lines


@PATHS
def test_the_first_line_of_a_help_is_a_sentence_of_one_line(path: tuple[str, ...]) -> None:
    """It says in the list of commands, uncut at 80 columns, what the command does."""
    first = text_of(path).splitlines()[0]
    assert first.endswith(".")
    assert len(first) <= 80 - len("  completion  ") - 2


@pytest.mark.parametrize("width", [60, 80])
def test_commands_are_listed_by_whom_they_are_for(width: int) -> None:
    """The help says what to type first, then a section for each audience; nothing is cut."""
    lines = shown((), width)
    text = "\n".join(lines)
    assert max(map(cell_len, lines)) <= width
    assert "Type first, as a student: dlgrade init DIR." in " ".join(text.split())
    places = [text.index(f"\n{heading}:\n") for heading in ("Students", "Instructors", "Authors", "Everybody")]
    assert places == sorted(places)
    assert "More commands" not in text
    assert "..." not in text.partition("Students:")[2]
    for name, *others in COMMANDS:
        assert others or re.search(rf"(?m)^  {name} +\w", text), name


def test_a_command_of_nobody_is_still_listed() -> None:
    """A command that says nothing of the kind has a section of its own."""
    group = Sections("all", commands={"lost": click.Command("lost", help="Be found.")})
    formatter = click.HelpFormatter()
    group.format_commands(click.Context(group), formatter)
    assert formatter.getvalue().split("\n")[:2] == ["More commands:", "  lost  Be found."]


def test_help_is_a_command_too() -> None:
    """`dlgrade help check` is `dlgrade check --help`, and `dlgrade help` the list."""
    assert run("help", "check").stdout == run("check", "--help").stdout
    assert run("help", "key", "new").stdout == run("key", "new", "--help").stdout
    assert run("help").stdout == run("--help").stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("chek",), "there is no command 'chek': did you mean check?"),
        (("help", "chek"), "there is no command 'chek': did you mean check?"),
        (("key", "nwe"), "there is no command 'nwe': did you mean new?"),
        (("zzz",), "there is no command 'zzz'; there are bundle, check, class,"),
        (("help", "check", "new"), "check has no commands of its own: `dlgrade help check`"),
        (("check", "--taks", "x"), "--task"),
    ],
)
def test_what_is_misspelt_offers_the_nearest(arguments: tuple[str, ...], said: str) -> None:
    """Commands and options that are not there end with 2, and with what may have been meant."""
    result = run(*arguments)
    assert_sentence(result, 2)
    assert said in result.stderr
