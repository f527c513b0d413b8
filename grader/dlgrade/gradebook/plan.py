"""What must be written so that the gradebook holds what is wanted of the roster and of one exercise."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from dlgrade.gradebook.held import Held, HeldCheck
from dlgrade.gradebook.synced import Attention, Synced
from dlgrade.gradebook.wanted import Person, Wanted
from dlgrade.gradebook.writes import Writes

_SAME = 1e-9  # points; what a database rounds away is no change
_LONE = "handed in nothing, yet the gradebook has work of theirs, which stays: put it back into submitted/, or"


def same(one: float | None, other: float | None) -> bool:
    """Return whether two scores are the same for a gradebook."""
    return one == other or (one is not None and other is not None and abs(one - other) <= _SAME)


def plan_people(wanted: Sequence[Person], held: dict[str, Person], synced: Synced) -> Writes:
    """Return new students, and the names that the roster knows; what it does not know stays as it is."""
    writes = Writes()
    for person in wanted:
        known = held.get(person.id)
        changes = {}
        if known is None:
            writes.insert("student", **person.__dict__)
        else:
            changes = {
                name: value
                for name, value in person.__dict__.items()
                if value is not None and getattr(known, name) != value
            }
        if changes:
            writes.update("student", person.id, **changes)
        synced.students.add(created=known is None, changed=bool(changes))
    return writes


@dataclass
class Plan:
    """One exercise: the rows to write, and what they refer to."""

    wanted: Wanted
    held: Held
    synced: Synced
    writes: Writes = field(default_factory=Writes)
    assignment: str = ""
    notebook: str = ""
    checks: dict[str, HeldCheck] = field(default_factory=dict)

    def report(self, student: str, reason: str) -> None:
        """Say that a human should look at somebody's work."""
        self.synced.attention.append(Attention(self.wanted.exercise, student, reason))


def plan_exercise(wanted: Wanted, held: Held, course: str, synced: Synced) -> Plan:
    """Return the assignment, its notebook and checks; a due date that the course does not set stays as it is."""
    plan = Plan(wanted, held, synced)
    known, due = held.assignment is not None, wanted.due
    moved = known and due is not None and due != held.due
    if moved:
        plan.writes.update("assignment", str(held.assignment), duedate=due)
    plan.assignment = held.assignment or plan.writes.insert(
        "assignment", name=wanted.exercise, duedate=due, course_id=course
    )
    plan.notebook = held.notebook or plan.writes.insert(
        "notebook", name=wanted.notebook, assignment_id=plan.assignment, kernelspec="{}"
    )
    synced.assignments.add(created=not known, changed=moved or held.notebook is None)
    for name, worth in {**dict.fromkeys(held.checks, 0.0), **wanted.checks}.items():
        _plan_check(plan, name, worth)
    if wanted.waiting:
        plan.report("", f"{_listed(wanted.waiting)}: not graded yet: run `dlgrade grade {wanted.exercise}`")
    for student in wanted.missing:
        if student in held.works:
            plan.report(student, f"{_LONE} set it to 0 in formgrader")
    return plan


def _plan_check(plan: Plan, name: str, worth: float) -> None:
    """Add a check's grade cell and solution cell; one that vanished stays, since humans may have marked it."""
    known = plan.held.checks.get(name)
    changed = known is not None and (known.comments is None or not same(known.worth, worth))
    if known is None:
        cell = plan.writes.insert("base_cell", name=name, notebook_id=plan.notebook, type="GradeCell")
        plan.writes.insert("grade_cells", id=cell, max_score=worth, cell_type="code")
    else:
        cell = known.cell
        if not same(known.worth, worth):
            plan.writes.update("grade_cells", cell, max_score=worth)
    comments = plan.held.comment_cells.get(name)
    if comments is None:
        comments = plan.writes.insert("base_cell", name=name, notebook_id=plan.notebook, type="SolutionCell")
        plan.writes.insert("solution_cells", id=comments)
    plan.checks[name] = HeldCheck(cell, worth, comments)
    plan.synced.checks.add(created=known is None, changed=changed)


def _listed(students: Sequence[str], most: int = 5) -> str:
    rest = f" and {len(students) - most} more" if len(students) > most else ""
    return ", ".join(students[:most]) + rest
