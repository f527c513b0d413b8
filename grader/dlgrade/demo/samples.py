"""Who is in the demo's class, and what they handed in: right answers, typical mistakes, and some that misbehave."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from dlgrade.course import Exercise
from dlgrade.stubs import cut

SIZE = 30
_NAMES = [
    "ada",
    "boole",
    "curie",
    "darwin",
    "euler",
    "fermi",
    "gauss",
    "hilbert",
    "ito",
    "jacobi",
    "kepler",
    "lagrange",
    "meitner",
    "noether",
    "ohm",
    "pascal",
    "quetelet",
    "riemann",
    "somerville",
    "turing",
    "ulam",
    "volta",
    "weyl",
    "xu",
    "yau",
    "zeno",
    "abel",
    "bayes",
    "cauchy",
    "dirac",
    "erdos",
]
_COMMON = 10  # mistakes that the class makes
_MOST = 5  # mistakes of one student
_LATE = 8  # one student in so many

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

_STEALS = """

def {task}(*arguments, **keywords):
    import os

    found = [name for folder in ("/", os.path.expanduser("~")) for name in os.listdir(folder)]
    return open(found[0]).read()
"""

_LEAVES = """

def {task}(*arguments, **keywords):
    import os

    os._exit(0)
"""

_BROKEN = "\n\ndef {task}(x)\n    return x\n"


@dataclass(frozen=True)
class Sample:
    """One submission: who, what they did, and how many hours after it was due."""

    student: str
    story: str
    source: str
    hours_late: float = -20.0
    earlier: str = ""  # what they had handed in before


def samples(exercise: Exercise) -> list[Sample]:
    """Make submissions of an exercise's own solution, variants, mistakes and stub, and some that misbehave."""
    names = iter(_NAMES)
    made = [Sample(next(names), story, source) for story, source in _misbehaving(exercise)]
    rest = SIZE - len(made)
    for number, (story, source) in enumerate(_honest(exercise, rest)):
        late = 5.0 * number - 10.0 if number % _LATE == 3 else -20.0 - number
        before = cut(exercise.solution.read_text("utf-8"), exercise.solution) if number == 1 else ""
        made.append(Sample(next(names), story, source, late, before))
    return sorted(made, key=lambda sample: sample.student)


def absent() -> str:
    """Return who is on the roster and hands in nothing."""
    return _NAMES[SIZE]


def _honest(exercise: Exercise, count: int) -> Iterator[tuple[str, str]]:
    """Yield stories and sources: right ones, some with one common mistake or with several, and the stub."""
    solution = exercise.solution.read_text("utf-8")
    yield "the stub, untouched", cut(solution, exercise.solution)
    variants, mistakes = exercise.variants(), exercise.mistakes()
    for path in variants:
        yield "right, and written differently", f"{solution}\n\n{path.read_text('utf-8')}"
    common = mistakes[len(mistakes) // (2 * _COMMON) :: max(1, len(mistakes) // _COMMON)][:_COMMON]
    chance = random.Random(0)  # noqa: S311 - the same class every time
    for _ in range(count - 1 - len(variants)):
        many = min(int(chance.expovariate(0.5)), _MOST, len(common))
        made = sorted({common[min(int(chance.expovariate(0.4)), len(common) - 1)] for _ in range(many)})
        story = f"{'typical mistakes' if len(made) > 1 else 'a typical mistake'}: {', '.join(map(_words, made))}"
        yield story if made else "a right answer", "\n\n".join([solution, *(path.read_text("utf-8") for path in made)])


def _misbehaving(exercise: Exercise) -> Iterator[tuple[str, str]]:
    solution = exercise.solution.read_text("utf-8")
    first = exercise.tasks[0].name
    definitions = "\n".join(f"{task.name} = answer" for task in exercise.tasks)
    cheats = _CHEATS.format(definitions=definitions)
    yield "computes nothing, and tries to talk the checks into passing", cheats
    yield f"{first} never ends", solution + _NEVER_ENDS.format(task=first)
    yield f"{first} looks for other people's files", solution + _STEALS.format(task=first)
    yield f"{first} ends its process in the middle of a check", solution + _LEAVES.format(task=first)
    yield "a syntax error at the end", solution + _BROKEN.format(task=first)


def _words(path: Path) -> str:
    return path.stem.replace("_", " ")
