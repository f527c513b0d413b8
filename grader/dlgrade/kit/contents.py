"""The files of a kit, by name: what students edit, and beside it the course as far as they may see it."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec
import numpy as np

import dlgrade
from dlgrade.course import FACTS_NAME, FORMAT, HINTS_NAME, Course, Exercise, Facts, Withheld
from dlgrade.errors import CourseError
from dlgrade.grade import checks_of
from dlgrade.kit import visible

COURSE = "course"  # the folder in a kit that holds the course
MARK = "dlgrade.toml"
README = "README.md"
_CATALOGUES = "*.po"
_STUBS = "exercises"
_TEXTS = (".py", ".md", ".toml", ".po")  # of an exercise's folder, which are handed out otherwise or not at all


def files(
    course: Course, exercises: Sequence[Exercise], archives: Mapping[str, bytes], facts: Facts
) -> dict[str, bytes]:
    """Return every file of a kit.

    archives: the stored answers of each exercise
    """
    found: dict[str, bytes] = {
        README: _readme(course, exercises, facts).encode(),
        MARK: f'# where dlgrade finds the course: beside your exercises\ncourse = "{COURSE}"\n'.encode(),
        f"{COURSE}/checks/{FACTS_NAME}": msgspec.json.format(msgspec.json.encode(facts), indent=2) + b"\n",
    }
    for exercise in exercises:
        folder = f"{COURSE}/checks/{exercise.slug}"
        hidden = _hidden(exercise)
        shown = visible.checks(exercise.checks.read_text("utf-8"), exercise.checks, hidden)
        found[f"{folder}/{exercise.checks.name}"] = shown.encode()
        if exercise.probes and (probes := visible.probes(exercise.probes, shown)).strip():
            found[f"{folder}/probes.py"] = probes.encode()
        found[f"{folder}/{exercise.stored.name}"] = archives[exercise.slug]
        for path in _read_by(exercise, shown):
            found[f"{folder}/{path.name}"] = path.read_bytes()
        hints = exercise.folder / HINTS_NAME
        if hints.exists():
            found[f"{folder}/{HINTS_NAME}"] = hints.read_bytes()
        for path in sorted(exercise.folder.glob(_CATALOGUES)):
            found[f"{folder}/{path.name}"] = visible.translations(path.read_text("utf-8"), hidden).encode()
        for path in _handed_out(exercise):
            name = path.relative_to(exercise.stubs).as_posix()
            found[f"{exercise.slug}/{name}"] = found[f"{COURSE}/{_STUBS}/{exercise.slug}/{name}"] = path.read_bytes()
    return found


def facts_of(course: Course, withheld: Mapping[str, Withheld], torch: str) -> Facts:
    """Return what a kit says of itself; dropped checks are left out, since they may be hidden ones."""
    settings = msgspec.structs.replace(course.settings, dropped=[])
    return Facts(FORMAT, dlgrade.__version__, torch, np.__version__, settings, dict(withheld))


def name_of(course: Course) -> str:
    """Return a file name for a course's kit."""
    words = re.findall(r"[a-z0-9]+", course.settings.name.lower())
    return f"{'-'.join(words) or 'course'}-kit.zip"


def _hidden(exercise: Exercise) -> set[str]:
    """Return the names of the hidden checks; CourseError for one that is hidden in part only."""
    infos = checks_of(exercise)
    hidden = {info.name for info in infos if info.hidden}
    if both := sorted(hidden & {info.name for info in infos if not info.hidden}):
        raise CourseError(f"{exercise.checks}: {both[0]} is hidden for some of its parameters only: make it two checks")
    return hidden


def _read_by(exercise: Exercise, shown: str) -> list[Path]:
    """Return the data files beside a check file that it names."""
    files = [path for path in sorted(exercise.folder.iterdir()) if path.is_file() and path.suffix not in _TEXTS]
    return [path for path in files if path.name in shown]


def _handed_out(exercise: Exercise) -> list[Path]:
    """Return what `sync` has written for students; CourseError if there is no stub."""
    if not exercise.stub.exists():
        raise CourseError(f"{exercise.stub}: does not exist: run dlgrade sync first")
    return [
        path
        for path in sorted(exercise.stubs.rglob("*"))
        if path.is_file() and path.suffix != ".pyc" and not path.name.startswith(".")
    ]


def _readme(course: Course, exercises: Sequence[Exercise], facts: Facts) -> str:
    first = exercises[0]
    hidden = sum(each.checks for each in facts.exercises.values())
    later = (
        f"\n{hidden} more checks are hidden: they run when your work is graded, and judge the same facts on other\n"
        "inputs, or facts that the exercise's README states. The points that you see are\n"
        "those of the visible checks.\n"
        if hidden
        else ""
    )
    listed = "\n".join(f"| `{each.slug}` | {each.title} |" for each in exercises)
    return _README.format(
        name=course.settings.name,
        slug=first.slug,
        topic=first.topic,
        task=first.tasks[-1].name,
        later=later,
        listed=listed,
    )


_README = """# {name}

You write deep learning by hand, in NumPy, one function at a time. `dlgrade` judges what you write, on your own machine,
and says in a sentence what is wrong. You need Python 3.11 or newer, and no PyTorch.

## Begin

Unpack the zip file where you keep your work, if you have not yet. Open a terminal and go into the folder that holds
this file: type `cd`, a space, and the folder's name. `python3 --version` (on Windows `py --version`) must say 3.11 or
newer. Then type:

On Linux and macOS (Debian and Ubuntu may first want `sudo apt install python3-venv`):

```console
python3 -m venv .venv
source .venv/bin/activate
python -m pip install dlgrade
```

On Windows, in PowerShell (if it refuses the second line, first type
`Set-ExecutionPolicy -Scope Process RemoteSigned`):

```console
py -m venv .venv
.venv\\Scripts\\Activate.ps1
python -m pip install dlgrade
```

Whenever you open a new terminal, go into the folder and type the second of these lines again. Then:

1. Read `{slug}/README.md`.
2. Open `{slug}/{topic}.py` in your editor. Replace the first
   `raise NotImplementedError("not written yet")` by your code, and save.
3. Type `dlgrade check {topic}`. It judges the file and tells you what is right, and what is wrong and why.
4. `dlgrade list` says what comes next.

TASK stands for the name of a function or class that you write, such as `{task}`.

| command | what it does |
|---|---|
| `dlgrade check {topic}` | judges one exercise; `--task {task}` judges one task of it |
| `dlgrade watch` | judges again whenever you save |
| `dlgrade hint TASK` | a hint: the idea first, then the formula, then the line |
| `dlgrade show TASK` | inputs, expected and actual values of its first failing check, side by side |
| `dlgrade list` | shows how far you are, and what comes next |
| `dlgrade submit {topic}` | hands your work in, as your instructor says |

## What is in this folder

| | |
|---|---|
{listed}
| `course` | the checks and what they compare with; leave it as it is |
{later}
Never unpack a kit over this folder: that would overwrite what you have written. If your instructor hands out a newer
kit, or something in `course` is broken or lost, type `dlgrade init . --course KIT.zip` here, with the place of the
kit's zip file. It renews `course`, brings back what is missing, and keeps every file that you have. If you move this
folder, delete `.venv` and make it again.
"""
