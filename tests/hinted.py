"""Small courses with hints, students' folders of them, and results that were found there."""

import datetime
from pathlib import Path

from enrolled import result

from dlgrade import author, desk
from dlgrade.course import Course, open_course
from dlgrade.results import CheckResult, Digests

LATER = datetime.datetime(2026, 10, 2, 8, 30, tzinfo=datetime.UTC)
_TASK = "\n\ndef {name}(x):\n    ### BEGIN SOLUTION\n    return x\n    ### END SOLUTION\n"
_LAYER = "\n\nclass Layer:\n    def backward(self, dout):\n        return dout\n"
TASKS = {"01_bends": ("relu", "softmax"), "02_layers": ("softmax", "pooling")}


def hinted_course(root: Path, *, hints: str = "private") -> Course:
    """Make a course of two exercises that both have a softmax; 02_layers has a class Layer, too."""
    (root / "solutions").mkdir(parents=True)
    (root / "solutions" / "course.toml").write_text(f'name = "H"\nversion = "1"\nengine = ">=0.1"\nhints = "{hints}"\n')
    for slug, tasks in TASKS.items():
        folder = root / "solutions" / slug
        folder.mkdir()
        text = f'"""{slug}."""\n' + "".join(_TASK.format(name=name) for name in tasks) + _LAYER * (slug > "02")
        (folder / f"{slug[3:]}.py").write_text(text)
        (folder / "README.md").write_text(f"# {slug}\n")
        tasks += ("Layer",) * (slug > "02")
        (folder / "hints.toml").write_text("\n".join(table(name) for name in tasks))
    return open_course(root)


def table(name: str, **changed: str) -> str:
    """Return a task's table of a hints.toml."""
    stages = {"idea": f"{name}: think", "formula": f"{name}: Σ x²", "line": f"{name}: `x = 1`"} | changed
    return f"[{name}]\n" + "".join(f"{stage} = '{text}'\n" for stage, text in stages.items() if text is not None)


def hinted_desk(root: Path, **about: str) -> desk.Desk:
    """Make a student's folder of such a course, the course beside it."""
    course = hinted_course(root / "course", **about)
    author.sync(course)
    desk.init(course, root / "mine")
    for exercise in course.exercises:
        (root / "mine" / exercise.slug).mkdir(exist_ok=True)
        (root / "mine" / exercise.slug / exercise.module).write_text("# mine\n")
    return desk.Desk(course, root / "mine")


def checked(mine: desk.Desk, slug: str, *found: CheckResult, **changed: object) -> None:
    """Have a check of this moment's work found something."""
    exercise = mine.course.exercise(slug)
    digests = Digests(submission=mine.submission(exercise).digest, checks="cd" * 32)
    assert mine.keep(result("me", slug, list(found), **({"digests": digests} | changed))) == ""
