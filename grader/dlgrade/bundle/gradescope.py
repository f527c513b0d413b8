"""Gradescope's autograder: setup.sh builds the image once, run_autograder grades a submission in it."""

import json
from pathlib import Path

from dlgrade.bundle.contents import Packed
from dlgrade.course import Course, Exercise
from dlgrade.exports.gradescope import not_judged

NOT_JUDGED = "not_judged.json"  # what students see if nothing else is written
_HERE = Path(__file__).parent


def added(_course: Course, _exercise: Exercise, packed: Packed) -> Packed:
    """Add what Gradescope starts."""
    packed.files[NOT_JUDGED] = json.dumps(not_judged(), indent=2).encode() + b"\n"
    for name, script in (("setup.sh", "gradescope_setup.sh"), ("run_autograder", "gradescope_run.sh")):
        packed.files[name] = (_HERE / script).read_bytes()
        packed.started.add(name)
    return packed
