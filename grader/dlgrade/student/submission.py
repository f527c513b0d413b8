"""Read a submission's sources from a folder that nobody has vouched for."""

import hashlib
import os
import re
import stat
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from dlgrade.errors import SubmissionError, UsageError
from dlgrade.protocol import one_line
from dlgrade.student.archives import SUFFIXES, is_archive, read_archive

_FILES_LIMIT = 2_000  # entries looked at in a folder
_MODULES_LIMIT = 100  # Python files sent to the worker
_YOURS = "your submission"
_BYTES_LIMIT = 1 << 20  # of one file, and of all together
_IMPORT = re.compile(r"^[ \t]*(?:from[ \t]+(\w+)|import[ \t]+([\w \t,]+))", re.MULTILINE)


@dataclass(frozen=True)
class Submission:
    """What a student handed in for one exercise: module name -> (file name, text).

    `problem` says why it cannot be graded, as a sentence to its author; `sources` is empty then.
    """

    folder: str
    sources: Mapping[str, tuple[str, str]]
    student: str = ""
    problem: str = ""
    notes: list[str] = field(default_factory=list)

    def without_place(self) -> "Submission":
        """Return the same with sentences that do not say where on the grader's machine it lies."""
        notes = [note.replace(self.folder, _YOURS) for note in self.notes]
        return replace(self, problem=self.problem.replace(self.folder, _YOURS), notes=notes)

    @property
    def digest(self) -> str:
        """SHA-256 over names and texts."""
        digest = hashlib.sha256()
        for name in sorted(self.sources):
            for part in (name, self.sources[name][1]):
                digest.update(hashlib.sha256(part.encode("utf-8", "surrogatepass")).digest())
        return digest.hexdigest()


def from_sources(
    module: str, text: str, others: Mapping[str, tuple[str, str]] | None = None, *, name: str = ""
) -> Submission:
    """Make a submission of texts, as an author's proof does."""
    return Submission(name, {**(others or {}), module: (module + ".py", text)}, student=name)


def read_submission(
    folder: Path, module: str, *, siblings: Mapping[str, Path] | None = None, student: str = "", used: str = ""
) -> Submission:
    """Read `module` and what it may import: the other modules beside it, and those of sibling exercises that it names.

    used: source of what will use the submission, and may import sibling exercises as well
    folder: or an archive of one, zip or tar.gz, which is read as it is and unpacked nowhere
    UsageError if there is no such folder; anything wrong inside it becomes the submission's `problem`.
    """
    if not folder.is_dir() and not (folder.exists() and is_archive(folder)):
        what = f"is a file, and neither {' nor '.join(SUFFIXES)}" if folder.exists() else "does not exist"
        raise UsageError(f"{folder}: {what}: name the folder or the archive that holds {module}.py")
    notes: list[str] = []
    try:
        if is_archive(folder) and not folder.is_dir():
            contents = read_archive(folder, module)
            sources = _sources(folder, sorted(contents), lambda name: as_text(contents[name], name), module, notes)
        else:
            names = sorted(_python_files(folder))
            sources = _sources(folder, names, lambda name: _read(folder / name), module, notes)
        _add_siblings(sources, used, siblings or {})
    except SubmissionError as error:
        return Submission(str(folder), {}, student, str(error), notes)
    return Submission(str(folder), sources, student, "", notes)


def _sources(
    folder: Path, names: list[str], read: Callable[[str], str], module: str, notes: list[str]
) -> dict[str, tuple[str, str]]:
    wanted = module + ".py"
    if wanted not in names:
        held = f"it holds {', '.join(map(one_line, names[:5]))}" if names else "it holds no Python file"
        raise SubmissionError(f"there is no {wanted} in {folder}; {held}: put your work into {wanted}")
    if len(names) > _MODULES_LIMIT:
        raise SubmissionError(
            f"{folder} holds {len(names):,} Python files, more than {_MODULES_LIMIT}: keep {wanted} and what it imports"
        )
    sources: dict[str, tuple[str, str]] = {}
    total = 0
    for name in names:
        stem = name[:-3]
        if stem in sys.stdlib_module_names or stem == "numpy":
            notes.append(f"{name} is ignored: Python has a module of that name; rename yours")
            continue
        if not _is_text(name):
            notes.append(f"{one_line(name)} is left out: its name is not UTF-8")
            continue
        try:
            text = read(name)
        except SubmissionError as error:
            if name == wanted:
                raise
            notes.append(f"{name} is left out: {error}")
            continue
        total += len(text)
        if total > _BYTES_LIMIT:
            raise SubmissionError(
                f"{folder} holds more than {_BYTES_LIMIT >> 20} MB of Python: keep {wanted} and what it imports"
            )
        sources[stem] = (name, text)
    return sources


def _is_text(name: str) -> bool:
    """Whether a file's name can be sent to a worker and written into a result."""
    try:
        name.encode()
    except UnicodeEncodeError:  # Python's stand-ins for bytes that are no UTF-8
        return False
    return True


def _python_files(folder: Path) -> Iterable[str]:
    try:
        with os.scandir(folder) as entries:
            for count, entry in enumerate(entries):
                if count >= _FILES_LIMIT:
                    raise SubmissionError(
                        f"{folder} holds more than {_FILES_LIMIT:,} files: submit the exercise's folder alone"
                    )
                if entry.name.endswith(".py") and not entry.name.startswith("."):
                    yield entry.name
    except OSError as error:
        raise SubmissionError(f"{folder} cannot be read: {error.strerror}") from None


def read_bytes(path: Path) -> bytes:
    """Read one regular file of Python, following no link; SubmissionError says why it cannot be."""
    try:
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
    except OSError as error:
        if path.is_symlink():
            raise SubmissionError(f"{path.name} is a symbolic link: replace it by the file itself") from None
        raise SubmissionError(f"{path.name} cannot be read: {error.strerror}") from None
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise SubmissionError(f"{path.name} is not a regular file: replace it by your module")
    with os.fdopen(descriptor, "rb") as file:
        content = file.read(_BYTES_LIMIT + 1)
    if len(content) > _BYTES_LIMIT:
        raise SubmissionError(f"{path.name} is larger than {_BYTES_LIMIT >> 20} MB: it should hold code, not data")
    return content


def as_text(content: bytes, name: str) -> str:
    """Return a Python file's content as the grader takes it; SubmissionError with the line that is not UTF-8."""
    try:
        return content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise SubmissionError(f"{name}, line {line}: not UTF-8 text: save the file as UTF-8") from None


def _read(path: Path) -> str:
    return as_text(read_bytes(path), path.name)


def _add_siblings(sources: dict[str, tuple[str, str]], used: str, siblings: Mapping[str, Path]) -> None:
    """Add the modules of sibling exercises that are imported by name, and what those import in turn."""
    waiting = [used, *(text for _, text in sources.values())]
    while waiting:
        text = waiting.pop()
        for one, several in _IMPORT.findall(text):
            for name in [one] if one else [part.split()[0] for part in several.split(",") if part.strip()]:
                path = siblings.get(name)
                if name not in sources and path is not None and path.exists():
                    sources[name] = (path.name, _read(path))
                    waiting.append(sources[name][1])
