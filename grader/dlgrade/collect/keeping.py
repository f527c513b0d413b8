"""Put submissions into the class's folder: the latest in `submitted/`, those before it in `attempts/`.

Each is written whole under a name that nothing reads and renamed into `attempts/`; then the latest changes places with
the one in `submitted/`. Whenever that is cut short, everything is in one of both places, and `settle` finishes it.
"""

import datetime
import json
import os
import secrets
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

from dlgrade.classroom import Attempt, attempts_of, stamp
from dlgrade.classroom.attempts import BEGINNING, EARLIER, SUBMITTED, TIMESTAMP, key_of
from dlgrade.classroom.records import refused

COLLECTED = "collected.json"  # where a submission came from, for people and for `settle`
_PARTIAL = ".partial-"
State = Literal["new", "newer", "earlier", "known"]


class Keeping:
    """The submissions of one class; with `dry`, nothing is written."""

    def __init__(self, root: Path, *, dry: bool = False):
        self.root, self._dry = root, dry
        self._planned: dict[tuple[str, str], list[tuple[datetime.datetime | None, str]]] = {}

    def keep(
        self,
        student: str,
        exercise: str,
        files: Mapping[str, bytes],
        received: datetime.datetime | None,
        *,
        about: Mapping[str, object],
        stated: bool,
        beside: Mapping[str, bytes] | None = None,
    ) -> State:
        """Keep a submission unless it is known; DlgradeError where the disk refuses.

        about: where it came from, and what should be looked at, to be kept beside it
        stated: whether somebody says when it was received, rather than the file that it was copied from
        beside: what came with the work and is no part of it: it tells no submission from another
        """
        known = [(each.received, each.key) for each in attempts_of(self.root, student, exercise)]
        known += self._planned.get((student, exercise), [])
        known.sort(key=lambda each: each[0] or BEGINNING)
        key = key_of(files)
        if _is_known(known, received, key, stated=stated):
            return "known"
        latest = known[-1][0] or BEGINNING if known else None
        state: State = "new" if latest is None else "newer" if (received or BEGINNING) >= latest else "earlier"
        if self._dry:
            self._planned.setdefault((student, exercise), []).append((received, key))
            return state
        try:
            self._write(Attempt(student, exercise, self.root, received, key), {**files, **(beside or {})}, about)
            self.settle(student, exercise)
        except OSError as error:
            raise refused(self.root / SUBMITTED / student / exercise, error) from None
        return state

    def tidy(self) -> None:
        """Remove what a run that was killed had not finished writing, and finish what it had."""
        if self._dry:
            return
        for folder in sorted((self.root / EARLIER).glob("*/*")):
            try:
                for partial in folder.glob(f"{_PARTIAL}*"):
                    shutil.rmtree(partial)
                self.settle(folder.parent.name, folder.name)
            except OSError as error:
                raise refused(folder, error) from None

    def settle(self, student: str, exercise: str) -> None:
        """Have the latest submission lie in `submitted/`, and all others in `attempts/`."""
        place = self.root / SUBMITTED / student / exercise
        found = attempts_of(self.root, student, exercise)
        if not found:
            return
        latest = max(
            found, key=lambda each: (each.received or BEGINNING, _collected(each.folder), each.folder == place)
        )
        if latest.folder == place:
            return
        for each in found:
            if each.folder == place:
                _rename(place, self._free(each))
        place.parent.mkdir(parents=True, exist_ok=True)
        _rename(latest.folder, place)

    def _write(self, attempt: Attempt, files: Mapping[str, bytes], about: Mapping[str, object]) -> None:
        """Write a submission as an earlier one, whole or not at all."""
        folder = self.root / EARLIER / attempt.student / attempt.exercise
        folder.mkdir(parents=True, exist_ok=True)
        hidden = folder / f"{_PARTIAL}{secrets.token_hex(8)}"
        hidden.mkdir()
        note = {**about, "collected": stamp(datetime.datetime.now(datetime.UTC))}
        contents = {**files, COLLECTED: json.dumps(note, ensure_ascii=False, indent=2).encode() + b"\n"}
        if attempt.received is not None:
            contents[TIMESTAMP] = stamp(attempt.received).encode()
        try:
            for name, content in contents.items():
                with (hidden / name).open("xb") as file:
                    file.write(content)
                    file.flush()
                    os.fsync(file.fileno())
        except BaseException:
            shutil.rmtree(hidden, ignore_errors=True)
            raise
        _rename(hidden, self._free(attempt))

    def _free(self, attempt: Attempt) -> Path:
        """Return a name for an earlier submission that no other has: its time, and the beginning of its key."""
        folder = self.root / EARLIER / attempt.student / attempt.exercise
        when = f"{attempt.received:%Y%m%d-%H%M%S}" if attempt.received else "undated"
        folder.mkdir(parents=True, exist_ok=True)
        name = folder / f"{when}-{attempt.key[:8]}"
        number = 2
        while os.path.lexists(name):
            name = folder / f"{when}-{attempt.key[:8]}-{number}"
            number += 1
        return name


def _is_known(
    known: list[tuple[datetime.datetime | None, str]], received: datetime.datetime | None, key: str, *, stated: bool
) -> bool:
    """Whether a submission is there already.

    The same content at the same time always is. A copied file has a new time: where nobody states another, what has
    the content of the latest is the latest; and where there is no time at all, the content alone tells.
    """
    if (received, key) in known:
        return True
    return not stated and bool(known) and known[-1][1] == key


def _collected(folder: Path) -> str:
    """Return when a submission was collected, as text that sorts by time."""
    try:
        found = json.loads((folder / COLLECTED).read_text("utf-8"))
        return str(found["collected"])
    except (OSError, ValueError, TypeError, KeyError):
        return ""


def _rename(source: Path, target: Path) -> None:
    """Rename a folder to where nothing is; nothing is ever replaced."""
    if os.path.lexists(target):
        raise FileExistsError(17, "is there already", str(target))
    source.rename(target)
