"""The command that teaches a shell to complete: completion."""

import os

import click

from dlgrade.cli.group import debug_option, main
from dlgrade.cli.sections import EVERYBODY
from dlgrade.cli.voice import echo

_SHELLS = ("bash", "zsh", "fish", "powershell")
_NAME, _VARIABLE = "dlgrade", "_DLGRADE_COMPLETE"  # click's name for the variable of a command of this name


@main.command(audience=EVERYBODY)
@click.argument("shell", type=click.Choice(_SHELLS), required=False, metavar="[bash|zsh|fish|powershell]")
@click.option("--install", "wanted", is_flag=True, help="Put it where your shell finds it, and say where that is.")
@debug_option
def completion(shell: str | None, wanted: bool) -> None:
    """Have your shell complete commands, options, exercises, tasks.

    Without a shell, the one that SHELL names; without --install, nothing is written: a named shell's script is printed,
    else what there is to do. What is installed can be installed again: it never stands there twice.

    \b
    Examples:
      dlgrade completion                 what to do here
      dlgrade completion --install       for your shell
      dlgrade completion zsh --install   for another
      dlgrade completion fish            prints the script
    """
    from dlgrade.completion import shells

    if shell and not wanted:
        click.echo(_script(shell), nl=False)
        return
    plan = shells.planned(shell or shells.detected(os.environ.get("SHELL")))
    if not wanted:
        places = f"{plan.script}" + (f", and lines that read it into {plan.startup}" if plan.startup else "")
        echo(f"your shell is {plan.shell}")
        echo(f"next: dlgrade completion --install   writes {places}")
        echo(f"or:   dlgrade completion {plan.shell}   prints the script, for a place of your own")
        return
    done = shells.install(plan, _script(plan.shell))
    for path in done.written:
        echo(f"wrote {path}")
    if not done.written:
        echo(f"all is there already: {plan.script}")
    echo(f"next: {done.following}")


def _script(shell: str) -> str:
    from click.shell_completion import get_completion_class

    found = get_completion_class(shell)
    if found is None:  # PowerShell, before click 8.5
        raise click.UsageError(f"the click that is installed here knows no {shell}: pip install -U click")
    return found(main, {}, _NAME, _VARIABLE).source()
