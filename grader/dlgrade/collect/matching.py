"""Whom of the roster a source means: by id, the LMS's number, e-mail address, or a name that only one student has."""

import re
import unicodedata
from collections.abc import Callable

from dlgrade.classroom import Roster, Student, student_id
from dlgrade.collect.deliveries import Sender
from dlgrade.course import nearest
from dlgrade.errors import UsageError

_PARTICIPANT = re.compile(r"participant\s*(\d+)", re.IGNORECASE)


class Matcher:
    """Finds senders on a roster."""

    def __init__(self, roster: Roster):
        self._roster = roster
        self._by: dict[str, dict[str, list[str]]] = {"number": {}, "email": {}, "name": {}}
        for student in roster:
            for kind, values in _known(student).items():
                for value in dict.fromkeys(filter(None, values)):
                    self._by[kind].setdefault(value, []).append(student.id)

    def find(self, sender: Sender) -> tuple[str, str]:
        """Return a student's id, or an empty text and a sentence about why nobody is meant."""
        if sender.id in self._roster:
            return sender.id, ""
        if not len(self._roster):
            return _unlisted(sender)
        lookups: list[tuple[str, str]] = [
            ("number", sender.number),
            ("number", sender.id),
            ("email", sender.email.casefold()),
            ("email", sender.id.casefold()),
            *(("name", each) for each in dict.fromkeys(map(squeezed, _parts(sender.name)))),
        ]
        for kind, value in lookups:
            found = self._by[kind].get(value, []) if value else []
            if len(found) == 1:
                return found[0], ""
            if len(found) > 1:
                return "", f"{sender}: {' and '.join(found[:4])} are both called so: rename one in roster.csv"
        said = sender.id or sender.email or sender.name or sender.number
        known = [student.id for student in self._roster]
        close = nearest(said, known) if said else ""
        hint = f" ({close.removeprefix(': ')})" if close.startswith(": did you mean") else ""
        return "", f"{sender} is nobody on the roster{hint}: add them to roster.csv, and collect again"


def squeezed(name: str) -> str:
    """Return the letters and digits of a name, without accents and capital letters: how an LMS writes it into names."""
    plain = unicodedata.normalize("NFKD", name).casefold()
    return "".join(letter for letter in plain if letter.isalnum())


def _known(student: Student) -> dict[str, list[str]]:
    other = {squeezed(name): value.strip() for name, value in student.other.items()}
    numbers = [student.lms_user_id, *(other.get(name, "") for name in ("sid", "idnumber", "sisuserid", "sisloginid"))]
    participant = _PARTICIPANT.fullmatch(other.get("identifier", ""))
    full = [other.get(name, "") for name in ("student", "fullname", "name")]
    turned = [" ".join(reversed(each.split(",", 1))) for each in full if "," in each]
    both = [f"{student.first_name} {student.last_name}", f"{student.last_name} {student.first_name}"]
    return {
        "number": [*numbers, participant[1] if participant else ""],
        "email": [student.email.casefold()],
        "name": [squeezed(each) for each in (*both, *full, *turned)],
    }


def _parts(name: str) -> list[str]:
    """Return a name, and what is left of it without the group that Moodle puts before it."""
    return [name, *(name.split("-", count + 1)[-1] for count in range(name.count("-")))]


def _unlisted(sender: Sender) -> tuple[str, str]:
    """Take a class without a roster at its word, where it names ids."""
    if not sender.id:
        return "", f"{sender}: the roster is empty: import your LMS's list first, `dlgrade roster FILE`"
    check: Callable[[str], str] = student_id
    try:
        return check(sender.id), ""
    except UsageError as error:
        return "", str(error)
