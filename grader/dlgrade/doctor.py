"""Say what is here: Python, libraries, device, isolation, course, key; and what to do about what is not."""

import platform
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np

import dlgrade
from dlgrade.answers import Shipped
from dlgrade.classroom import open_class
from dlgrade.course import Limits
from dlgrade.desk import find_desk
from dlgrade.errors import CheckFailure, DlgradeError
from dlgrade.keys import PRACTICE, read_key
from dlgrade.oracle import device_class, torch_version
from dlgrade.sandbox import Sandbox, obtain
from dlgrade.student import Conversation, from_sources

_CANARY = "import os, sys\n\ndef facts():\n    return len(os.environ), 'torch' in sys.modules\n"
_OLDEST = (3, 11)


@dataclass(frozen=True)
class Finding:
    """One fact: whether it is as it should be, and what to do if not."""

    name: str
    fact: str
    state: Literal["ok", "note", "problem"] = "ok"
    advice: str = ""


def examine(place: Path, course: Path | None = None, key: Path | None = None) -> list[Finding]:
    """Look at everything that grading needs."""
    return [
        Finding("dlgrade", dlgrade.__version__),
        _python(),
        Finding("NumPy", np.__version__),
        _torch(needed=not _kit(place, course)),
        _isolation(),
        _course(place, course),
        _key(key or _key_of_class(place)),
    ]


def _python() -> Finding:
    fact = f"{platform.python_version()} on {platform.system()} {platform.machine()} ({sys.executable})"
    if sys.version_info < _OLDEST:
        return Finding("Python", fact, "problem", f"install Python {_OLDEST[0]}.{_OLDEST[1]} or newer")
    return Finding("Python", fact)


def _kit(place: Path, named: Path | None) -> bool:
    """Whether the course here is a kit, whose answers are stored."""
    try:
        return find_desk(place, named).course.kit is not None
    except DlgradeError:
        return False


def _torch(*, needed: bool) -> Finding:
    version = torch_version()
    if not version and not needed:
        return Finding("PyTorch", "not installed, and not needed: the kit's answers are stored")
    if not version:
        return Finding(
            "PyTorch",
            "not installed",
            "note",
            "answers that are not stored cannot be computed: pip install 'torch>=2.6,<2.14'",
        )
    try:
        import importlib

        torch = importlib.import_module("torch")
    except (ImportError, OSError) as error:
        return Finding("PyTorch", f"{version}, which cannot be imported: {error}", "problem", "install it again")
    device = device_class("auto")
    if device == "cuda" and not torch.cuda.is_available():
        return Finding(
            "PyTorch",
            f"{version}; a CUDA device is there, and torch cannot use it",
            "note",
            "the CPU is used: check the driver",
        )
    name = torch.cuda.get_device_name() if device == "cuda" else "CPU"
    return Finding("PyTorch", f"{version}, reference on {name}")


def _isolation() -> Finding:
    """Start a real worker and ask it what it sees."""
    isolation = obtain()
    started = time.perf_counter()
    try:
        with Sandbox(isolation, Limits()) as sandbox:
            talk = Conversation(sandbox, from_sources("canary", _CANARY), "canary")
            talk.load()
            talk.close()
            level, walls, missing = sandbox.level, sandbox.walls, sandbox.findings
    except (DlgradeError, CheckFailure) as error:
        return Finding(
            "isolation",
            f"no worker answers: {error}",
            "problem",
            "nothing can be graded here; report this with the lines above",
        )
    took = time.perf_counter() - started
    fact = f"{level}: {', '.join(walls)}; started by {isolation.start} ({took:.2f} s for the first)"
    if level == "basic":
        advice = "basic is for your own code: it does not hold against an attack"
        return Finding("isolation", fact, "note", "; ".join([*missing, advice]))
    return Finding("isolation", fact, "ok" if not missing else "note", "; ".join(missing))


def _course(place: Path, named: Path | None) -> Finding:
    try:
        desk = find_desk(place, named)
    except DlgradeError as error:
        return Finding("course", "none found", "problem", str(error))
    try:
        count = len(desk.course.exercises)
        for exercise in desk.course.exercises if desk.course.kit is not None else []:
            Shipped(exercise.stored).insist()
    except DlgradeError as error:
        return Finding("course", str(desk.course.root), "problem", str(error))
    settings = desk.course.settings
    kit = "" if desk.course.kit is None else ", a kit with stored answers"
    where = f"at {desk.course.root}; work in {desk.root}"
    return Finding("course", f"{settings.name} {settings.version}{kit}, {count} exercises, {where}")


def _key_of_class(place: Path) -> Path | None:
    """Return the key that `dlgrade grade` would take here; None where no class is."""
    try:
        return open_class(place).key_file
    except DlgradeError:
        return None


def _key(path: Path | None) -> Finding:
    if path is None:
        return Finding("key", f"{PRACTICE.id}, for practice: its inputs are public")
    try:
        return Finding("key", f"{read_key(path).id}, official, from {path}")
    except DlgradeError as error:
        return Finding("key", str(path), "problem", str(error))
