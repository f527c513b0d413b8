"""From what somebody asks for to a run that is done: one function, which the command calls."""

import contextlib
import datetime
import platform
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec
import numpy as np

import dlgrade
from dlgrade.answers import Answers
from dlgrade.course import Course
from dlgrade.errors import TrainingError, UsageError
from dlgrade.oracle import INSTALL, Device, Reference, torch_version
from dlgrade.sandbox import Sandbox
from dlgrade.student import Submission, read_submission
from dlgrade.train import data as sets
from dlgrade.train import page
from dlgrade.train.ending import Ending
from dlgrade.train.journey import Journey, Watcher
from dlgrade.train.network import MODULE, NEEDED, Network
from dlgrade.train.record import Folder, Plan, Run
from dlgrade.train.rival import Rival

_NAMED_DATA = ("digits", "mnist")
_MANY = 10_000  # images from which on larger batches and fewer epochs are the default
_FEW_EPOCHS, _MANY_EPOCHS = 3, 10
_LARGE_BATCH, _SMALL_BATCH = 128, 32


@dataclass(frozen=True)
class Wish:
    """What was asked for; None where nothing was said."""

    out: Path
    data: str | None = None
    images: int | None = None
    epochs: int | None = None
    batch_size: int | None = None
    optimizer: str | None = None
    lr: float | None = None
    seed: int | None = None
    float32: bool | None = None
    compare: bool | None = None
    resume: bool = False
    anyway: bool = False
    device: Device = "auto"
    report: Path | None = None


def with_needed(submission: Submission, others: dict[str, Path]) -> Submission:
    """Add the modules that training uses, whether the student's network imports them or not.

    others: where each exercise's module lies
    """
    sources = dict(submission.sources)
    for name in NEEDED:
        path = others.get(name)
        if not submission.problem and name not in sources and path is not None and path.is_file():
            more = read_submission(path.parent, name, siblings=others)
            sources |= {key: value for key, value in more.sources.items() if key not in sources and key in others}
    return Submission(submission.folder, sources, submission.student, submission.problem, submission.notes)


def train(wish: Wish, submission: Submission, course: Course, sandbox: Sandbox, watcher: Watcher) -> Ending:
    """Train, or go on training, and write the page if it is wished for."""
    if wish.report is not None:
        page.check(wish.report)
    folder, place = Folder(wish.out), Path.cwd()
    name = wish.data if wish.data is None or wish.data in _NAMED_DATA else str((place / wish.data).resolve())
    if wish.resume:
        run = folder.read_run()
        whole = sets.load(name or run.plan.data, place)
        data = whole.first(run.plan.images)
        said = {each: getattr(wish, each) for each in Plan.__struct_fields__ if each != "data"}
        _agree(run, {**said, "data": name}, data, wish.out)
        state = folder.read_state()
        if run.submission != submission.digest:
            watcher.note("your code has changed since this run began: what follows is trained by the new one")
    else:
        folder.begin()
        data = sets.load(name or "digits", place).first(wish.images)
        run, state = _begin(_plan(wish, name or "digits", data), data, submission, sandbox.level), None
    if run.plan.compare and course.kit is not None:
        raise UsageError(
            "--compare needs the course's PyTorch reference, which a kit does not hold: leave --compare out"
        )
    if run.plan.compare and not torch_version():
        raise UsageError(
            f"--compare trains PyTorch's network beside yours, and PyTorch is not installed: {INSTALL}, or leave "
            "--compare out"
        )
    if data.note:
        watcher.note(f"{data.name}: {data.note}")
    network = _open_network(sandbox, submission, run.plan, data)
    with contextlib.closing(network):
        going = Journey(run, data, network, folder, watcher)
        if run.plan.compare:
            reference = Reference(course.reference, MODULE, Answers(wish.out), device=wish.device)
            going.rival = Rival(reference, run.plan, data, network.weights())
            run.reference_device = going.rival.device
        if state is not None:
            going.resume(state)
        if not going.done:
            going.time_first_step(anyway=wish.anyway)
        ending = going.go()
        if wish.report is not None and not ending.interrupted:
            page.write(wish.report, run, data, network, folder.read_best(), watcher.testing)
    return ending


def _plan(wish: Wish, name: str, data: sets.Dataset) -> Plan:
    many = len(data.train) >= _MANY
    return Plan(
        data=name,
        images=wish.images,
        epochs=wish.epochs or (_FEW_EPOCHS if many else _MANY_EPOCHS),
        batch_size=wish.batch_size or (_LARGE_BATCH if many else _SMALL_BATCH),
        optimizer=wish.optimizer or "Adadelta",
        lr=wish.lr,
        seed=wish.seed or 0,
        float32=bool(wish.float32),
        compare=bool(wish.compare),
    )


def _begin(plan: Plan, data: sets.Dataset, submission: Submission, isolation: str) -> Run:
    """Return a run in which nothing has happened yet."""
    return Run(
        plan=plan,
        data_digest=data.digest,
        train_images=len(data.train),
        test_images=len(data.test),
        submission=submission.digest,
        versions={
            "dlgrade": dlgrade.__version__,
            "python": platform.python_version(),
            "numpy": np.__version__,
            **({"torch": torch_version()} if plan.compare else {}),
        },
        started=datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
        isolation=isolation,
    )


def _agree(run: Run, wanted: dict[str, Any], data: sets.Dataset, place: Path) -> None:
    """Insist that what was asked for is what the run began with; epochs may be added, and PyTorch may join."""
    for name, value in wanted.items():
        had = getattr(run.plan, name)
        if value is not None and value != had and name not in ("epochs", "compare"):
            option = "--" + name.replace("_", "-")
            raise UsageError(
                f"{place}: this run was begun with {option} {had}, not {value}: leave {option} out to go on with it, "
                "or begin another run with --out"
            )
    if run.data_digest != data.digest:
        raise UsageError(f"{place}: this run was begun on other data than --data {run.plan.data} holds now")
    epochs = wanted.get("epochs") or run.plan.epochs
    if epochs < len(run.epochs):
        raise UsageError(f"{place}: this run has {len(run.epochs)} epochs already: ask for more with --epochs, or none")
    run.plan = msgspec.structs.replace(run.plan, epochs=epochs, compare=run.plan.compare or bool(wanted.get("compare")))


def _open_network(sandbox: Sandbox, submission: Submission, plan: Plan, data: sets.Dataset) -> Network:
    """Build the student's network over there and send the data."""
    if submission.problem:
        raise TrainingError(submission.problem)
    settings = {name: getattr(plan, name) for name in ("batch_size", "optimizer", "lr", "seed", "float32")}
    return Network(sandbox, submission, settings, data)
