"""What an export wrote, whom it left out and why; files and folders that are whole or not there."""

import contextlib
import os
import shutil
import tempfile
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from dlgrade.classroom import Classroom
from dlgrade.classroom.records import refused, whole
from dlgrade.errors import UsageError

_MARK = ".dlgrade-export"  # in a folder that an export wrote, and the next one may replace
_OWN_FOLDERS = ("submitted", "attempts", "graded", "source", "release", "feedback", "autograded")
_OWN_FILES = ("dlgrade.toml", "roster.csv", "extensions.csv", "gradebook.db", ".gitignore")


@dataclass
class Report:
    """What an export holds: how many of what, whom it leaves out by the reason, and what else is to be known."""

    rows: int = 0
    unit: str = "rows"
    left_out: dict[str, list[str]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    def leave_out(self, who: str, why: str) -> None:
        """Remember somebody that the export has no grade for."""
        self.left_out.setdefault(why, []).append(who)


def insist(classroom: Classroom, path: Path, given: Path | None = None) -> None:
    """Insist that nothing of the class's own, and no file that was given, would be lost at a place; UsageError."""
    place = path.resolve()
    if given is not None and place == given.resolve():
        raise UsageError(f"{path}: is the file that was given, and would be lost: name another with --out")
    root = classroom.root
    if root.is_relative_to(place):
        raise UsageError(f"{path}: is the class's own folder: name a file or folder of its own with --out")
    if place.is_relative_to(root):
        first = place.relative_to(root).parts[0]
        if first in (*_OWN_FOLDERS, *_OWN_FILES) or first == classroom.settings.key:
            raise UsageError(f"{path}: is the class's own: name another place with --out")


def write_file(path: Path, content: bytes) -> None:
    """Write a file whole or not at all; DlgradeError says why not."""
    if path.is_dir():
        raise UsageError(f"{path}: is a folder: name a file with --out")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        whole(path, content)
    except OSError as error:
        raise refused(path, error) from None


def write_folder(
    path: Path, files: Mapping[str, bytes], *, started: Collection[str] = (), private: bool = False
) -> None:
    """Write a folder whole or not at all; one that an export wrote before is replaced, any other refused.

    started: files that are programs; private: nobody else may look into it
    """
    if path.exists() and not path.is_dir():
        raise UsageError(f"{path}: is a file: name a folder with --out")
    if path.exists() and any(path.iterdir()) and not (path / _MARK).exists():
        raise UsageError(f"{path}: holds other things, which would be lost: name a new folder with --out")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = Path(tempfile.mkdtemp(prefix=f".{path.name}.", dir=path.parent))
    except OSError as error:
        raise refused(path, error) from None
    try:
        for name, content in {_MARK: b"", **files}.items():
            (fresh / name).parent.mkdir(parents=True, exist_ok=True)
            whole(fresh / name, content, durable=False)
            if name in started:
                (fresh / name).chmod(0o755)
        fresh.chmod(0o700 if private else 0o755)
        if path.exists():
            old = Path(tempfile.mkdtemp(prefix=f".{path.name}.", dir=path.parent))
            path.rename(old / path.name)
            try:
                fresh.rename(path)
            except OSError:
                (old / path.name).rename(path)
                raise
            finally:
                shutil.rmtree(old, ignore_errors=True)
        else:
            fresh.rename(path)
    except OSError as error:
        raise refused(path, error) from None
    finally:
        with contextlib.suppress(OSError):
            shutil.rmtree(fresh)


def named_folder(path: Path) -> bool:
    """Whether a place that was named is meant to be a folder."""
    return path.is_dir() or not path.suffix or os.fspath(path).endswith(os.sep)
