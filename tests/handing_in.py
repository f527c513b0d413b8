"""Students' desks and classes for tests of handing in and collecting."""

import datetime
import hashlib
from pathlib import Path

from classroom import COURSE, SLUG, SOLUTION

from dlgrade import desk
from dlgrade.classroom import Classroom, new_class, open_class, stamp
from dlgrade.classroom.slips import Slip, digest_of, listed

NOON = datetime.datetime(2026, 10, 1, 12, 0, tzinfo=datetime.UTC)
HOUR = datetime.timedelta(hours=1)
MODULE = "activations.py"
CODE = b"def sigmoid(x):\n    return x\n"
ROSTER = (
    "id,first_name,last_name,email,lms_user_id\n"
    "s1,Jane,Doe,jane@example.edu,4711\n"
    "s2,Zoë,van der Berg,zoe@example.edu,4712\n"
    "s3,Lee,Kim,kim@example.edu,4713\n"
)


def student_desk(root: Path, text: str = SOLUTION) -> desk.Desk:
    """Make a student's folder in which the activations are written."""
    desk.init(COURSE, root)
    (root / SLUG / MODULE).write_text(text, "utf-8")
    return desk.Desk(COURSE, root)


def classroom_with(root: Path, roster: str = ROSTER, *, exchange: str = "") -> Classroom:
    """Make a class with a roster."""
    new_class(root, COURSE, exchange=exchange)
    (root / "roster.csv").write_text(roster, "utf-8")
    return open_class(root)


def exchange(root: Path) -> Path:
    """Make an nbgrader exchange and return its inbound folder."""
    inbound = root / "dl101" / "inbound"
    inbound.mkdir(parents=True)
    return inbound


def into(
    inbound: Path,
    student: str,
    moment: datetime.datetime = NOON,
    files: dict[str, bytes] | None = None,
    *,
    slug: str = SLUG,
    random: str = "r",
) -> Path:
    """Put a submission into an exchange, named as nbgrader names it."""
    folder = inbound / f"{student}+{slug}+{stamp(moment)}+{random}"
    folder.mkdir()
    for name, content in (files or {MODULE: CODE}).items():
        (folder / name).write_bytes(content)
    (folder / "timestamp.txt").write_text(stamp(moment), "utf-8")
    return folder


def slip(student: str, files: dict[str, bytes], *, slug: str = SLUG, sent: datetime.datetime = NOON) -> Slip:
    """Return a slip over some files."""
    return Slip(student, slug, sent, listed(files), digest_of(listed(files)))


def contents(root: Path, *, without: tuple[str, ...] = ("collected.json",)) -> dict[str, bytes]:
    """Return every file below a folder by its place."""
    return {
        str(path.relative_to(root)): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file() and path.name not in without
    }


def handed_in(classroom: Classroom, student: str, slug: str = SLUG) -> list[tuple[str, str, str]]:
    """Return a student's submissions, the earliest first: where, when, and the first digits of the module's digest."""
    found = []
    for each in classroom.attempts(slug):
        if each.student == student:
            module = each.folder / MODULE
            digest = hashlib.sha256(module.read_bytes()).hexdigest()[:8] if module.exists() else ""
            when = f"{each.received:%m-%d %H:%M}" if each.received else ""
            found.append((each.folder.relative_to(classroom.root).parts[0], when, digest))
    return found


def short(content: bytes) -> str:
    """Return the first digits of a content's digest."""
    return hashlib.sha256(content).hexdigest()[:8]
