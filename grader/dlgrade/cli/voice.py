"""What a command says, in its reader's language: sentences, and click's help and errors around them."""

import itertools
import re
from collections.abc import Iterable
from typing import Any

import click

from dlgrade.language import ENGLISH, breaks, columns, line, said, say, spoken
from dlgrade.language.helps import comment, first_sentence, paragraphs, unescaped

_GAP = 2  # columns between what is explained and what explains it
_FIRST_LIMIT = 30  # columns of what is explained, before its explanation goes below it
_MISSING = r"(Missing \w+) ([^.\n]+)\."
_ADVICE = r" (?=\(?Did you mean)"
_EXTRA = r"(?P<help>.*?)(?:^|  )\[(?P<extra>[^\[\]]+)\]"  # as click writes defaults and ranges


def echo(text: object = "", *, err: bool = False) -> None:
    """Print a sentence of the engine's."""
    click.echo(said(str(text)), err=err)


def show_error(error: click.ClickException) -> None:
    """Show a mistake in how a command was called; in English it is click that does."""
    if spoken() == ENGLISH:
        error.show()
        return
    context = getattr(error, "ctx", None)
    if context is not None:
        click.echo(context.get_usage(), err=True)
        if context.command.get_help_option(context) is not None:
            option = max(context.command.get_help_option_names(context), key=len)
            click.echo(said(f"Try '{context.command_path} {option}' for help."), err=True)
        click.echo(err=True)
    click.echo(say("Error: {message:sentence}", message=_problem(error.format_message())), err=True)


def _problem(message: str) -> str:
    """Say what click found wrong, which may be two sentences, or a name behind one."""
    missing = re.fullmatch(_MISSING, message)
    if missing is not None:
        return f"{said(missing[1])} {missing[2]}"
    return " ".join(said(sentence) for sentence in re.split(_ADVICE, message))


class Formatter(click.HelpFormatter):
    """Writes help in the language that is spoken; a Chinese character takes two columns, and may end a line."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Write how a command is called."""
        if spoken() == ENGLISH:
            super().write_usage(prog, args, prefix)
        else:
            prefix = say("Usage:")
            super().write_usage(prog, args, prefix if prefix.endswith("：") else prefix + " ")

    def write_heading(self, heading: str) -> None:
        """Write the heading of a section."""
        if spoken() == ENGLISH:
            super().write_heading(heading)
        else:
            self.write(f"{'':>{self.current_indent}}{say('{heading}:', heading=said(heading))}\n")

    def write_text(self, text: str) -> None:
        """Write paragraphs; a command in an example stays, what is said of it is translated."""
        if spoken() == ENGLISH:
            super().write_text(text)
            return
        indent = " " * self.current_indent
        for place, (paragraph, keeps_lines) in enumerate(paragraphs(text)):
            if place:
                self.write("\n")
            if keeps_lines:
                parts = [comment(each) for each in paragraph.splitlines()]
                lines = [command + said(explained) for command, explained in parts]
            else:
                lines = _lines(said(paragraph), self.width - self.current_indent)
            self.write("".join(f"{indent}{each}\n" for each in lines))

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = _FIRST_LIMIT, col_spacing: int = _GAP) -> None:
        """Write a list of options or commands."""
        rows = list(rows)
        if spoken() == ENGLISH:
            super().write_dl(rows, col_max, col_spacing)
            return
        first_width = min(max((columns(first) for first, _ in rows), default=0), col_max) + col_spacing
        indent = " " * self.current_indent
        for first, second in rows:
            lines = _lines(_explanation(second), max(self.width - self.current_indent - first_width, 10))
            if columns(first) + col_spacing <= first_width:
                self.write(f"{indent}{line(first, first_width)}{lines[0]}".rstrip() + "\n")
                lines = lines[1:]
            else:
                self.write(f"{indent}{first}\n")
            self.write("".join(f"{indent}{' ' * first_width}{each}\n" for each in lines))


def _lines(text: str, width: int) -> list[str]:
    places = [0, *breaks(text, width), len(text)]
    return [text[start:end].rstrip() for start, end in itertools.pairwise(places)]


def _explanation(text: str) -> str:
    """Say what an option is for, and what click adds to it in brackets."""
    found = re.fullmatch(_EXTRA, text)
    if found is None:
        return said(text)
    extra = "; ".join(said(each) for each in found["extra"].split("; "))
    return f"{said(found['help'])}  [{extra}]".strip()


class Context(click.Context):
    """A context whose help is written so."""

    formatter_class = Formatter


class Spoken(click.Command):
    """A command whose help is written so, and whose line in a list is translated before it is cut."""

    context_class = Context

    def __init__(self, *arguments: Any, **options: Any):
        super().__init__(*arguments, **options)
        if self.help:
            self.help = unescaped(self.help)

    def get_short_help_str(self, limit: int = 45) -> str:
        """Return the first sentence of the help."""
        if spoken() == ENGLISH or not self.help:
            return super().get_short_help_str(limit)
        paragraph, _ = next(paragraphs(self.help))
        text = first_sentence(said(paragraph))
        return text if columns(text) <= limit else text[: breaks(text, limit - 1)[0]].rstrip() + "…"


def ended(code: Any) -> int:
    """Return the exit code that a command has ended with."""
    return code if isinstance(code, int) else 0
