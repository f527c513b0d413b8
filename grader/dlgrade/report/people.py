"""Students on pages: how they are called, where their own page is, and lists of them that stay short."""

import hashlib
import re
from collections.abc import Mapping, Sequence

from markupsafe import Markup

from dlgrade.classroom import Roster
from dlgrade.report.words import cut

STUDENTS = "students"
_PLAIN = re.compile(r"[A-Za-z0-9_@+-][A-Za-z0-9_.@+-]{0,99}")
_NAME_LIMIT = 80  # characters
_LINKS_LIMIT = 30  # students; of a longer list only the ids are told, or pages of large classes get too large


class People:
    """The students of a report by number, in its order."""

    def __init__(self, ids: Sequence[str], roster: Roster, pages: Mapping[str, str]):
        self.ids = [cut(student, _NAME_LIMIT) for student in ids]
        self.names = [cut(roster.get(student).name, _NAME_LIMIT) for student in ids]
        self.pages = [f"{STUDENTS}/{pages[student]}" for student in ids]

    def link(self, number: int) -> Markup:
        """Return a student's name, linked to their page."""
        return Markup('<a class="person" href="{}"><bdi>{}</bdi></a>').format(self.pages[number], self.names[number])

    def told(self, numbers: Sequence[int]) -> Markup:
        """Return a list of students: linked names, or the ids of many."""
        unique = list(dict.fromkeys(numbers))
        if len(unique) <= _LINKS_LIMIT:
            return Markup(", ").join(self.link(each) for each in unique)
        return Markup(", ").join(Markup("<bdi>{}</bdi>").format(self.ids[each]) for each in unique)


def page_names(ids: Sequence[str]) -> dict[str, str]:
    """Return a file name for each student's page: the id, or a digest of it where files could not bear it as it is."""
    folded: dict[str, int] = {}
    for student in ids:
        folded[student.casefold()] = folded.get(student.casefold(), 0) + 1
    return {student: f"{_stem(student, alone=folded[student.casefold()] == 1)}.html" for student in ids}


def _stem(student: str, *, alone: bool) -> str:
    if alone and _PLAIN.fullmatch(student):
        return student
    plain = re.sub(r"[^A-Za-z0-9_]+", "-", student)[:40].strip("-") or "student"
    return f"{plain}.{hashlib.sha256(student.encode('utf-8', 'surrogatepass')).hexdigest()[:12]}"
