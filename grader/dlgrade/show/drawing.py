"""The picture of a check as a PNG file."""

from pathlib import Path

from dlgrade.classroom.records import refused, whole
from dlgrade.errors import UsageError
from dlgrade.show import heat
from dlgrade.show.calls import decisive
from dlgrade.show.journey import Showing
from dlgrade.show.screen import pictured
from dlgrade.show.sides import sides
from dlgrade.student import spoken


def draw(found: Showing, path: Path) -> str:
    """Write expected, actual and difference of a check's first value side by side, and return what it is called.

    UsageError if the check is hidden, or compared nothing that can be drawn; DlgradeError if it cannot be written.
    """
    if found.check.hidden:
        raise UsageError(f"{found.check.id} is hidden: what it compares is not shown, and no picture was written")
    values = sides(found.seen, decisive(spoken(found.seen.exchanges), found.exercise.signatures)) if found.seen else []
    for value in values[:1]:
        picture = pictured(value, anyway=True)
        if picture is not None:
            try:
                whole(path, heat.png(picture))
            except OSError as error:
                raise refused(path, error) from None
            return value.name
    raise UsageError(f"{found.check.id} compared no array that can be drawn: run it without --png")
