"""Compare a receipt with a student's files as they are now, and with what lies where they were handed in."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from dlgrade.classroom.slips import Listed, Slip, listed
from dlgrade.desk import Desk
from dlgrade.errors import SubmissionError, UsageError
from dlgrade.protocol import one_line
from dlgrade.student.archives import is_archive, read_files
from dlgrade.student.notebooks import CODE, SUFFIX
from dlgrade.student.submission import read_bytes

PROVES = (
    "a receipt is written by your own dlgrade: it proves something where it matches what your instructor collected, "
    "which `dlgrade collect --verify RECEIPT` shows"
)


@dataclass(frozen=True)
class Verdict:
    """What a receipt was compared with: sentences, and whether what was handed in is still where it was put."""

    sentences: list[str]
    confirmed: bool


def verify(desk: Desk, slip: Slip) -> Verdict:
    """Compare a receipt with the student's own files, then with the place that it names."""
    course = desk.course
    exercise = course.exercise(slip.exercise)
    folders = {each.module: desk.folder(each) for each in course.exercises}
    mine: dict[str, bytes] = {}
    for each in slip.files:
        name = _plain(each)
        for folder in (desk.folder(exercise), folders.get(name)):
            if folder is not None and name not in mine and (content := _read(folder / name)) is not None:
                mine[name] = content
    changed = differing(slip, mine)
    sentences = [
        f"your files are not those that were sent: {', '.join(changed)} changed since"
        if changed
        else "your files are those that were sent"
    ]
    there = _there(Path(slip.to), slip.files) if slip.to else None
    if there is None:
        sentences.append(f"{one_line(slip.to) or 'the place'}: nothing can be read there now: it may have been moved")
        return Verdict(sentences, confirmed=False)
    wrong = differing(slip, there)
    if wrong:
        sentences.append(f"{one_line(slip.to)}: does not hold what was sent: {', '.join(wrong)} differ")
    else:
        sentences.append(f"{one_line(slip.to)}: holds exactly what was sent")
    return Verdict(sentences, confirmed=not wrong)


def differing(slip: Slip, files: Mapping[str, bytes]) -> list[str]:
    """Return the names of the files on a slip that are missing or different."""
    digests = {each.name: each.sha256 for each in listed(files)}
    return [one_line(each.name) for each in slip.files if digests.get(each.name) != each.sha256]


def _there(path: Path, listed: Sequence[Listed]) -> dict[str, bytes] | None:
    """Read what lies at a destination; None if nothing does, or it may not be read."""
    try:
        if path.is_dir():
            found = {name: _read(path / name) for name in os.listdir(path) if name.endswith(CODE)}  # noqa: PTH208
            return {name: content for name, content in found.items() if content is not None}
        if path.is_file() and is_archive(path):
            also = [each.name for each in listed if each.name.endswith(SUFFIX)]
            with path.open("rb") as file:
                return read_files(file, path.name, also=also)
    except (OSError, SubmissionError):
        pass
    return None


def _plain(each: Listed) -> str:
    if each.name != Path(each.name).name or not each.name.endswith(CODE):
        raise UsageError(f"{one_line(each.name)!r} is no name of a Python file: this receipt was changed")
    return each.name


def _read(path: Path) -> bytes | None:
    try:
        return read_bytes(path)
    except SubmissionError:
        return None
