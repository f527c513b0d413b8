"""Classes for tests: folders with invented submissions and results, so that nothing has to be graded."""

import datetime
from pathlib import Path

import numpy as np

from dlgrade.classroom import Classroom, new_class, open_class, stamp
from dlgrade.course import Course
from dlgrade.results import CheckResult, Digests, Result

TASKS = ("sigmoid", "softmax", "conv2d", "adam_step")
CHECKS_EACH = 3
MISTAKES = {
    "no_max_shift": "Subtract the largest logit first: exp overflows beyond 709.",
    "without_bias": "The bias is missing: add it to the product.",
    "axis_ignored": "The sum goes over all entries: sum along the axis that was named.",
}
_START = datetime.datetime(2026, 9, 14, 8, 0, tzinfo=datetime.UTC)


def checks(strength: float, rng: np.random.Generator) -> list[CheckResult]:
    """Draw the results of one submission's checks; strength is the chance that one passes."""
    found = []
    for place, task in enumerate(TASKS):
        for number in range(CHECKS_EACH):
            passed = rng.random() < strength - 0.1 * place
            mistake = "" if passed or rng.random() < 0.3 else str(rng.choice(list(MISTAKES)))
            found.append(
                CheckResult(
                    id=f"test_{task}_{number}",
                    task=task,
                    title=f"{task} holds what fact {number} says, <even> with {'&'}",
                    hidden=number == CHECKS_EACH - 1,
                    outcome="passed" if passed else "failed",
                    points=float(number + 1) if passed else 0.0,
                    max_points=float(number + 1),
                    message="" if passed else "y: expected 0.5 at [0, 1], got 0.25",
                    diagnosis="" if passed or mistake else "it is transposed",
                    mistake=mistake,
                    hint=MISTAKES.get(mistake, ""),
                    inputs="1f" * 32,
                    outputs=f"{rng.integers(5):064x}",
                    seconds=round(float(rng.gamma(2, 0.004)), 4),
                )
            )
    return found


def result(student: str, exercise: str, found: list[CheckResult], **changed: object) -> Result:
    """Return a result that is made of checks."""
    counted = [check for check in found if check.outcome != "error"]
    known: dict[str, object] = {
        "exercise": exercise,
        "student": student,
        "points": sum(check.points for check in counted),
        "max_points": sum(check.max_points for check in counted),
        "isolation": "strict",
        "key_id": "0123abcd",
        "draw": 0,
        "device": "cpu",
        "versions": {"dlgrade": "0.1.0", "course": "0.1.0", "python": "3.11.9", "numpy": "2.4.0", "torch": "2.13.0"},
        "digests": Digests(submission="ab" * 32, checks="cd" * 32),
        "started": "2026-10-01T10:00:00+00:00",
        "seconds": round(sum(check.seconds for check in found), 3),
        "checks": found,
    }
    return Result(**(known | changed))  # type: ignore[arg-type]


def invented(
    root: Path, course: Course, students: int = 30, exercises: tuple[str, ...] | None = None, *, seed: int = 0
) -> Classroom:
    """Make a class whose students handed in something for each exercise and got results for it.

    Every ninth student hands in nothing for the last exercise.
    """
    rng = np.random.default_rng(seed)
    new_class(root, course)
    slugs = exercises or tuple(exercise.slug for exercise in course.exercises)
    lines = ["id,first_name,last_name,email,lms_user_id"]
    classroom = open_class(root)
    for number in range(students):
        student = f"s{number:04d}"
        lines.append(f"{student},First{number},Last{number},{student}@example.edu,{9000 + number}")
        for place, slug in enumerate(slugs):
            if number % 9 == 8 and place == len(slugs) - 1:
                continue
            hand_in(
                classroom, student, slug, f"# {student}\n", _START + datetime.timedelta(days=7 * place, hours=number)
            )
    (root / "roster.csv").write_text("\n".join(lines) + "\n", "utf-8")
    classroom = open_class(root)
    for slug in slugs:
        for attempt in classroom.attempts(slug):
            strength = float(np.clip(rng.normal(0.8, 0.2), 0.05, 1.1))
            classroom.records.keep(attempt, result(attempt.student, slug, checks(strength, rng)))
    return classroom


def hand_in(
    classroom: Classroom, student: str, slug: str, text: str, moment: datetime.datetime = _START, *, earlier: str = ""
) -> Path:
    """Put a submission into the class's folder, as the one that counts, or as an earlier one under a name."""
    kind = ("attempts", student, slug, earlier) if earlier else ("submitted", student, slug)
    folder = classroom.root.joinpath(*kind)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / classroom.course.exercise(slug).module).write_text(text, "utf-8")
    (folder / "timestamp.txt").write_text(stamp(moment), "utf-8")
    return folder
