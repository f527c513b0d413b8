"""Grade sample submissions and show what each student sees: the main job, on real input, in one command."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import msgspec

from dlgrade.course import Course, Exercise
from dlgrade.grade import Settings, grade, siblings_of
from dlgrade.results import Result
from dlgrade.stubs import cut
from dlgrade.student import from_sources

_PREFERRED = "02_activations"
_MISTAKES = 3
_CALL_SECONDS = 1.0  # the sample that never ends should not keep anybody waiting

_NEVER_ENDS = """

def {task}(*arguments, **keywords):
    while True:
        pass
"""

_CHEATS = '''
import builtins
import sys

import numpy as np


class Right(np.ndarray):
    """Claims to be equal to anything, close to anything, and of any shape."""

    def __eq__(self, other):
        return np.ones(self.shape, bool)

    __le__ = __lt__ = __ge__ = __gt__ = __eq__


def answer(*arguments, **keywords):
    return np.zeros(np.shape(arguments[0])).view(Right)


np.allclose = np.array_equal = lambda *arguments, **keywords: True
np.testing.assert_allclose = lambda *arguments, **keywords: None
for module in list(sys.modules.values()):
    if hasattr(module, "assert_matches"):
        module.assert_matches = lambda *arguments, **keywords: None
builtins.AssertionError = type("AssertionError", (Exception,), {{}})
{definitions}
'''


@dataclass(frozen=True)
class Sample:
    """One sample submission: who, and what they did."""

    student: str
    story: str
    source: str


def samples(exercise: Exercise) -> list[Sample]:
    """Make submissions of an exercise's own solution, variants, mistakes and stub, and two that misbehave."""
    solution = exercise.solution.read_text("utf-8")
    made = [Sample("ada", "a right answer", solution)]
    made += [
        Sample("boole", "right, and written differently", solution + "\n\n" + path.read_text("utf-8"))
        for path in exercise.variants()[:1]
    ]
    mistakes = exercise.mistakes()
    names = ("curie", "darwin", "euler")
    for name, path in zip(
        names, mistakes[len(mistakes) // (2 * _MISTAKES) :: max(1, len(mistakes) // _MISTAKES)], strict=False
    ):
        story = "a typical mistake: " + path.stem.replace("_", " ")
        made.append(Sample(name, story, solution + "\n\n" + path.read_text("utf-8")))
    first = exercise.tasks[0].name
    cheats = "\n".join(f"{task.name} = answer" for task in exercise.tasks)
    return [
        *made,
        Sample("fermi", "the stub, untouched", cut(solution, exercise.solution)),
        Sample("gauss", f"{first} never ends", solution + _NEVER_ENDS.format(task=first)),
        Sample(
            "hilbert", "computes nothing, and tries to talk the checks into passing", _CHEATS.format(definitions=cheats)
        ),
    ]


def run(
    course: Course, settings: Settings, *, on_result: Callable[[Sample, Result], None]
) -> list[tuple[Sample, Result]]:
    """Grade the samples, calling on_result for each as it is ready."""
    exercise = next((each for each in course.exercises if each.slug == _PREFERRED), course.exercises[0])
    limits = msgspec.structs.replace(course.settings.limits, call_seconds=_CALL_SECONDS)
    brisk = replace(course, settings=msgspec.structs.replace(course.settings, limits=limits))
    siblings = siblings_of(course, exercise)
    made = {sample.student: sample for sample in samples(exercise)}
    submissions = [
        from_sources(exercise.topic, sample.source, siblings, name=sample.student) for sample in made.values()
    ]
    found = grade(
        brisk, exercise, submissions, settings, on_result=lambda result: on_result(made[result.student], result)
    )
    return [(made[result.student], result) for result in found]
