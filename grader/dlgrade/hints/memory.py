"""Which hints a student has seen, in `.dlgrade/hints.json` of their folder: theirs alone, unless the course reports it.

A folder that refuses costs a sentence and never the hint.
"""

import datetime
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from dlgrade.classroom.hint_use import HintUse, Use
from dlgrade.classroom.records import whole
from dlgrade.course import Exercise
from dlgrade.desk import Desk

RECORDS = ".dlgrade"
_NAME = "hints.json"


class Told(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A mistake's hint that was shown, which takes no stage."""

    task: str
    mistake: str


class Kept(msgspec.Struct, forbid_unknown_fields=True):
    """What a folder remembers, by exercise."""

    uses: dict[str, list[Use]] = {}
    told: dict[str, list[Told]] = {}


@dataclass
class Memory:
    """What was seen so far, and a sentence for each thing that went wrong with the file."""

    path: Path
    kept: Kept
    notes: list[str] = field(default_factory=list)
    lost: bool = False  # whether nothing can be kept: what can be neither read nor put aside is not written over

    def stage(self, exercise: Exercise, task: str) -> int:
        """Return the furthest stage that was seen, 0 for none."""
        return max((use.stage for use in self.kept.uses.get(exercise.slug, []) if use.task == task), default=0)

    def take(self, exercise: Exercise, task: str, stage: int, now: datetime.datetime) -> None:
        """Remember that a stage was taken."""
        self.kept.uses.setdefault(exercise.slug, []).append(Use(task, stage, now.astimezone(datetime.UTC)))
        self._write()

    def tell(self, exercise: Exercise, task: str, mistake: str) -> bool:
        """Remember that a mistake's hint was shown; whether it was not before, and that could be kept."""
        told, what = self.kept.told.setdefault(exercise.slug, []), Told(task, mistake)
        if what in told:
            return False
        told.append(what)
        return self._write()

    def _write(self) -> bool:
        if self.lost:
            return False
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            whole(self.path, msgspec.json.format(msgspec.json.encode(self.kept), indent=2) + b"\n", durable=False)
        except OSError as error:
            self.lost = True
            self.notes.append(f"which hints you see is not recorded: {self.path}: {error.strerror}")
        return not self.lost


def remembered(desk: Desk) -> Memory:
    """Return what a folder remembers; a file that is damaged is put aside, and said."""
    path = desk.root / RECORDS / _NAME
    try:
        return Memory(path, msgspec.json.decode(path.read_bytes(), type=Kept))
    except (FileNotFoundError, NotADirectoryError):
        return Memory(path, Kept())
    except (ValueError, RecursionError, IsADirectoryError):
        return _aside(path)
    except OSError as error:
        note = f"which hints you have seen is not known: {path}: {error.strerror}: this one is not recorded"
        return Memory(path, Kept(), [note], lost=True)


def used(desk: Desk, exercise: Exercise) -> tuple[HintUse, list[str]]:
    """Return the stages that were taken for an exercise, each once, and what there is to say of the file."""
    memory = remembered(desk)
    found = HintUse(memory.kept.uses.get(exercise.slug, []))
    return found.first([task.name for task in exercise.tasks]), memory.notes


def _aside(path: Path) -> Memory:
    """Put a damaged file where it can be looked at; nothing that was put aside before is replaced."""
    number, place = 1, path.with_suffix(".damaged.json")
    while place.exists():
        number += 1
        place = path.with_suffix(f".damaged-{number}.json")
    try:
        path.replace(place)
    except OSError as error:
        note = f"{path}: cannot be understood, nor put aside ({error.strerror}): this hint is not recorded"
        return Memory(path, Kept(), [note], lost=True)
    note = f"{path}: cannot be understood: it is now {place.name}, and hints begin with the first again"
    return Memory(path, Kept(), [note])
