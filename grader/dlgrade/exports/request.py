"""What is asked of an export, and whether that makes sense."""

from dataclasses import dataclass
from pathlib import Path

from dlgrade.course import nearest
from dlgrade.errors import UsageError
from dlgrade.exports.gradescope import Visibility
from dlgrade.exports.marks import Marking

FORMATS = ("canvas", "moodle", "gradescope", "prairielearn", "junit", "csv", "json", "similarity")
EVERY = "all"
_PLACES = {
    "canvas": "canvas.csv",
    "moodle": "moodle.csv",
    "gradescope": "gradescope",
    "prairielearn": "prairielearn",
    "junit": "junit.xml",
    "csv": "grades.csv",
    "json": "standings.json",
    "similarity": "similarity.csv",
}
_ONLY = {
    "into": ("canvas", "moodle"),
    "column": ("canvas",),
    "missing_zero": ("canvas", "moodle"),
    "scale": ("canvas", "moodle"),
    "checks": ("csv",),
    "hidden": ("gradescope",),
    "least": ("similarity",),
}


@dataclass(frozen=True)
class Request:
    """What is asked for; what is None or False was not said."""

    format: str
    exercise: str = EVERY
    out: Path | None = None
    into: Path | None = None
    column: str | None = None
    missing_zero: bool = False
    scale: bool = False
    checks: bool = False
    hidden: Visibility | None = None
    least: float | None = None

    @property
    def marking(self) -> Marking:
        """How points become grades."""
        return Marking(self.missing_zero, self.scale)

    @property
    def place(self) -> str:
        """Where it is written in a class's exports/, unless another place is named."""
        return "checks.csv" if self.checks else _PLACES[self.format]

    def insist_on_sense(self) -> None:
        """Insist on a format that there is, and on options that are its own; UsageError."""
        if self.format not in FORMATS:
            raise UsageError(f"there is no format {self.format!r}{nearest(self.format, FORMATS)}")
        for name, formats in _ONLY.items():
            if getattr(self, name) not in (None, False) and self.format not in formats:
                option = {"least": "at-least", "hidden": "hidden-checks"}.get(name, name.replace("_", "-"))
                raise UsageError(f"--{option} is for {' and '.join(formats)}: leave it out for {self.format}")
