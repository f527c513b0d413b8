"""Whatever is edited, in whatever order, what a watch shows is what `dlgrade check` says."""

import random
import re
import shutil
from collections.abc import Callable

import pytest
from watched import Seen, checked, settings, tiny_desk, truth, watched, write

from dlgrade.course import Course
from dlgrade.desk import Desk
from dlgrade.sandbox import Sandbox

Edit = Callable[[str], str]
WRONG = {
    "cube": ("return x**3", "return x**2"),
    "cube_backward": ("return dout * 3 * x**2", "return 3 * x**2"),
    "raises": ("return x**3", "raise ValueError('no')"),
    "prints": ("return dout * 3 * x**2", "print('here')\n    return dout"),
}


def replaced(old: str, new: str) -> Edit:
    """Return an edit that replaces one piece of text, if it is there."""
    return lambda text: text.replace(old, new, 1)


def shuffled(text: str) -> str:
    """Move the last definition to the front of the others."""
    head, *parts = re.split(r"(?m)^(?=def |class )", text)
    return head + "".join([parts[-1].rstrip() + "\n\n\n", *parts[:-1]])


EDITS: dict[str, Edit] = {
    **{f"wrong {name}": replaced(*pair) for name, pair in WRONG.items()},
    **{f"right {name}": replaced(pair[1], pair[0]) for name, pair in WRONG.items()},
    "a line above": lambda text: text.replace("import numpy as np\n", "import numpy as np\n\nSCALE = 2.0\n", 1),
    "a comment": lambda text: text + "\n# a thought\n",
    "a syntax error": lambda text: text + "\ndef (\n",
    "mended": replaced("\ndef (\n", ""),
    "renamed": replaced("def cube(", "def cubed("),
    "named again": replaced("def cubed(", "def cube("),
    "does not load": lambda text: text + "\nraise ValueError('now')\n",
    "loads": replaced("\nraise ValueError('now')\n", ""),
    "a stub": lambda text: re.sub(r"return x\*\*3", "raise NotImplementedError", text),
    "written": replaced("raise NotImplementedError", "return x**3"),
    "untraceable": lambda text: text + "\n\ndef look():\n    return globals()\n",
    "a builtin's name": lambda text: text + "\n\ndef range(*of):\n    raise ValueError(of)\n",
    "and away": replaced("\n\ndef range(*of):\n    raise ValueError(of)\n", ""),
    "shuffled": shuffled,
    "empty": lambda text: "",
}


@pytest.fixture(scope="module")
def desks(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A desk of the tiny course."""
    return tiny_desk(tmp_path_factory.mktemp("watch"))


@pytest.fixture
def desk(desks: Desk) -> Desk:
    """The same with nothing judged, and both exercises solved."""
    shutil.rmtree(desks.root / ".dlgrade", ignore_errors=True)
    for exercise in desks.course.exercises:
        write(desks, exercise, exercise.solution.read_text("utf-8"))
    return desks


def saving(place: int, edit: Edit) -> Callable[[Desk], None]:
    """Return the step that applies an edit to what is there."""

    def step(desk: Desk) -> None:
        exercise = desk.course.exercises[place]
        write(desk, exercise, edit((desk.folder(exercise) / exercise.module).read_text("utf-8")))

    return step


def assert_true(course: Course, seen: list[Seen]) -> None:
    """Assert that each picture is what judging all of the same work says."""
    known: dict[tuple[str, str, str], object] = {}
    with Sandbox(settings().isolation, course.limits) as sandbox:
        for slug, (result, submission) in [item for each in seen for item in each.items()]:
            assert submission is not None
            key = slug, submission.digest, submission.problem
            if key not in known:
                known[key] = truth(checked(course, course.exercise(slug), submission, sandbox))
            assert truth(result) == known[key]


@pytest.mark.parametrize("seed", [0, pytest.param(1, marks=pytest.mark.wide), pytest.param(2, marks=pytest.mark.wide)])
def test_after_any_edits_the_picture_is_what_a_check_says(desk: Desk, seed: int) -> None:
    """Edits drawn at random, each on top of those before; the last brings the solution back."""
    draw = random.Random(seed)
    first = desk.course.exercises[0]
    solution = first.solution.read_text("utf-8")
    names = [draw.choice(sorted(EDITS)) for _ in range(8)]
    found = watched(desk, [*(saving(0, EDITS[name]) for name in names), saving(0, lambda text: solution)], [first])
    assert len(found.seen) > len(names)
    assert_true(desk.course, found.seen)
    assert found.seen[-1][first.slug][0].passed, names


def test_what_an_imported_module_changes_is_seen_where_it_is_used(desk: Desk) -> None:
    """02_later imports cube and Linear of 01_tiny, and fails and passes with them."""
    _, later = desk.course.exercises
    steps = [saving(0, EDITS[name]) for name in ("wrong cube", "right cube", "wrong cube_backward", "a comment")]
    found = watched(desk, steps, [later])
    assert_true(desk.course, found.seen)
    assert [each[later.slug][0].passed for each in found.seen] == [True, False, True, False, False]


def test_only_what_changed_is_judged(desk: Desk) -> None:
    """An edit inside one task judges that task, then what uses it; a comment judges nothing but that it loads."""
    steps = [saving(0, EDITS[name]) for name in ("wrong cube_backward", "right cube_backward", "a comment")]
    found = watched(desk, steps)
    tiny = [tasks for slug, tasks in found.orders if slug == "01_tiny"]
    assert tiny == [None, {"cube_backward"}, {"cube_backward"}, set()]


def test_what_was_kept_is_not_judged_again(desk: Desk) -> None:
    """A second watch of the same work sees that the first exercise loads, and judges nothing; r does."""
    both = desk.course.exercises
    watched(desk, [], both)
    assert watched(desk, [], both).orders == [("01_tiny", set())]
    again = watched(desk, [lambda desk: "r"], both).orders
    assert again == [("01_tiny", set()), ("01_tiny", None), ("02_later", None)]


def test_what_is_undone_before_it_is_judged_to_the_end_is_forgotten(desk: Desk) -> None:
    """The picture is of the work that lies there, not of what was begun and called off."""
    first = desk.course.exercises[0]

    def undo(desk: Desk, stage: frozenset[str] | None) -> None:
        if stage == {"cube"}:
            write(desk, first, first.solution.read_text("utf-8"))

    found = watched(desk, [saving(0, EDITS["wrong cube"])], [first], meanwhile=undo)
    assert [tasks for slug, tasks in found.orders if slug == first.slug] == [None, {"cube"}, set()]
    assert_true(desk.course, found.seen)
    assert found.seen[-1][first.slug][0].passed
