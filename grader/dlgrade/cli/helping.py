"""The command that shows what another one does: help."""

import click

from dlgrade.cli import values
from dlgrade.cli.group import debug_option, main
from dlgrade.cli.sections import EVERYBODY


@main.command(name="help", audience=EVERYBODY)
@click.argument("names", nargs=-1, metavar="[COMMAND]", shell_complete=values.command)
@debug_option
@click.pass_context
def help_(context: click.Context, /, names: tuple[str, ...]) -> None:
    """Show what a COMMAND does, with examples.

    \b
    Examples:
      dlgrade help          every command, by who it is for
      dlgrade help check    the same as dlgrade check --help
      dlgrade help key new  a command of a command
    """
    shown = context.find_root()
    for name in names:
        if not isinstance(shown.command, click.Group):
            raise click.UsageError(f"{shown.command_path} has no commands of its own: `dlgrade help {names[0]}`")
        _, command, _ = shown.command.resolve_command(shown, [name])
        assert command is not None
        shown = command.context_class(command, parent=shown, info_name=name)
    click.echo(shown.get_help())
