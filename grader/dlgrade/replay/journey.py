"""Grade one task of one submission again, with the key it was graded with, and tell whether it went the same way."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dlgrade.batch import Wish, settings_of
from dlgrade.classroom import Attempt, Classroom, attempts_of
from dlgrade.classroom.attempts import students_in
from dlgrade.classroom.policies import Tried, standings_of
from dlgrade.course import nearest
from dlgrade.errors import UsageError
from dlgrade.grade import checks_of, grade_each
from dlgrade.results import CheckResult, Result
from dlgrade.student import Said, spoken

if TYPE_CHECKING:
    from dlgrade.diagnose import Evidence


@dataclass(frozen=True)
class Replay:
    """One check again: `graded` is what the record says, None if there is no record."""

    attempt: Attempt
    check: CheckResult
    graded: CheckResult | None
    said: list[Said]
    problem: str = ""
    differences: tuple[str, ...] = ()


def replay(classroom: Classroom, student: str, exercise: str, check: str, wish: Wish) -> Replay:
    """Ask a student's submission again what a check asked it; UsageError if there is no such thing.

    The key must be the one it was graded with, or other inputs would be drawn: UsageError otherwise.
    """
    found = classroom.course.exercise(exercise)
    attempt = _attempt(classroom, found.slug, student)
    infos = {info.id: info for info in checks_of(found)}
    if check not in infos:
        raise UsageError(f"{found.slug} has no check {check!r}{nearest(check, list(infos))}")
    before = classroom.records.result(attempt)
    draw = before.draw if before else wish.draw
    settings = settings_of(classroom, Wish(wish.key_file, False, draw, wish.device, wish.isolation), unveiled=True)
    if before is not None and before.key_id != settings.key.id:
        this = settings.key.id
        raise UsageError(f"{student} was graded with the key {before.key_id}, and this is {this}: name it with --key")
    submission = classroom.submission(attempt)
    results: list[Result] = []
    evidence: list[Evidence] = []
    grade_each(
        classroom.course,
        found,
        [submission],
        settings,
        results.append,
        on_graded=lambda graded: evidence.extend(each for each in graded.evidence if each.check == check),
    )
    now = next(each for each in results[0].checks if each.id == check)
    graded = next((each for each in before.checks if each.id == check), None) if before else None
    return Replay(
        attempt,
        now,
        graded,
        spoken(evidence[0].exchanges) if evidence else [],
        results[0].problem,
        _differences(graded, now, same_work=before is None or before.digests.submission == submission.digest),
    )


def _attempt(classroom: Classroom, exercise: str, student: str) -> Attempt:
    """Return the submission that counts."""
    known = students_in(classroom.root, [exercise])
    if student not in known:
        raise UsageError(f"{student!r} handed in nothing for {exercise}{nearest(student, known)}")
    tried = {
        slug: [Tried(each, classroom.records.result(each)) for each in attempts_of(classroom.root, student, slug)]
        for slug in {*classroom.exercises(), exercise}
    }
    mine = standings_of(student, tried, dict.fromkeys(tried, 0.0), classroom.policy, classroom.extensions)
    attempt = next(each.attempt for each in mine if each.exercise == exercise)
    assert attempt is not None
    return attempt


def _differences(graded: CheckResult | None, now: CheckResult, *, same_work: bool) -> tuple[str, ...]:
    """Say what is not as it was graded; empty if all is the same, bit for bit."""
    if graded is None:
        return ()
    found = []
    if graded.inputs != now.inputs:
        found.append("the inputs differ from the graded ones: the check, or what it builds on, has changed since")
    if graded.outputs != now.outputs:
        found.append("the answers differ from the graded ones" + _why(graded, now, same_work=same_work))
    if (graded.outcome, graded.points) != (now.outcome, now.points):
        found.append(f"the verdict differs: {graded.outcome} then, {now.outcome} now")
    return tuple(found)


def _why(graded: CheckResult, now: CheckResult, *, same_work: bool) -> str:
    if not same_work:
        return ": what the submission imports from the student's other exercises has changed since"
    return "" if graded.inputs != now.inputs else ", to the same inputs: the submission does not always say the same"
