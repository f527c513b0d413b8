"""The command that trains a student's own network."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dlgrade.cli import values
from dlgrade.cli.group import INTERRUPTED, PASSED, debug_option, main
from dlgrade.cli.options import DIRECTORY, course_option
from dlgrade.cli.sections import STUDENTS

if TYPE_CHECKING:
    from dlgrade.desk import Desk
    from dlgrade.student import Submission

_OPTIMIZERS = ("SGD", "Adagrad", "Adadelta", "RMSprop", "Adam", "AdamW", "Adamax", "Nadam")
_flag: dict[str, Any] = {"is_flag": True, "default": None}  # None if it is not said, so that --resume knows what was


@main.command(audience=STUDENTS)
@click.option(
    "--data",
    metavar="digits|mnist|DIR",
    shell_complete=values.word_or_folder("digits", "mnist"),
    help="What to train on; digits if nothing is said.",
)
@click.option("--epochs", type=click.IntRange(1, 10_000), metavar="N", help="10, or 3 of 10,000 images and more.")
@click.option(
    "--batch-size", type=click.IntRange(1, 100_000), metavar="N", help="32, or 128 of 10,000 images and more."
)
@click.option("--images", type=click.IntRange(1), metavar="N", help="Train on the first N images only.")
@click.option(
    "--optimizer",
    type=click.Choice(_OPTIMIZERS),
    metavar="NAME",
    help=f"One of yours: {', '.join(_OPTIMIZERS)}; Adadelta if nothing is said.",
)
@click.option(
    "--lr", type=click.FloatRange(0, min_open=True), metavar="RATE", help="Its learning rate, if not its own default."
)
@click.option(
    "--seed", type=click.IntRange(0), metavar="N", help="Decides initial weights and the order of the images; else 0."
)
@click.option("--float32", help="Train with numbers of 32 bits.", **_flag)
@click.option(
    "--out", type=DIRECTORY, default=Path("cnn-run"), metavar="DIR", help="Where it is kept.", show_default=True
)
@click.option("--resume", is_flag=True, help="Go on with the run in that folder.")
@click.option("--anyway", is_flag=True, help="Begin although it will take long.")
@click.option("--compare", help="Train PyTorch's network beside yours.", **_flag)
@click.option("--report", type=DIRECTORY, metavar="DIR", help="Write a page about your network there.")
@click.option("--submission", type=DIRECTORY, metavar="DIR", help="Train the network in this folder instead of yours.")
@click.option(
    "--device",
    type=click.Choice(["auto", "cpu", "cuda"]),
    default="auto",
    help="Where PyTorch runs.",
    show_default=True,
)
@click.option(
    "--isolation",
    type=click.Choice(["auto", "strict", "basic"]),
    default="auto",
    help="The wall around the code.",
    show_default=True,
)
@course_option
@debug_option
@click.pass_context
def train(
    context: click.Context, /, course_folder: Path | None, submission: Path | None, isolation: Any, **wishes: Any
) -> None:
    """Train your own network, from your layers, by your optimizer.

    The network is made by build_cnn of 11_cnn. Ctrl-C keeps what is done; --resume goes on. MNIST is looked for in
    DLGRADE_MNIST, ./mnist and the cache folder. Ends with 0 when it is done, 1 if your code is at fault, 2 if it was
    called wrongly, 3 if dlgrade failed.

    \b
    Examples:
      dlgrade train           the digits: ten seconds
      dlgrade train --resume  goes on
      dlgrade train --optimizer Adam --lr 0.001
      dlgrade train --data mnist --compare --report page
    """
    from dlgrade import desk
    from dlgrade.report import tables, terminal
    from dlgrade.sandbox import Sandbox, obtain
    from dlgrade.train import LIMITS, Screen, Wish
    from dlgrade.train import train as carry_out

    found = desk.find_desk(Path.cwd(), course_folder)
    screen = terminal.console()
    with Sandbox(obtain(isolation), LIMITS) as sandbox, Screen(screen) as watcher:
        ending = carry_out(Wish(**wishes), _submission(found, submission), found.course, sandbox, watcher)
    for line in ending.summary(wishes["out"], wishes["report"], submission):
        tables.show_line(screen, line)
    context.exit(INTERRUPTED if ending.interrupted else PASSED)


def _submission(found: "Desk", folder: Path | None) -> "Submission":
    """Read the network's module and all that it uses; beside a folder that is named, neighbours count first."""
    from dlgrade.desk import Desk
    from dlgrade.train import MODULE, with_needed

    exercise = found.course.exercise(MODULE)
    if folder is not None and folder.resolve().name == exercise.slug:
        found = Desk(found.course, folder.resolve().parent)
    modules = {each.topic: found.folder(each) / each.module for each in found.course.exercises}
    return with_needed(found.submission(exercise, folder), modules)
