"""One student's work in one exercise: its grades and comments beside those that the gradebook holds.

A manual score, a manual comment and extra credit are a human's, and stay. nbgrader asks for a second look at every
manual score whenever it grades; here it is asked for only where dlgrade's score changed under one, so that what a human
has settled stays settled. Where lateness takes a share, it takes it of what the gradebook says, manual scores included.
"""

from collections.abc import Iterable, Mapping

from dlgrade.gradebook.comments import NEWER, plain
from dlgrade.gradebook.held import HeldGrade, HeldWork
from dlgrade.gradebook.plan import Plan, same
from dlgrade.gradebook.wanted import GONE, Mark, Work

_NAMED = 3  # checks that a sentence names; the rest are counted
_EXTENDED = "nbgrader has an extension that extensions.csv does not have, so that it does not count: add it there"


def plan_work(plan: Plan, student: str, work: Work) -> None:
    """Add a student's submission, or what has changed in it."""
    known = plan.held.works.get(student)
    submission, changed = _submission(plan, student, work, known)
    place = known.notebook if known else None
    grades = dict(plan.held.grades.get(place, {})) if place else {}
    texts = plan.held.comments.get(place, {}) if place else {}
    penalty = _penalty(work, grades)
    if place is None:
        place = plan.writes.insert(
            "submitted_notebook",
            assignment_id=submission,
            notebook_id=plan.notebook,
            flagged=False,
            late_submission_penalty=penalty,
        )
        changed |= known is not None
    for name, check in plan.checks.items():
        mark = work.marks.get(name, GONE)
        held_text = texts.get(str(check.comments))
        told = held_text is not None and held_text[1] == mark.comment
        grade = _grade(mark, grades.get(check.cell), same_comment=told)
        changed |= _write_grade(plan, place, check.cell, grades.get(check.cell), grade)
        changed |= not told
        if held_text is None:
            plan.writes.insert("comment", cell_id=check.comments, notebook_id=place, auto_comment=mark.comment)
        elif not told:
            plan.writes.update("comment", held_text[0], auto_comment=mark.comment)
        grades[check.cell] = grade
    if known and known.notebook and not same(known.penalty, penalty := _penalty(work, grades)):
        plan.writes.update("submitted_notebook", place, late_submission_penalty=penalty)
        changed = True
    plan.synced.submissions.add(created=known is None, changed=changed)
    _report(plan, student, work, {name: grades[check.cell] for name, check in plan.checks.items()})


def _submission(plan: Plan, student: str, work: Work, known: HeldWork | None) -> tuple[str, bool]:
    """Return the id of the submitted assignment, and whether it changed."""
    extension = work.extension or (known.extension if known else None)
    if known is None:
        return plan.writes.insert(
            "submitted_assignment",
            assignment_id=plan.assignment,
            student_id=student,
            timestamp=work.timestamp,
            extension=extension,
        ), False
    if known.extension and not work.extension:
        plan.report(student, _EXTENDED)
    if (known.timestamp, known.extension) == (work.timestamp, extension):
        return known.id, False
    plan.writes.update("submitted_assignment", known.id, timestamp=work.timestamp, extension=extension)
    return known.id, True


def _grade(mark: Mark, known: HeldGrade | None, *, same_comment: bool) -> HeldGrade:
    """Return a grade as it should be; whether a human has settled it already shows in what was there."""
    if known is None:
        return HeldGrade("", mark.auto, None, None, mark.needs)
    as_before = same(known.auto, mark.auto)
    if known.manual is not None:
        needs = known.needs or not as_before
    else:
        needs = mark.needs and (known.needs or not (as_before and same_comment))
    return HeldGrade(known.id, mark.auto, known.manual, known.extra, needs)


def _write_grade(plan: Plan, place: str, cell: str, known: HeldGrade | None, grade: HeldGrade) -> bool:
    values = {"auto_score": grade.auto, "needs_manual_grade": grade.needs}
    if known is None:
        plan.writes.insert("grade", cell_id=cell, notebook_id=place, **values)
        return True
    if same(known.auto, grade.auto) and known.needs == grade.needs:
        return False
    plan.writes.update("grade", known.id, **values)
    return True


def _penalty(work: Work, grades: Mapping[str, HeldGrade]) -> float:
    """Return what lateness takes, in points: of dlgrade's points, or of a human's where there are some."""
    if not any(grade.by_hand for grade in grades.values()):
        return work.standing.penalty
    return round(max(0.0, work.standing.lost * sum(grade.score for grade in grades.values())), 6)


def _report(plan: Plan, student: str, work: Work, grades: Mapping[str, HeldGrade]) -> None:
    """Say what a human should look at, and why."""
    failed: list[str] = []
    newer: list[str] = []
    dead: list[str] = []
    for name, grade in grades.items():
        plan.synced.by_hand += grade.manual is not None
        if grade.manual is not None and grade.needs:
            plan.report(
                student,
                f"{name}: a human gave {grade.manual:g} and dlgrade now gives {grade.auto:g}: the human's score stands "
                "until somebody confirms or clears it in formgrader",
            )
        elif grade.needs:
            (newer if work.marks.get(name, GONE).comment == plain(NEWER) else failed).append(name)
        if grade.by_hand and grade.score and not plan.checks[name].worth:
            dead.append(name)
    if failed:
        plan.report(student, f"{_named(failed)}: the grader failed: grade it again, or give points in formgrader")
    if newer:
        plan.report(student, f"{_named(newer)}: newer than the result: run `dlgrade grade {plan.wanted.exercise}`")
    if dead:
        plan.report(student, f"{_named(dead)}: a human gave points for what no longer counts: clear it in formgrader")


def _named(names: Iterable[str]) -> str:
    every = list(names)
    rest = f" and {len(every) - _NAMED} more" if len(every) > _NAMED else ""
    return ", ".join(every[:_NAMED]) + rest
