"""A course on disk: `settings` is what it decides, `folder` finds its exercises, `exercise` what each folder holds."""

from dlgrade.course.building import built_on
from dlgrade.course.exercise import SLUG, Exercise, Task
from dlgrade.course.folder import SETTINGS_NAME, Course, open_course
from dlgrade.course.hints import HINTS_NAME, STAGES, Hints, read_hints
from dlgrade.course.kit import FACTS_NAME, FORMAT, Facts, Withheld
from dlgrade.course.naming import nearest, taken
from dlgrade.course.overlays import affected
from dlgrade.course.python import bound_by, definitions, parse
from dlgrade.course.settings import Dropped, Late, Limits, Settings

__all__ = [
    "FACTS_NAME",
    "FORMAT",
    "HINTS_NAME",
    "SETTINGS_NAME",
    "SLUG",
    "STAGES",
    "Course",
    "Dropped",
    "Exercise",
    "Facts",
    "Hints",
    "Late",
    "Limits",
    "Settings",
    "Task",
    "Withheld",
    "affected",
    "bound_by",
    "built_on",
    "definitions",
    "nearest",
    "open_course",
    "parse",
    "read_hints",
    "taken",
]
