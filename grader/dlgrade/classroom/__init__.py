"""A class on disk, in nbgrader's folder layout: who handed in what and when, what it got, and what counts.

`folder` is the class's own, `attempts` what was handed in, `records` the results and their history, `roster` the
students, `slips` what travels with a submission, `policies` the pure functions that turn facts into points,
`standings` what reports and exports are made of.
"""

from dlgrade.classroom.attempts import Attempt, attempts_in, attempts_of, stamp, student_id
from dlgrade.classroom.folder import Classroom, ClassSettings, new_class, open_class
from dlgrade.classroom.policies import Extension, Standing
from dlgrade.classroom.records import Records
from dlgrade.classroom.roster import Roster, Student
from dlgrade.classroom.standings import by_student, standings

__all__ = [
    "Attempt",
    "ClassSettings",
    "Classroom",
    "Extension",
    "Records",
    "Roster",
    "Standing",
    "Student",
    "attempts_in",
    "attempts_of",
    "by_student",
    "new_class",
    "open_class",
    "stamp",
    "standings",
    "student_id",
]
