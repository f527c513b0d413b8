"""Handing in: look at the work, send it, keep a receipt; and later, see what became of it."""

import datetime
from dataclasses import dataclass, field
from pathlib import Path

from dlgrade.classroom import student_id
from dlgrade.classroom.hint_use import HINT_USE, HintUse, encoded_use
from dlgrade.classroom.slips import Listed, Slip, digest_of
from dlgrade.course import Exercise
from dlgrade.desk import Desk
from dlgrade.errors import SubmissionError, UsageError
from dlgrade.hints import used
from dlgrade.sandbox import Isolation, obtain
from dlgrade.submit.destinations import Destination, cautions, deliver, destination
from dlgrade.submit.memory import Remembered, keep_receipt, receipts, remember, remembered
from dlgrade.submit.packing import Pack, pack
from dlgrade.submit.remarks import Remark, remarks


@dataclass(frozen=True)
class Plan:
    """What would be sent, where to and as whom, and what its author should know first."""

    desk: Desk
    student: str
    where: Destination
    pack: Pack
    remarks: list[Remark]
    hints: HintUse = field(default_factory=HintUse)  # which were taken, where the course has that reported

    @property
    def beside(self) -> dict[str, bytes]:
        """What travels with the work and is no part of it: its digests are the same without."""
        return {HINT_USE: encoded_use(self.hints)} if self.hints.uses else {}


@dataclass(frozen=True)
class Sent:
    """What was sent; `place` is the file or folder that was written, `receipt` the file that proves it."""

    slip: Slip
    place: Path
    receipt: Path
    notes: list[str] = field(default_factory=list)

    @property
    def files(self) -> list[Listed]:
        """The files, with sizes and digests."""
        return self.slip.files


def chosen(desk: Desk, place: Path, name: str | None) -> Exercise:
    """Return the exercise that is named, or stood in; UsageError if neither says which."""
    exercise = desk.course.exercise(name) if name is not None else desk.here(place)
    if exercise is None:
        raise UsageError(
            "say which exercise to hand in, such as `dlgrade submit 02_activations`, or stand in its folder"
        )
    return exercise


def prepare(
    desk: Desk,
    exercise: Exercise,
    *,
    place: Path,
    to: str | None = None,
    student: str | None = None,
    isolation: Isolation | None = None,
    now: datetime.datetime | None = None,
) -> Plan:
    """Find out where and as whom to hand in, and look at the work; UsageError or SubmissionError if it cannot be."""
    known = remembered(desk.root)
    where_to, who = to or known.to, student or known.student
    if not where_to:
        raise UsageError(
            "say once where to hand in, and it is remembered: --to FOLDER, which your instructor names, "
            "or --to FILE.zip, to upload by hand"
        )
    if not who:
        raise UsageError("say once who you are, and it is remembered: --student ID, as your instructor's list has it")
    who = student_id(who)
    where = destination(where_to, place)
    packed = pack(desk, exercise)
    moment = now or datetime.datetime.now(datetime.UTC)
    found = remarks(desk, packed, receipts(desk.root, exercise.slug), moment, isolation or obtain())
    found += [Remark(each) for each in cautions(where, who)]
    hints = HintUse()
    if desk.course.settings.hints == "reported":
        hints, notes = used(desk, exercise)
        found += [Remark(each) for each in notes]
    return Plan(desk, who, where, packed, found, hints)


def send(plan: Plan, *, anyway: bool = False, now: datetime.datetime | None = None) -> Sent:
    """Send what is packed and keep a receipt; SubmissionError if something in it should be mended first."""
    forgotten = remember(plan.desk.root, Remembered(str(plan.where.path), plan.student))
    stops = [remark.text for remark in plan.remarks if remark.stops]
    if stops and not anyway:
        reasons = "; ".join(each.partition("\n")[0] for each in stops)
        raise SubmissionError(f"not handed in: {reasons}; mend it, or send it as it is with --anyway")
    settings, files = plan.desk.course.settings, plan.pack.listed
    slip = Slip(
        student=plan.student,
        exercise=plan.pack.exercise.slug,
        sent=now or datetime.datetime.now(datetime.UTC),
        files=files,
        digest=digest_of(files),
        course=settings.name,
        version=settings.version,
    )
    place = deliver(plan.where, slip, plan.pack.files, plan.beside)
    slip = Slip(**{name: getattr(slip, name) for name in slip.__struct_fields__} | {"to": str(place)})
    receipt, refused = keep_receipt(plan.desk.root, slip)
    return Sent(slip, place, receipt, [each for each in (refused, forgotten) if each])
