"""Find out what a source is: the exchange, archives, what an LMS let download, or folders."""

from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

from dlgrade.collect.deliveries import Delivery
from dlgrade.collect.downloads import Canvas, Gradescope, Moodle
from dlgrade.collect.folders import Archives, Exchange, Packed, Students
from dlgrade.collect.trees import Tree
from dlgrade.course import Course, Exercise
from dlgrade.errors import UsageError

_KNOWN = (
    "nbgrader's exchange, a folder of archives made by `dlgrade submit`, a download from Canvas, Moodle or Gradescope, "
    "or a folder with one folder for each student"
)


class Kind(Protocol):
    """A kind of source."""

    @property
    def name(self) -> str:
        """What it is called."""

    @property
    def stated(self) -> bool:
        """Whether somebody says when a submission was received, rather than the file that it was copied from."""

    def fits(self, tree: Tree, course: Course, /) -> bool:
        """Whether a tree is one."""

    def read(self, tree: Tree, course: Course, wanted: Exercise | None) -> Iterator[Delivery]:
        """Return what is in it, or of one exercise; of one student, the earliest first."""


KINDS: tuple[Kind, ...] = (Exchange(), Gradescope(), Moodle(), Packed(), Canvas(), Archives(), Students())


def kind_of(tree: Tree, course: Course) -> Kind | None:
    """Return what a tree is, None if it is empty; UsageError if it is nothing that is known."""
    for kind in KINDS:
        if kind.fits(tree, course):
            return kind
    if not tree.entries:
        return None
    held = ", ".join(ascii("/".join(entry.parts))[1:-1][:60] for entry in tree.entries[:3])
    raise UsageError(f"{tree.path}: is nothing that can be collected from: it holds {held}; there should be {_KNOWN}")


def split_arguments(arguments: tuple[str, ...], course: Course) -> tuple[list[Path], Exercise | None]:
    """Tell sources from the exercise that may be named last: a name of both is a source where it is there."""
    if not arguments:
        return [], None
    *first, last = arguments
    if not Path(last).exists():
        if len(arguments) > 1 or not any(letter in last for letter in "/.\\"):
            try:
                return [Path(each) for each in first], course.exercise(last)
            except UsageError as error:
                raise UsageError(f"{last}: no file or folder is there, and {error}") from None
        raise UsageError(f"{last}: does not exist: name the exchange, or what your LMS let you download")
    return [Path(each) for each in arguments], None
