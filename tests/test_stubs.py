"""Stubs cut from solutions: whole-line markers, and an error with file and line for any that do not fit."""

import textwrap
from pathlib import Path

import classroom
import pytest

from dlgrade.errors import CourseError
from dlgrade.stubs import BEGIN, END, PLACEHOLDER, cut, uncut

PATH = Path("solutions/02_x/x.py")

AUTHORS = f'''\
"""Topic."""

import numpy as np


def f(x):
    """Do it."""
    {BEGIN}
    y = x * 2
    return y
    {END}


class Layer:
    def forward(self, x):
        """Run."""
        {BEGIN}
        return x
        {END}


{BEGIN}
def _only_here(x):
    return x


{END}
'''

STUDENTS = f'''\
"""Topic."""

import numpy as np


def f(x):
    """Do it."""
    {PLACEHOLDER}


class Layer:
    def forward(self, x):
        """Run."""
        {PLACEHOLDER}
'''


def refusal(text: str) -> str:
    """Return what cutting a text is refused with."""
    with pytest.raises(CourseError) as caught:
        cut(textwrap.dedent(text), PATH)
    return str(caught.value)


def test_each_region_becomes_a_placeholder_at_its_own_depth():
    """What stands outside is kept; a helper at the left margin leaves nothing behind."""
    assert cut(AUTHORS, PATH) == STUDENTS


def test_a_region_between_methods_leaves_nothing():
    """What only the solution needs in a class, such as a property, is not the stub's; a method's own region is."""
    text = f'''class A:
    """A."""

    {BEGIN}
    @property
    def params(self):
        return {{}}

    {END}
    def f(self):
        """Do it."""
        {BEGIN}
        class Inner:
            x = 1
        return 1
        {END}
'''
    stub = cut(text, PATH)
    assert "params" not in stub
    assert stub.count(PLACEHOLDER) == 1
    assert f"        {PLACEHOLDER}" in stub


def test_a_stub_is_valid_and_counts_its_open_tasks():
    """It compiles, loads, and each task that nobody has begun is counted."""
    stub = cut(AUTHORS, PATH)
    names: dict = {}
    exec(compile(stub, "stub", "exec"), names)
    assert uncut(stub) == 2
    with pytest.raises(NotImplementedError, match="not written yet"):
        names["f"](1)


def test_a_text_without_markers_is_kept():
    """Nothing to cut, nothing changed, but blanks at line ends."""
    assert cut("x = 1  \n", PATH) == "x = 1\n"
    assert uncut("x = 1\n") == 0


@pytest.mark.parametrize("exercise", classroom.COURSE.exercises, ids=lambda exercise: exercise.slug)
def test_the_courses_stubs_hold_every_task_and_no_solution(exercise):
    """Each public name of the solution is in the stub; none of its markers is."""
    stub = cut(exercise.solution.read_text("utf-8"), exercise.solution)
    for task in exercise.tasks:
        assert f"def {task.name}(" in stub or f"class {task.name}" in stub
    assert "SOLUTION" not in stub
    assert uncut(stub) >= len(exercise.tasks)


@pytest.mark.parametrize("end", ["\r\n", "\n"])
def test_line_ends_of_either_kind_are_cut_alike(end):
    """An author's editor on Windows changes nothing."""
    assert cut(AUTHORS.replace("\n", end), PATH) == STUDENTS


@pytest.mark.parametrize("separator", ["\x0b", "\x0c", "\x1c", "\x85", "\u2028"], ids=ascii)
def test_only_a_line_end_ends_a_line(separator):
    """Python's tokens count no other separator; a text that holds one is kept whole, and so are its line numbers."""
    line = f"a = 1  # one{separator}two\n"
    assert cut(line + AUTHORS, PATH) == line + STUDENTS
    assert refusal(f"{line}{END}\n").startswith(f"{PATH}:2: ")


def test_nested_regions_are_refused():
    """The line is that of the inner one, and the outer one's is named."""
    text = f"def f():\n    {BEGIN}\n    a = 1\n    {BEGIN}\n    {END}\n    {END}\n"
    assert refusal(text) == f"{PATH}:4: a solution begins inside the one of line 2: end that one first"


def test_a_region_that_is_never_ended_is_refused():
    """The line is that of its beginning."""
    assert (
        refusal(f"def f():\n    {BEGIN}\n    return 1\n")
        == f"{PATH}:2: this solution is never ended: write `{END}` below it"
    )


def test_an_end_without_a_beginning_is_refused():
    """The line is that of the stray end."""
    assert refusal(f"x = 1\n{END}\n") == f"{PATH}:2: a solution ends that has not begun: write `{BEGIN}` above it"


@pytest.mark.parametrize(
    "line",
    [
        "x = 1  ### BEGIN SOLUTION",
        "# BEGIN SOLUTION",
        "## END SOLUTION",
        "### begin solution",
        "### END SOLUTION now",
        "###BEGIN SOLUTION",
        "####  END  SOLUTION",
    ],
)
def test_a_marker_that_is_not_a_whole_line_is_refused(line):
    """A slip in a marker would hand the solution to students."""
    assert refusal(f"y = 2\n{line}\n") == f"{PATH}:2: a marker is the whole line `{BEGIN}` or `{END}`: write it so"


def test_a_stub_that_does_not_compile_is_refused():
    """A region that takes a header's body without leaving a placeholder there, for one."""
    message = refusal(f"def f():\n{BEGIN}\n    return 1\n{END}\n")
    assert message.startswith(f"{PATH}: the stub cut from it does not compile (")
    assert "line 1" in message
