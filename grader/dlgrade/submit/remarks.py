"""What a student should know before their work is sent; some of it holds the work back until they say --anyway."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from dlgrade.classroom.policies import days_late, duration, late_by, share_lost
from dlgrade.classroom.slips import Slip, digest_of
from dlgrade.course import Settings
from dlgrade.desk import Desk
from dlgrade.errors import CheckFailure, SandboxError
from dlgrade.sandbox import Isolation, Sandbox
from dlgrade.stubs import uncut
from dlgrade.student import Conversation
from dlgrade.submit.packing import Pack, unsaved


@dataclass(frozen=True)
class Remark:
    """A sentence; `stops` if work is sent with it only on demand."""

    text: str
    stops: bool = False


def remarks(
    desk: Desk, pack: Pack, earlier: Sequence[Slip], now: datetime.datetime, isolation: Isolation
) -> list[Remark]:
    """Look at what is packed, from all sides."""
    found = [Remark(each) for each in pack.submission.notes]
    found += [Remark(each) for each in unsaved(desk.folder(pack.exercise), list(pack.files))]
    untouched = desk.untouched(pack.exercise)
    if untouched:
        found.append(Remark(f"{_name(pack)} is the stub as you got it: nothing is written yet", stops=True))
    elif left := uncut(pack.submission.sources[pack.exercise.topic][1]):
        found.append(Remark(f"{left} places in {_name(pack)} are not written yet: they earn nothing"))
    found += loading(desk, pack, isolation)
    if not untouched:
        found.append(_checked(desk, pack))
    found += [Remark(each) for each in (lateness(desk.course.settings, pack.exercise.slug, now),) if each]
    found += _again(desk.course.settings, pack, earlier)
    return found


def _name(pack: Pack) -> str:
    """Return the file that the work is in, a module or a notebook."""
    return pack.submission.sources[pack.exercise.topic][0]


def loading(desk: Desk, pack: Pack, isolation: Isolation) -> list[Remark]:
    """Load the module as a check does, behind the same wall; say why where it cannot be."""
    module = _name(pack)
    try:
        with Sandbox(isolation, desk.course.limits) as sandbox:
            conversation = Conversation(sandbox, pack.submission, pack.exercise.topic)
            try:
                conversation.load()
            finally:
                conversation.close()
    except CheckFailure as failure:
        return [Remark(f"{module} does not load, so that nothing in it would pass: {failure}", stops=True)]
    except SandboxError as error:
        return [Remark(f"whether {module} loads could not be tried here: {error}")]
    return []


def lateness(settings: Settings, exercise: str, now: datetime.datetime) -> str:
    """Return in a sentence how late something is, and what that takes; or when it is due. Empty if it never is."""
    due = settings.due_at(exercise)
    if due is None:
        return ""
    late = late_by(now, due, settings.late.grace_minutes)
    if not late:
        left = f"in {duration(due - now)}" if now <= due else "a moment ago, and the course's grace covers that"
        return f"in time: it is due {settings.told(due)}, {left}"
    policy = settings.late
    takes = {
        "none": "which takes no points here",
        "zero": "and late work gets no points here",
        "bank": f"which uses {days_late(late)} of your {policy.bank_days} late days; each day beyond them takes "
        f"{policy.rate:.0%} of the points",
    }.get(policy.penalty, f"which takes {share_lost(policy, late):.0%} of the points so far")
    return f"late by {duration(late)}, {takes}; if you have an extension, it is applied when the work is graded"


def _checked(desk: Desk, pack: Pack) -> Remark:
    """Say what the latest check found."""
    result, how = desk.progress(pack.exercise), f"`dlgrade check {pack.exercise.topic}`"
    if result is None:
        return Remark(f"you have never checked it: {how} shows what it earns")
    points = f"{result.points:g} of {result.max_points:g} points"
    if result.digests.submission != pack.submission.digest:
        return Remark(f"edited since your last check, which gave {points}: {how} shows what it earns now")
    if not result.points:
        return Remark(f"nothing passes yet: your last check gave {points}")
    return Remark(f"your last check gave {points}")


def _again(settings: Settings, pack: Pack, earlier: Sequence[Slip]) -> list[Remark]:
    if not earlier:
        return []
    latest = earlier[-1]
    same = "the very same files" if latest.digest == digest_of(pack.listed) else "it"
    times = "once" if len(earlier) == 1 else f"{len(earlier)} times, last"
    return [
        Remark(
            f"you have handed {same} in {times} at {latest.sent:%Y-%m-%d %H:%M} UTC: all are kept, and the "
            f"{settings.counts} one counts"
        )
    ]
