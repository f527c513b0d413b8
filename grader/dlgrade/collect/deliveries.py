"""One submission as a source has it: who it says it is from, when, for which exercise, and its Python files.

Which time counts, and why. nbgrader takes the time in the name that a submission has in the exchange, so dlgrade does
as well: both must agree. That time, and the one on the slip inside an archive, come from the student's own program. An
archive therefore counts as handed in when its file was last written, and a slip's time never counts. Gradescope's times
are its own and count; Canvas and Moodle let nobody download theirs, and files in their archives bear other times, so
what comes from them has none. Where the time that counts and the one that the file system has differ by more than
`APART`, the report names both: in an exchange the file system's is the one that a student cannot set back.
"""

import datetime
import io
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from dlgrade.classroom.hint_use import HINT_USE, decoded_use, encoded_use
from dlgrade.classroom.slips import MANIFEST, Slip, decoded, digest_of, listed
from dlgrade.collect.trees import Entry
from dlgrade.course import Course, Exercise
from dlgrade.errors import SubmissionError
from dlgrade.protocol import one_line
from dlgrade.student.archives import SUFFIXES, read_files
from dlgrade.student.notebooks import CODE, FILE_LIMIT, SUFFIX

APART = datetime.timedelta(minutes=10)  # clocks that differ by less are taken as set alike
_FILE_LIMIT = 1 << 20  # bytes of one Python file: what the grader reads at most
_ARCHIVE_LIMIT = 20 << 20  # bytes of one student's archive
_TOTAL_LIMIT = 2 << 20  # bytes of one submission's Python files
_FILES_LIMIT = 100  # Python files of one submission
_NAME = re.compile(r"[^\W\d][\w.-]{0,120}\.(?:py|ipynb)")
_SHOWN = 60  # characters of a name


@dataclass(frozen=True)
class Sender:
    """Whom a source names: an id of this class, an LMS's number, an e-mail address, a person's name, or several."""

    id: str = ""
    number: str = ""
    email: str = ""
    name: str = ""

    def __str__(self) -> str:
        return one_line(self.id or self.email or self.name or self.number)[:_SHOWN] or "nobody"


@dataclass(frozen=True)
class Delivery:
    """A submission that was found; `problem` says why it cannot be taken, `received` is the time that counts.

    `seen` is another time that is worth comparing, and `says` whose it is; `owner` is whom its files belong to.
    """

    place: str
    sender: Sender
    exercise: str = ""
    files: Mapping[str, bytes] = field(default_factory=dict)
    received: datetime.datetime | None = None
    seen: datetime.datetime | None = None
    says: str = "what the file system says"
    owner: str = ""
    left_out: int = 0
    late: bool = False  # an LMS marks it as late, and says no time
    remarks: Sequence[str] = ()
    problem: str = ""
    untold: bool = False  # whether the problem is that nothing tells the exercise
    slip: Slip | None = None
    beside: Mapping[str, bytes] = field(default_factory=dict)  # what came with the work and is no part of it

    def but(self, **changes: object) -> "Delivery":
        """Return the same with some changes."""
        return replace(self, **changes)  # type: ignore[arg-type]


def delivery(place: str, sender: Sender, entries: Sequence[Entry], course: Course, wanted: Exercise | None) -> Delivery:
    """Read one student's files: those beside the exercise's module, from the one archive if they are in one."""
    place = one_line(place)
    notebooks = {each.topic + SUFFIX for each in course.exercises}
    python = {
        entry.parts: entry
        for entry in entries
        if (entry.name.endswith(".py") or entry.name in notebooks) and not _hidden(entry)
    }
    archives = [entry for entry in entries if entry.name.lower().endswith(SUFFIXES) and not _hidden(entry)]
    slips = [entry for entry in entries if entry.name == MANIFEST]
    contents: dict[tuple[str, ...], bytes | None]
    raw_slip = raw_hints = None
    others = sum(1 for entry in entries if entry.name not in (MANIFEST, HINT_USE, "timestamp.txt")) - len(python)
    if not python and len(archives) == 1:
        try:
            found = _unpacked(archives[0], notebooks)
        except SubmissionError as error:
            return Delivery(place, sender, problem=one_line(str(error)))
        raw_slip, raw_hints = (_named(found, each) for each in (MANIFEST, HINT_USE))
        contents = {tuple(name.split("/")): text for name, text in found.items() if name.endswith(CODE)}
        others -= 1
        if not contents:
            return Delivery(place, sender, problem=f"{one_line(archives[0].name)[:_SHOWN]} holds no Python file")
    elif not python:
        held = ", ".join(one_line(entry.name)[:_SHOWN] for entry in entries[:5])
        problem = "holds no Python file" + f", but {held}" * bool(held)
        return Delivery(place, sender, left_out=others, problem=problem)
    else:
        contents = dict.fromkeys(python)
        raw_slip = slips[0].read(_FILE_LIMIT) if slips else None
        raw_hints = next((entry.read(_FILE_LIMIT) for entry in entries if entry.name == HINT_USE), None)
    slip, remarks = _slip(raw_slip)
    exercise, problem = _exercise([*contents], slip, course, wanted)
    if exercise is None:
        return Delivery(place, sender, left_out=others, slip=slip, problem=problem, untold=True)
    chosen, more = _chosen(contents, python, exercise)
    remarks += more
    if not chosen:
        return Delivery(
            place, sender, exercise.slug, left_out=others, slip=slip, problem="none of its files can be read"
        )
    if slip is not None and digest_of(listed(chosen)) != slip.digest:
        remarks.append("its files are not those on the slip inside: they were changed after `dlgrade submit`")
    beside, more = _hints(raw_hints, exercise) if course.settings.hints == "reported" else ({}, [])
    left_out = others + len(contents) - len(chosen)
    return Delivery(
        place, sender, exercise.slug, chosen, left_out=left_out, remarks=[*remarks, *more], slip=slip, beside=beside
    )


def latest(entries: Sequence[Entry], which: str) -> datetime.datetime | None:
    """Return the latest `modified` or `changed` of some files; None if none has one."""
    return max((moment for each in entries if (moment := getattr(each, which)) is not None), default=None)


def owner(entries: Sequence[Entry]) -> str:
    """Return whom most of the files belong to."""
    return Counter(each.owner for each in entries).most_common(1)[0][0] if entries else ""


def _unpacked(entry: Entry, notebooks: set[str]) -> dict[str, bytes]:
    content = entry.read(_ARCHIVE_LIMIT + 1)
    name = _shown(entry.name)
    if content is None:
        raise SubmissionError(f"{name} cannot be read: download it again")
    return read_files(io.BytesIO(content), name, also=(MANIFEST, HINT_USE, *notebooks))


def _shown(name: str) -> str:
    """Shorten a name from its middle: its end says what kind of archive it is."""
    return name if len(name) <= _SHOWN else f"{name[: _SHOWN - 21]}…{name[-20:]}"


def _slip(content: bytes | None) -> tuple[Slip | None, list[str]]:
    if content is None:
        return None, []
    try:
        return decoded(content), []
    except ValueError as error:
        return None, [f"the slip inside is none, or was changed: {one_line(str(error))[:200]}"]


def _named(found: Mapping[str, bytes], wanted: str) -> bytes | None:
    """Return the first file in an archive that has this name, in whatever folder."""
    return next((found[name] for name in sorted(found) if name.rpartition("/")[2] == wanted), None)


def _hints(content: bytes | None, exercise: Exercise) -> tuple[dict[str, bytes], list[str]]:
    """Return which hints were taken, written anew: nothing of a file that students can write is kept as it is."""
    if content is None:
        return {}, []
    try:
        use = decoded_use(content, [task.name for task in exercise.tasks])
    except ValueError as error:
        return {}, [f"{HINT_USE} is left out: dlgrade did not write it so: {one_line(str(error))[:200]}"]
    return ({HINT_USE: encoded_use(use)} if use.uses else {}), []


def _exercise(
    places: Sequence[tuple[str, ...]], slip: Slip | None, course: Course, wanted: Exercise | None
) -> tuple[Exercise | None, str]:
    """Return the exercise that a submission is for: the one wanted, the slip's, or the one whose module is there."""
    known = {each.slug: each for each in course.exercises}
    named = known.get(slip.exercise) if slip else None
    if wanted is not None:
        return (None, f"is for {named.slug}") if named not in (None, wanted) else (wanted, "")
    if named is not None:
        return named, ""
    names = {parts[-1] for parts in places}
    found = [each for each in known.values() if names & {each.module, each.topic + SUFFIX}]
    if len(found) == 1:
        return found[0], ""
    held = f"modules of {', '.join(each.slug for each in found[:4])}" if found else "no module of any exercise"
    return None, f"holds {held}: say which exercise it is for, `dlgrade collect SOURCE EXERCISE`"


def _chosen(
    contents: Mapping[tuple[str, ...], bytes | None], entries: Mapping[tuple[str, ...], Entry], exercise: Exercise
) -> tuple[dict[str, bytes], list[str]]:
    """Read the Python files of the folder that holds the module, or of the uppermost one if none does."""
    having = sorted(
        {parts[:-1] for parts in contents if parts[-1] in (exercise.module, exercise.topic + SUFFIX)},
        key=lambda each: (len(each), each),
    )
    remarks = []
    if not having:
        held = ", ".join(one_line(parts[-1])[:_SHOWN] for parts in sorted(contents)[:4])
        remarks.append(f"there is no {exercise.module}: it holds {held}")
    elif len(having) > 1:
        remarks.append(f"holds {exercise.module} in {len(having)} folders: the uppermost is taken")
    folder = having[0] if having else min((parts[:-1] for parts in contents), key=lambda each: (len(each), each))
    found: dict[str, bytes] = {}
    inside = sorted((parts for parts in contents if parts[:-1] == folder), key=lambda each: each[-1] != exercise.module)
    for parts in inside[:_FILES_LIMIT]:
        text = contents[parts]
        limit = FILE_LIMIT if parts[-1].endswith(SUFFIX) else _FILE_LIMIT
        content = text if text is not None else entries[parts].read(limit + 1)
        name = one_line(parts[-1])[:_SHOWN]
        if not _NAME.fullmatch(parts[-1]):
            remarks.append(f"{name} is left out: no module can be called so")
        elif content is None:
            remarks.append(f"{name} is left out: it cannot be read")
        elif len(content) > limit:
            remarks.append(f"{name} is left out: it is larger than {limit >> 20} MB")
        elif len(content) + sum(map(len, found.values())) > _TOTAL_LIMIT + (limit - _FILE_LIMIT):
            remarks.append(f"{name} is left out: all together are larger than {_TOTAL_LIMIT >> 20} MB")
        elif any(name.casefold() == other.casefold() for other in found):
            remarks.append(f"{name} is left out: another file differs from it by capital letters only")
        else:
            found[parts[-1]] = content
    if len(inside) > _FILES_LIMIT:
        remarks.append(f"holds {len(inside):,} Python files: {_FILES_LIMIT} are taken")
    return found, remarks


def _hidden(entry: Entry) -> bool:
    return any(part.startswith(".") or part in ("__MACOSX", "__pycache__") for part in entry.parts)
