"""The top of the command, and the one place where errors become exit codes."""

import atexit
import gc
import select
import sys
import traceback
from collections.abc import Callable
from typing import Any

import click

import dlgrade
from dlgrade.errors import DlgradeError

_GARBAGE = 50_000  # objects between collections; 700, the default, spends a tenth of a short run on looking for none
PASSED, FAILED, USAGE, GRADER_ERROR, INTERRUPTED = 0, 1, 2, 3, 130


class _Guarded(click.Group):
    """A group whose commands end in one sentence and an exit code, whatever happens."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; no traceback reaches a user unless --debug is given."""
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except KeyboardInterrupt:
            click.echo("interrupted: nothing is left running, and what was recorded before stays", err=True)
            ctx.exit(INTERRUPTED)
        except DlgradeError as error:
            _show_trace()
            click.echo(f"error: {error}", err=True)
            ctx.exit(error.exit_code)
        except Exception as error:
            if isinstance(error, BrokenPipeError) and _nobody_reads():
                raise  # click ends in silence
            _show_trace()
            hint = "" if _debugging() else "; run it again with --debug and report what you see"
            click.echo(f"error: dlgrade itself failed ({type(error).__name__}: {error}){hint}", err=True)
            ctx.exit(GRADER_ERROR)


def _nobody_reads() -> bool:
    """Whether what the output was piped into has ended, as `head` does; a worker's pipe is another matter."""
    try:
        sys.stdout.flush()
        poll = select.poll()
        poll.register(sys.stdout.fileno(), 0)
        return any(event & select.POLLERR for _, event in poll.poll(0))
    except BrokenPipeError:
        return True
    except (AttributeError, OSError, ValueError):  # Windows has no poll
        return False


def _debugging() -> bool:
    context = click.get_current_context(silent=True)
    return bool(context and context.find_root().obj and context.find_root().obj.get("debug")) or "--debug" in sys.argv


def _show_trace() -> None:
    if _debugging():
        traceback.print_exc()


def debug_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add --debug, which shows the traceback of an error."""

    def remember(context: click.Context, _parameter: click.Parameter, value: bool) -> None:
        context.find_root().ensure_object(dict)["debug"] = value

    return click.option(
        "--debug", is_flag=True, expose_value=False, callback=remember, help="Show the traceback of an error."
    )(command)


@click.group(cls=_Guarded, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(dlgrade.__version__, prog_name="dlgrade")
def main() -> None:
    """Judge NumPy exercises for deep learning against a PyTorch reference.

    Students: init, list, check, hint, train, submit. Instructors: class, roster, collect, grade, gradebook, report,
    export, regrade, replay, bundle, nbgrader-course. Authors: new, sync, selftest. Everybody: demo, doctor.
    """
    gc.set_threshold(_GARBAGE)
    atexit.register(gc.freeze)  # or the interpreter looks through all of NumPy and pytest once more before it ends
