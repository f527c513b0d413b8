"""The grade that goes to another system, or the reason why there is none: what is not graded is never a zero."""

from collections.abc import Iterable
from dataclasses import dataclass

from dlgrade.classroom import Roster, Standing, Student
from dlgrade.errors import UsageError
from dlgrade.exports.cells import number

MISSING = "nothing handed in"
NOT_GRADED = "not graded yet: run dlgrade grade"
GRADER_ERROR = "grader error: grade again, or drop the check in course.toml"


@dataclass(frozen=True)
class Marking:
    """How points become grades: `missing_zero` gives a zero for nothing, `scale` converts to the LMS's own maximum."""

    missing_zero: bool = False
    scale: bool = False

    def of(self, standing: Standing) -> tuple[float | None, str]:
        """Return the points to report, or None and why there are none."""
        if standing.state == "missing":
            return (0.0, "") if self.missing_zero else (None, MISSING)
        if standing.state == "not graded":
            return None, NOT_GRADED
        if standing.state == "grader error":
            return None, GRADER_ERROR
        return standing.score, ""

    def converted(self, points: float, maximum: float, theirs: float | None, where: str) -> float:
        """Return points in the LMS's own measure; UsageError where the two differ and nobody said to convert."""
        if not theirs or not maximum or abs(theirs - maximum) < 1e-9:
            return points
        if not self.scale:
            raise UsageError(
                f"{where} is worth {number(theirs)} points there and {number(maximum)} here: change it there, "
                "or say --scale to convert"
            )
        return points * theirs / maximum


class Identities:
    """Finds students by what an LMS knows them by; what two students share finds neither."""

    def __init__(self, roster: Roster, students: Iterable[str]):
        self._by: dict[str, dict[str, str | None]] = {}
        for student in dict.fromkeys([*(each.id for each in roster), *students]):
            known = roster.get(student)
            for kind, values in _clues(known).items():
                for value in {each.casefold() for each in values if each}:
                    found = self._by.setdefault(kind, {})
                    found[value] = student if found.get(value, student) == student else None

    def find(self, *clues: tuple[str, str]) -> str | None:
        """Return the student that the first fitting clue means: (kind, value), in order."""
        for kind, value in clues:
            found = self._by.get(kind, {}).get(value.strip().casefold())
            if found is not None:
                return found
        return None


def other(student: Student, name: str) -> str:
    """Return a further column of the roster, however its name is written: `SIS User ID`, `sis_user_id`."""
    wanted = _plain(name)
    return next((value for key, value in student.other.items() if _plain(key) == wanted), "")


def _clues(student: Student) -> dict[str, list[str]]:
    email = [student.email, other(student, "email address"), student.id if "@" in student.id else ""]
    return {
        "login": [student.id, other(student, "sis login id"), other(student, "login"), *email],
        "sis": [student.id, other(student, "sis user id"), other(student, "sis id")],
        "lms": [student.lms_user_id],
        "number": [student.id, student.lms_user_id, other(student, "id number")],
        "email": email,
        "identifier": [other(student, "identifier")],
    }


def _plain(name: str) -> str:
    return "".join(letter for letter in name.casefold() if letter.isalnum())
