"""What a kit says of itself: it is a course without solutions, references and hidden checks."""

from pathlib import Path

import msgspec

from dlgrade.course.settings import Settings
from dlgrade.errors import REPAIR, CourseError

FACTS_NAME = "kit.json"
FORMAT = 1


class Withheld(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The hidden checks of an exercise, which a kit does not hold: how many, and what they are worth."""

    checks: int
    points: float


class Facts(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The content of a kit's kit.json: what the course decides, who computed the answers, what each exercise lacks."""

    format: int
    dlgrade: str
    torch: str
    numpy: str
    settings: Settings
    exercises: dict[str, Withheld]


def read_facts(path: Path) -> Facts:
    """Read a kit's facts; CourseError if they are not of a kit that this dlgrade can use."""
    try:
        facts = msgspec.json.decode(path.read_bytes(), type=Facts)
    except OSError as error:
        raise CourseError(f"{path}: {error.strerror}: {REPAIR}") from None
    except msgspec.DecodeError as error:
        raise CourseError(f"{path}: not the facts of a kit ({error}): {REPAIR}") from None
    if facts.format != FORMAT:
        raise CourseError(
            f"{path}: a kit of format {facts.format}, and this dlgrade reads {FORMAT}: pip install -U dlgrade"
        )
    return facts
