"""Read a submission's sources from a folder that nobody has vouched for."""

import contextlib
import hashlib
import os
import re
import stat
import sys
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from dlgrade.errors import SubmissionError, UsageError
from dlgrade.protocol import one_line
from dlgrade.stubs import uncut
from dlgrade.student.archives import SUFFIXES, is_archive, read_archive
from dlgrade.student.extraction import Extraction, extract
from dlgrade.student.notebooks import CODE, FILE_LIMIT, SUFFIX, Cell, code_cells

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
    folder: Path,
    module: str,
    *,
    siblings: Mapping[str, Path] | None = None,
    student: str = "",
    used: str = "",
    wanted: Callable[[str], Collection[str]] = lambda module: (),
) -> Submission:
    """Read `module` and what it may import: the other modules beside it, and those of sibling exercises that it names.

    folder: or an archive of one, zip or tar.gz, which is read as it is and unpacked nowhere; or a notebook
    used: source of what will use the submission, and may import sibling exercises as well
    wanted: the names that the exercise of a module asks for, so that a notebook's cells can be told from experiments
    UsageError if there is no such folder; anything wrong inside it becomes the submission's `problem`.
    """
    named = is_notebook(folder)
    if not folder.is_dir() and not (folder.exists() and (is_archive(folder) or named)):
        what = f"is a file, and neither {' nor '.join(SUFFIXES)} nor {SUFFIX}" if folder.exists() else "does not exist"
        raise UsageError(f"{folder}: {what}: name the folder, the archive or the notebook that holds {module}")
    shelf = _Shelf(folder.parent if named else folder, siblings or {}, wanted)
    notes: list[str] = []
    try:
        if named:
            sources = {module: shelf.notebook(read_bytes(folder), folder.name, module, notes)}
        elif is_archive(folder) and not folder.is_dir():
            contents = read_archive(folder, module)
            sources = _sources(shelf, sorted(contents), contents.__getitem__, module, notes)
        else:
            names = sorted(_files_of_code(folder))
            sources = _sources(shelf, names, lambda name: read_bytes(folder / name), module, notes)
        shelf.add_imported(sources, used, notes, beside=named)
    except SubmissionError as error:
        return Submission(str(folder), {}, student, str(error), notes)
    return Submission(str(folder), sources, student, "", notes)


def from_cells(
    cells: Sequence[Cell],
    module: str,
    place: Path,
    *,
    siblings: Mapping[str, Path],
    used: str = "",
    wanted: Callable[[str], Collection[str]] = lambda module: (),
) -> Submission:
    """Make a submission of the cells that were run in a live notebook that stands in a place."""
    shelf = _Shelf(place, siblings, wanted)
    notes: list[str] = []
    try:
        made = extract(cells, module + SUFFIX, wanted=wanted(module), modules=shelf.modules)
        sources = {module: (module + SUFFIX, made.text)}
        shelf.add_imported(sources, used, notes, beside=True)
    except SubmissionError as error:
        return Submission(str(place), {}, "", str(error), notes)
    return Submission(str(place), sources, "", "", notes)


def is_notebook(path: Path) -> bool:
    """Whether a file's name says that it is one."""
    return path.name.lower().endswith(SUFFIX) and not path.is_dir()


@dataclass(frozen=True)
class _Shelf:
    """Where a submission's modules are found: in its folder, and in those of sibling exercises."""

    folder: Path
    siblings: Mapping[str, Path]
    wanted: Callable[[str], Collection[str]]

    def notebook(self, content: bytes, name: str, module: str, notes: list[str]) -> tuple[str, str]:
        """Make a source of a notebook, and say in a note what is not taken."""
        made = self._extracted(content, name, module)
        notes += made.notes
        return module + SUFFIX, made.text

    @property
    def modules(self) -> set[str]:
        """What a notebook may import besides NumPy and the standard library."""
        with contextlib.suppress(SubmissionError):  # a folder of thousands, in which the notebook happens to lie
            there = _files_of_code(self.folder) if self.folder.is_dir() else []
            return {*(each.rpartition(".")[0] for each in there), *self.siblings}
        return {*self.siblings}

    def _extracted(self, content: bytes, name: str, module: str) -> Extraction:
        shown = one_line(name)
        return extract(code_cells(content, shown), shown, wanted=self.wanted(module), modules=self.modules)

    def chosen(self, module: str, python: bytes, notebook: bytes, notes: list[str]) -> tuple[str, str]:
        """Choose between a module and a notebook of one name: the module, unless more of it is still the stub."""
        text = as_text(python, module + ".py")
        try:
            made = self._extracted(notebook, module + SUFFIX, module)
        except SubmissionError as error:
            notes.append(f"{module}.py counts, and not {module}{SUFFIX}: {error}")
            return module + ".py", text
        if uncut(text) > uncut(made.text):
            notes.append(f"{module}{SUFFIX} counts, and not {module}.py, of which more is still to be written")
            notes += made.notes
            return module + SUFFIX, made.text
        notes.append(f"{module}.py counts, and not {module}{SUFFIX}: move away the one that you do not mean")
        return module + ".py", text

    def add_imported(self, sources: dict[str, tuple[str, str]], used: str, notes: list[str], *, beside: bool) -> None:
        """Add the modules of sibling exercises that are imported by name, and what those import in turn.

        beside: whether modules that lie in the folder are still to be found
        """
        waiting = [used, *(text for _, text in sources.values())]
        while waiting:
            for name in _imported(waiting.pop()):
                if name in sources or name in sys.stdlib_module_names or name == "numpy":
                    continue
                source = self._sibling(name, notes, beside=beside)
                if source is not None and len(sources) < _MODULES_LIMIT:
                    sources[name] = source
                    waiting.append(source[1])

    def _sibling(self, name: str, notes: list[str], *, beside: bool) -> tuple[str, str] | None:
        places = [self.folder / f"{name}.py"] if beside or name in self.siblings else []
        places += [self.siblings[name]] if name in self.siblings else []
        for place in places:
            notebook = place.with_suffix(SUFFIX)
            python = place.exists() and (beside or place.parent != self.folder)  # where a folder's are all read already
            if python and notebook.exists():
                return self.chosen(name, read_bytes(place), read_bytes(notebook), notes)
            if python:
                return place.name, as_text(read_bytes(place), place.name)
            if notebook.exists():
                return self.notebook(read_bytes(notebook), notebook.name, name, [])
        return None


def _imported(text: str) -> list[str]:
    """Return the modules that a source imports by name."""
    return [
        name
        for one, several in _IMPORT.findall(text)
        for name in ([one] if one else [part.split()[0] for part in several.split(",") if part.strip()])
    ]


def _sources(
    shelf: _Shelf, names: list[str], read: Callable[[str], bytes], module: str, notes: list[str]
) -> dict[str, tuple[str, str]]:
    wanted, notebook, folder = module + ".py", module + SUFFIX, shelf.folder
    if wanted not in names and notebook not in names:
        held = f"it holds {', '.join(map(one_line, names[:5]))}" if names else "it holds no Python file"
        raise SubmissionError(f"there is no {wanted} in {folder}; {held}: put your work into {wanted}")
    python = [name for name in names if name.endswith(".py")]
    if len(python) > _MODULES_LIMIT:
        raise SubmissionError(
            f"{folder} holds {len(python):,} Python files, more than {_MODULES_LIMIT}: "
            f"keep {wanted} and what it imports"
        )
    sources: dict[str, tuple[str, str]] = {}
    total = 0
    for name in [*python, *([notebook] if notebook in names and wanted not in names else [])]:
        stem = name.rpartition(".")[0]
        if stem in sys.stdlib_module_names or stem == "numpy":
            notes.append(f"{name} is ignored: Python has a module of that name; rename yours")
            continue
        if not _is_text(name):
            notes.append(f"{one_line(name)} is left out: its name is not UTF-8")
            continue
        try:
            if name == notebook:
                source = shelf.notebook(read(name), name, module, notes)
            elif name == wanted and notebook in names:
                source = shelf.chosen(module, read(name), read(notebook), notes)
            else:
                source = name, as_text(read(name), name)
        except SubmissionError as error:
            if stem == module:
                raise
            notes.append(f"{name} is left out: {error}")
            continue
        total += len(source[1])
        if total > _BYTES_LIMIT:
            raise SubmissionError(
                f"{folder} holds more than {_BYTES_LIMIT >> 20} MB of Python: keep {wanted} and what it imports"
            )
        sources[stem] = source
    return sources


def _is_text(name: str) -> bool:
    """Whether a file's name can be sent to a worker and written into a result."""
    try:
        name.encode()
    except UnicodeEncodeError:  # Python's stand-ins for bytes that are no UTF-8
        return False
    return True


def _files_of_code(folder: Path) -> Iterable[str]:
    """Return the names of a folder's modules and notebooks."""
    try:
        with os.scandir(folder) as entries:
            for count, entry in enumerate(entries):
                if count >= _FILES_LIMIT:
                    raise SubmissionError(
                        f"{folder} holds more than {_FILES_LIMIT:,} files: submit the exercise's folder alone"
                    )
                if entry.name.endswith(CODE) and not entry.name.startswith("."):
                    yield entry.name
    except OSError as error:
        raise SubmissionError(f"{folder} cannot be read: {error.strerror}") from None


def read_bytes(path: Path) -> bytes:
    """Read one regular file, a module or a notebook, following no link; SubmissionError says why it cannot be."""
    limit = FILE_LIMIT if path.name.lower().endswith(SUFFIX) else _BYTES_LIMIT
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
        content = file.read(limit + 1)
    if len(content) > limit:
        raise SubmissionError(f"{path.name} is larger than {limit >> 20} MB: it should hold code, not data")
    return content


def as_text(content: bytes, name: str) -> str:
    """Return a Python file's content as the grader takes it; SubmissionError with the line that is not UTF-8."""
    try:
        return content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise SubmissionError(f"{name}, line {line}: not UTF-8 text: save the file as UTF-8") from None
