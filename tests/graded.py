"""Small classes that tests grade for real: submissions of every kind, and one key, so that answers are stored once."""

from functools import cache

from classroom import answers
from commands import TINY, tiny_course
from enrolled import hand_in

from dlgrade.batch import Wish, grade_class, here
from dlgrade.classroom import new_class, standings
from dlgrade.keys import new_key

WORKS = {
    "right": "import numpy as np\ndef double(x):\n    return 2.0 * np.asarray(x, dtype=float)\n",
    "wrong": "import numpy as np\ndef double(x):\n    return 3.0 * np.asarray(x, dtype=float)\n",
    "stub": "def double(x):\n    raise NotImplementedError\n",
    "broken": "def double(x)\n",
    "ends": "import os\ndef double(x):\n    os._exit(0)\n",
    "not python": "\0\0\0",
}

DIES = """
import os, sys
from multiprocessing.connection import Connection
from dlgrade.batch import grader
judge = grader.read_submission
def read(content):
    submission = judge(content)
    if submission.student.endswith("wrong"):
        WAY
    return submission
grader.read_submission = read
grader.main(Connection(int(sys.argv[1])))
"""  # a grading process that does not survive whose name ends in "wrong"; WAY says how it goes


class Watch:
    """A watcher that remembers, and can end a run on its way."""

    def __init__(self, after=None, raises=KeyboardInterrupt):
        self.plans, self.proved, self.results, self._after, self._raises = [], [], [], after, raises

    def planned(self, plans):
        """Remember."""
        self.plans = plans

    def proving(self, exercise):
        """Remember."""
        self.proved.append(exercise)

    def graded(self, result):
        """Remember, and end the run at the moment that was asked for."""
        self.results.append(result)
        if len(self.results) == self._after:
            raise self._raises


@cache
def shared_key():
    """Return a key that all classes of this run share, so that the reference is computed once."""
    path = answers() / "class.key"
    new_key(path)
    return path


def a_class(root, count=12):
    """Make a class of many small submissions of every kind."""
    course = tiny_course(root / "course")
    classroom = new_class(root / "class", course, key=shared_key())
    for number in range(count):
        name, text = list(WORKS.items())[number % len(WORKS)]
        hand_in(classroom, f"s{number:03d}_{name.replace(' ', '_')}", TINY, text)
    return classroom


def run(classroom, watch=None, jobs=2, **wish):
    """Grade the class here."""
    return grade_class(classroom, classroom.exercises(), Wish(**wish), watch or Watch(), here(jobs))


def verdicts(classroom):
    """What everybody got."""
    return {
        each.student: (each.state, each.score, each.result and each.result.verdicts()) for each in standings(classroom)
    }
