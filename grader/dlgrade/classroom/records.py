"""Results beside the submissions: `graded/<student>/<exercise>/<key>.json`, earlier ones in `history/`, never lost.

Every file is whole or not there: it is written under another name, brought to the disk, and renamed.
"""

import contextlib
import datetime
import errno
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

from dlgrade import results
from dlgrade.classroom.attempts import Attempt
from dlgrade.errors import DlgradeError, UsageError
from dlgrade.results import Result

GRADED = "graded"
_HISTORY = "history"
_REGRADES = "regrades.jsonl"
_LOCK = ".lock"
PARTIAL = ".partial"
_NO_LINKS = (errno.EPERM, errno.EOPNOTSUPP, errno.ENOTSUP, errno.ENOSYS, errno.EMLINK)  # of a file system, as exFAT


class Records:
    """The results of a class."""

    def __init__(self, root: Path):
        self.root = root / GRADED

    def path(self, attempt: Attempt) -> Path:
        """Where an attempt's result is."""
        return self.root / attempt.student / attempt.exercise / f"{attempt.key}.json"

    def result(self, attempt: Attempt) -> Result | None:
        """Return an attempt's result; None if there is none. A file that is damaged is as good as none."""
        path = self.path(attempt)
        if not path.exists():
            return None
        with contextlib.suppress(DlgradeError):
            return results.read(path)
        return None

    def outline(self, attempt: Attempt) -> results.Outline | None:
        """Return when an attempt's result was made; None where there is no result."""
        path = self.path(attempt)
        if not path.exists():
            return None
        with contextlib.suppress(DlgradeError):
            return results.outline(path)
        return None

    def earlier(self, attempt: Attempt) -> list[Result]:
        """Return the results that an attempt had before, the oldest first."""
        found = []
        for path in self._history(attempt):
            with contextlib.suppress(DlgradeError):
                found.append(results.read(path))
        return found

    def keep(self, attempt: Attempt, result: Result) -> None:
        """Make a result the attempt's; what it had before goes to its history. DlgradeError where the disk refuses."""
        path = self.path(attempt)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            if path.exists():
                self._remember(attempt, path)
            whole(path, msgspec.json.format(msgspec.json.encode(result), indent=2) + b"\n", durable=False)
        except OSError as error:
            raise refused(path, error) from None

    def sign(self, entry: Mapping[str, Any]) -> None:
        """Add a line to the list of regrades: who changed what, when and why."""
        path = self.root / _REGRADES
        try:
            self.root.mkdir(parents=True, exist_ok=True)
            before = path.read_bytes() if path.exists() else b""
            whole(path, before + json.dumps(dict(entry), ensure_ascii=False).encode() + b"\n")
        except OSError as error:
            raise refused(path, error) from None

    def regrades(self) -> list[dict[str, Any]]:
        """Return every signed regrade, the oldest first."""
        path = self.root / _REGRADES
        if not path.exists():
            return []
        return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]

    @contextlib.contextmanager
    def alone(self) -> Iterator[None]:
        """Keep a second run out; UsageError if one is at work. The system lets go even of what was killed."""
        try:
            import fcntl
        except ImportError:
            raise UsageError(
                "a class is graded on Linux or macOS, since Windows has neither the locks nor the processes for it: "
                "use WSL; `dlgrade check` works here"
            ) from None
        path = self.root / _LOCK
        try:
            self.root.mkdir(parents=True, exist_ok=True)
            file = path.open("a+")
        except OSError as error:
            raise refused(path, error) from None
        with file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError as error:
                if not isinstance(error, BlockingIOError):
                    raise DlgradeError(
                        f"{path}: cannot be locked: {error.strerror}: put the class on a file system that can, or two "
                        "runs would be in each other's way"
                    ) from None
                file.seek(0)
                raise UsageError(
                    f"{self.root}: another run is grading here ({file.read(100).strip() or 'it just began'}): "
                    "wait until it is done"
                ) from None
            with contextlib.suppress(OSError):
                file.truncate(0)
                file.write(f"process {os.getpid()} since {datetime.datetime.now(datetime.UTC):%Y-%m-%d %H:%M} UTC\n")
                file.flush()
            yield

    def _history(self, attempt: Attempt) -> Sequence[Path]:
        folder = self.path(attempt).parent / _HISTORY
        return sorted(folder.glob(f"{attempt.key}-*.json")) if folder.exists() else []

    def _remember(self, attempt: Attempt, path: Path) -> None:
        """Put a result into its history under the next number, unless a run that was killed did so already."""
        kept = self._history(attempt)
        if kept and (kept[-1].samefile(path) or kept[-1].read_bytes() == path.read_bytes()):
            return
        number = int(kept[-1].stem.rpartition("-")[2]) + 1 if kept else 1
        folder = path.parent / _HISTORY
        folder.mkdir(exist_ok=True)
        place = folder / f"{attempt.key}-{number:04d}.json"
        try:
            os.link(path, place)
        except OSError as error:
            if error.errno not in _NO_LINKS:
                raise
            whole(place, path.read_bytes())


def whole(path: Path, content: bytes, *, durable: bool = True, secret: bool = False) -> None:
    """Write a file whole or not at all.

    durable: have it on the disk when this returns, at milliseconds a file; without, a machine that loses power in the
    next seconds may leave it empty, which costs nothing where it can be made again
    secret: for its owner only
    """
    temporary = path.with_name(path.name + PARTIAL)
    try:
        with temporary.open("wb") as file:
            if secret and os.name == "posix":
                os.fchmod(file.fileno(), 0o600)
            file.write(content)
            file.flush()
            if durable:
                os.fsync(file.fileno())
        temporary.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise


def refused(path: Path, error: OSError) -> DlgradeError:
    """Say why nothing could be written, and that nothing is lost."""
    what = "the disk is full" if error.errno in (errno.ENOSPC, errno.EDQUOT) else error.strerror or str(error)
    return DlgradeError(f"{path}: cannot be written: {what}; what was done before is kept: mend it, and run it again")
