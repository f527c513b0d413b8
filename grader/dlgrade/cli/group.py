"""The top of the command, and the one place where errors become exit codes."""

import atexit
import contextlib
import errno
import gc
import io
import os
import re
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import click

from dlgrade.cli.sections import Sections
from dlgrade.cli.voice import echo, ended, show_error
from dlgrade.errors import DlgradeError
from dlgrade.language import ENGLISH, choice, said, say, speaking

_GARBAGE = 50_000  # objects between collections; 700, the default, spends a tenth of a short run on looking for none
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_LONG = re.compile(r"\S{1000,}")  # no path is so long that is of use; a name of that length hides the sentence
PASSED, FAILED, USAGE, GRADER_ERROR, INTERRUPTED = 0, 1, 2, 3, 130


class _Guarded(Sections):
    """A group whose commands end in one sentence and an exit code, whatever happens, in the reader's language."""

    def main(self, *arguments: Any, **keywords: Any) -> Any:
        """Begin with an output that can say anything: what a terminal has no letter for is written out."""
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, io.TextIOWrapper):
                stream.reconfigure(errors="backslashreplace")
        if sys.stdout is None:  # it was closed; the exit code still says how it ended
            sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123 - as long as the process
        try:
            return self._main(*arguments, **keywords)
        except OSError as error:
            if error.errno not in _FULL:
                raise
            with contextlib.suppress(OSError):
                click.echo(f"error: {error.strerror}: make room where it writes, and run it again", err=True)
            raise SystemExit(GRADER_ERROR) from None

    def _main(self, args: Sequence[str] | None = None, *others: Any, **more: Any) -> Any:
        """Find out which language is spoken, and run a command in it."""
        left, language = choice.without_option(sys.argv[1:] if args is None else args)
        chosen, complaint = choice.chosen(language, os.environ, Path.cwd)
        if complaint:
            click.echo(f"note: {complaint}", err=True)
        arguments = None if args is None and language is None else left
        with speaking(chosen):
            if chosen == ENGLISH or more.get("standalone_mode") is False:
                return super().main(arguments, *others, **more)
            try:
                code = super().main(arguments, *others, **more | {"standalone_mode": False})
            except click.ClickException as error:
                show_error(error)
                code = error.exit_code
            except click.Abort:
                echo("Aborted!", err=True)
                code = FAILED
            sys.exit(ended(code))

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; no traceback reaches a user unless --debug is given."""
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except KeyboardInterrupt:
            echo("interrupted: nothing is left running, and what was recorded before stays", err=True)
            ctx.exit(INTERRUPTED)
        except DlgradeError as error:
            _show_trace()
            click.echo(say("error: {error}", error=said(_legible(str(error)))), err=True)
            ctx.exit(error.exit_code)
        except Exception as error:
            if isinstance(error, BrokenPipeError) and _nobody_reads():
                raise  # click ends in silence
            if isinstance(error, OSError) and error.errno in _FULL:
                raise  # the output itself, which may be where errors go too
            _show_trace()
            hint = "" if _debugging() else "; run it again with --debug and report what you see"
            echo(f"error: dlgrade itself failed ({type(error).__name__}: {_legible(str(error))}){hint}", err=True)
            ctx.exit(GRADER_ERROR)


def _nobody_reads() -> bool:
    """Whether what the output was piped into has ended, as `head` does; a worker's pipe is another matter."""
    try:
        sys.stdout.flush()
        import select  # what only an error needs is not loaded for every command

        poll = select.poll()
        poll.register(sys.stdout.fileno(), 0)
        return any(event & select.POLLERR for _, event in poll.poll(0))
    except BrokenPipeError:
        return True
    except (AttributeError, OSError, ValueError):  # Windows has no poll
        return False


def _legible(text: str) -> str:
    """Write out what could steer a terminal, as in the name of a folder, and cut a name that hides the sentence."""
    text = _LONG.sub(lambda found: f"{found[0][:60]}...{found[0][-20:]}", text)
    return "".join(each if each.isprintable() or each == "\n" else ascii(each)[1:-1] for each in text)


def _debugging() -> bool:
    context = click.get_current_context(silent=True)
    return bool(context and context.find_root().obj and context.find_root().obj.get("debug")) or "--debug" in sys.argv


def _show_trace() -> None:
    if _debugging():
        import traceback

        traceback.print_exc()


def debug_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add --debug, which shows the traceback of an error."""

    def remember(context: click.Context, _parameter: click.Parameter, value: bool) -> None:
        context.find_root().ensure_object(dict)["debug"] = value

    return click.option(
        "--debug", is_flag=True, expose_value=False, callback=remember, help="Show the traceback of an error."
    )(command)


def _show_version(context: click.Context, _parameter: click.Parameter, value: bool) -> None:
    if value and not context.resilient_parsing:
        from dlgrade.environment import told

        click.echo(told(Path.cwd))
        context.exit()


@click.group(cls=_Guarded, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_show_version,
    help="Show the version, and what a bug report needs.",
)
@click.option(
    "--language",
    metavar="zh_TW",
    expose_value=False,
    help="Speak this language, wherever the option stands; else DLGRADE_LANGUAGE, the folder's dlgrade.toml, or LANG.",
)
def main() -> None:
    """Judge NumPy exercises for deep learning against a PyTorch reference.

    Type first, as a student: dlgrade init DIR. To see all of it at work: dlgrade demo. `dlgrade help COMMAND`, or
    COMMAND --help, shows what a command does, with examples.
    """
    gc.set_threshold(_GARBAGE)
    atexit.register(gc.freeze)  # or the interpreter looks through all of NumPy and pytest once more before it ends
