"""The class page's part on work: late, missing or not graded, the grader's own faults, and time."""

import statistics
from collections.abc import Iterator
from typing import Any

from dlgrade.report.tally import Exercise
from dlgrade.report.view import View, percent
from dlgrade.report.words import count, cut, duration

_SLOWEST = 10  # submissions
_CHECKS_TOLD = 12  # of those in which the grader failed
_TEXT_LIMIT = 200  # characters


def content(view: View) -> dict[str, Any]:
    """Return what the template says of work, faults and time."""
    every = [(seconds, each.slug, student) for each in view.exercises for student, seconds in each.seconds.items()]
    slowest = sorted(every, reverse=True)[:_SLOWEST]
    return {
        "work": [_work(view, each) for each in view.exercises],
        "faults": [fault for each in view.exercises for fault in _faults(view, each)],
        "timing": [_timing(each) for each in view.exercises if each.seconds],
        "total_time": duration(sum(seconds for seconds, _, _ in every)),
        "slowest": [(view.people.link(student), slug, duration(seconds)) for seconds, slug, student in slowest],
        "timeouts": [
            (each.slug, cut(task, _TEXT_LIMIT), len(students), view.people.told(students))
            for each in view.exercises
            for task, students in sorted(each.timeouts.items(), key=lambda pair: -len(pair[1]))
        ],
    }


def _work(view: View, exercise: Exercise) -> dict[str, Any]:
    cells = view.cells(exercise.slug)
    late = sorted(((cell.late, student, cell) for student, cell in cells if cell.late), reverse=True)
    missing = [student for student, cell in cells if cell.state == "missing"]
    ungraded = [student for student, cell in cells if cell.state == "not graded"]
    return {
        "exercise": exercise.slug,
        "students": len(cells),
        "graded": exercise.graded,
        "undue": sum(cell.state == "not due" for _, cell in cells),
        "late": [
            (view.people.link(student), _days(late_by.total_seconds()), _lost(cell.penalty, cell.score))
            for late_by, student, cell in late
        ],
        "missing": (len(missing), view.people.told(missing)),
        "ungraded": (len(ungraded), view.people.told(ungraded)),
    }


def _days(seconds: float) -> str:
    hours = seconds / 3600
    return f"{hours / 24:.1f} days" if hours >= 48 else f"{hours:.1f} h" if hours >= 1 else f"{seconds / 60:.0f} min"


def _lost(penalty: float, score: float) -> str:
    return f"{percent(penalty / (penalty + score))} taken off" if penalty else "nothing taken off"


def _faults(view: View, exercise: Exercise) -> Iterator[dict[str, Any]]:
    for text, students in sorted(exercise.faults.items(), key=lambda pair: -len(pair[1])):
        yield {"exercise": exercise.slug, "what": text, "count": len(students), "who": view.people.told(students)}
    if exercise.faulty:
        names = [cut(each, _TEXT_LIMIT) for each in exercise.faulty]
        more = f" and {count(len(names) - _CHECKS_TOLD, 'more check')}" if len(names) > _CHECKS_TOLD else ""
        students = sorted({each for found in exercise.faulty.values() for each in found})
        yield {
            "exercise": exercise.slug,
            "what": f"without a verdict: {', '.join(names[:_CHECKS_TOLD])}{more}",
            "count": len(students),
            "who": view.people.told(students),
        }


def _timing(exercise: Exercise) -> dict[str, Any]:
    seconds = list(exercise.seconds.values())
    return {
        "exercise": exercise.slug,
        "results": f"{len(seconds):,}",
        "median": duration(statistics.median(seconds)),
        "longest": duration(max(seconds)),
        "total": duration(sum(seconds)),
    }
