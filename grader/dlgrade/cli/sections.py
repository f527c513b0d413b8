"""Whom a command is for: each says so where it is registered, and the help lists commands by it."""

from typing import Any

import click

from dlgrade.cli.voice import Spoken

STUDENTS, INSTRUCTORS, AUTHORS, EVERYBODY = "Students", "Instructors", "Authors", "Everybody"
_ORDER = (STUDENTS, INSTRUCTORS, AUTHORS, EVERYBODY)
_UNSAID = "More commands"
_WHOLE = 1_000  # characters of a first line: it is wrapped, never cut


class Command(Spoken):
    """A command that says whom it is for."""

    def __init__(self, *arguments: Any, audience: str = "", **attributes: Any):
        super().__init__(*arguments, **attributes)
        self.audience = audience


class Sections(Spoken, click.Group):
    """A group whose help lists commands under those whom they are for, and whose error names the nearest command."""

    command_class = Command

    def __init__(self, *arguments: Any, audience: str = "", **attributes: Any):
        super().__init__(*arguments, **attributes)
        self.audience = audience

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write a section for each audience; the names of all sections take the same room."""
        found = {name: self.get_command(ctx, name) for name in self.list_commands(ctx)}
        shown = {name: command for name, command in found.items() if command is not None and not command.hidden}
        widest = max(map(len, shown), default=0)
        sections: dict[str, list[tuple[str, str]]] = {heading: [] for heading in (*_ORDER, _UNSAID)}
        for name, command in shown.items():
            audience = getattr(command, "audience", "") or self.audience
            rows = sections.get(audience, sections[_UNSAID])
            rows.append((name.ljust(widest), command.get_short_help_str(_WHOLE)))
        for heading, rows in sections.items():
            if rows:
                with formatter.section(heading):
                    formatter.write_dl(rows)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that is meant; an unknown name offers the nearest."""
        name = args[0]
        if self.get_command(ctx, name) is None and not name.startswith("-") and not ctx.resilient_parsing:
            from dlgrade.course import nearest

            known = [each for each in self.list_commands(ctx) if not self.commands[each].hidden]
            raise click.UsageError(f"there is no command {name!r}{nearest(name, known)}", ctx)
        return super().resolve_command(ctx, args)


Sections.group_class = Sections
