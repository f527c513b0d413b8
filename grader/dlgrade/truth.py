"""What a submission is judged against: inputs, answers, named mistakes, and whom to blame for an error in a check.

A course computes all of it from its solutions and references; a kit has brought it along.
"""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from dlgrade.answers import Answers, Shipped
from dlgrade.course import Course, Exercise
from dlgrade.diagnose import Casebook, Code, Stored
from dlgrade.errors import REPAIR, CourseError, UsageError
from dlgrade.keys import CheckGenerator, Key, ReplayedGenerator, generator
from dlgrade.oracle import Device, Reference, StoredReference
from dlgrade.results import Digests
from dlgrade.sandbox import Sandbox
from dlgrade.student import Submission, from_sources


@dataclass(frozen=True)
class Truth:
    """What the checks of one exercise go by.

    inputs:   gives each check, by its id, the generator that it draws from
    solution: is asked whose fault an error inside a check is; where there is none, it is the submission's, since
              nothing is stored of a check that its solution does not pass
    lent:     what can be provided of earlier exercises, by module: file name and text
    """

    reference: Reference
    casebook: Casebook
    inputs: Callable[[str], CheckGenerator]
    solution: Submission | None = None
    lent: Mapping[str, tuple[str, str]] = field(default_factory=dict)


def of_course(
    course: Course,
    exercise: Exercise,
    sandbox: Sandbox,
    answers: Answers,
    *,
    key: Key,
    draw: int = 0,
    device: Device = "auto",
) -> Truth:
    """Return what a course's solutions and references say, computed where it is not stored."""
    siblings = siblings_of(course, exercise)
    return Truth(
        Reference(course.reference, exercise.topic, answers, device=device),
        Casebook(Code(sandbox, exercise, siblings, answers)),
        lambda check: generator(key, exercise.slug, check, draw),
        from_sources(exercise.topic, exercise.solution.read_text("utf-8"), siblings),
        {each.topic: siblings[each.topic] for each in course.exercises if each.slug < exercise.slug},
    )


def of_kit(exercise: Exercise, *, key: Key, draw: int = 0) -> Truth:
    """Return what a kit has stored; UsageError if it is asked for other inputs than those."""
    shipped = Shipped(exercise.stored)
    if (key.id, draw) != (shipped.index.key_id, shipped.index.draw):
        raise UsageError("a kit holds the inputs of practice alone: judge with a key where the course is")
    if shipped.index.exercise != exercise.slug:
        raise CourseError(f"{exercise.stored}: is of {shipped.index.exercise}: {REPAIR}")
    return Truth(
        StoredReference(shipped),
        Casebook(Stored(shipped)),
        lambda check: ReplayedGenerator(shipped.check(check).draws),
    )


def siblings_of(course: Course, exercise: Exercise) -> dict[str, tuple[str, str]]:
    """Return the solutions of the other exercises, for authors' modules that import them."""
    others = [other for other in course.exercises if other.slug != exercise.slug and other.solution.exists()]
    return {other.topic: (other.module, other.solution.read_text("utf-8")) for other in others}


def digests_of(course: Course, exercise: Exercise) -> Digests:
    """Return the digests that every result of an exercise will bear, the submission's left empty."""
    if course.kit is not None:
        return Digests(submission="", **Shipped(exercise.stored).index.digests)
    texts = [exercise.checks.read_text("utf-8"), exercise.probes, repr(course.settings.limits)]
    texts += [path.read_text("utf-8") for path in sorted(course.reference.glob("*.py"))]
    if course.settings.provided:
        earlier = [each.solution for each in course.exercises if each.slug < exercise.slug and each.solution.exists()]
        texts += ["provided", *(path.read_text("utf-8") for path in earlier)]
    hints = [path.read_text("utf-8") for path in [exercise.solution, *exercise.mistakes()]]
    return Digests(submission="", checks=_digest(texts), mistakes=_digest(hints))


def _digest(texts: Iterable[str]) -> str:
    digest = hashlib.sha256()
    for text in texts:
        digest.update(hashlib.sha256(text.encode()).digest())
    return digest.hexdigest()
