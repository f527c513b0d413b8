"""Mutants: one change each, only where students write, and reported where no check rejects them."""

import ast
from pathlib import Path

import pytest
from commands import TINY, assert_sentence, holds, run, tiny_course

from dlgrade.course import Course
from dlgrade.mutants import mutants

SAMPLE = '''"""Doubling: a sample with one of everything."""

import numpy as np


def _given(x):
    return np.asarray(x) + 0


def double(x, axis=-1):
    """Double."""
    ### BEGIN SOLUTION
    if x.ndim < 1 and axis == 0:
        raise ValueError("x")
    total = x.sum(axis=0, keepdims=True).T
    total += -x.astype(float)
    y = np.where(x >= 0, np.exp(x), x * 2.5)
    return np.maximum(y, 1) @ total
    ### END SOLUTION
'''


@pytest.fixture
def course(tmp_path: Path) -> Course:
    """A course of one exercise, as `dlgrade new` writes it."""
    return tiny_course(tmp_path / "course")


def argue(course: Course, task: str, *changes: str) -> None:
    """Claim that changes make no difference."""
    text = "".join(f"[[equivalent]]\ntask = '{task}'\nchange = '{each}'\nwhy = 'so it is'\n" for each in changes)
    (course.exercise(TINY).folder / "equivalents.toml").write_text(text, "utf-8")


def changes(course: Course, text: str = SAMPLE) -> set[str]:
    """Return the changes made to a solution, in words."""
    exercise = course.exercise(TINY)
    exercise.solution.write_text(text, "utf-8")
    return {mutant.change for mutant in mutants(course.exercise(TINY))}


@pytest.mark.parametrize(
    "change",
    [
        "`x.ndim < 1` becomes `x.ndim <= 1`",
        "`axis == 0` becomes `axis != 0`",
        "`x.ndim < 1 and axis == 0` becomes `x.ndim < 1 or axis == 0`",
        "`x.ndim < 1 and axis == 0` becomes `axis == 0`",
        "`if x.ndim < 1 and axis == 0: raise ValueError('x')` becomes `nothing`",
        "`x.sum(axis=0, keepdims=True)` becomes `x.mean(axis=0, keepdims=True)`",
        "`x.sum(axis=0, keepdims=True)` becomes `x.sum(keepdims=True)`",
        "`x.sum(axis=0, keepdims=True)` becomes `x.sum(axis=0)`",
        "`x.sum(axis=0, keepdims=True).T` becomes `x.sum(axis=0, keepdims=True)`",
        "`0` becomes `1`",
        "`True` becomes `False`",
        "`total += -x.astype(float)` becomes `total = -x.astype(float)`",
        "`total += -x.astype(float)` becomes `total -= -x.astype(float)`",
        "`-x.astype(float)` becomes `x.astype(float)`",
        "`x.astype(float)` becomes `x`",
        "`np.where(x >= 0, np.exp(x), x * 2.5)` becomes `np.where(x >= 0, x * 2.5, np.exp(x))`",
        "`np.exp(x)` becomes `x`",
        "`x * 2.5` becomes `x / 2.5`",
        "`x * 2.5` becomes `x`",
        "`2.5` becomes `3.5`",
        "`np.maximum(y, 1)` becomes `np.minimum(y, 1)`",
        "`np.maximum(y, 1) @ total` becomes `np.maximum(y, 1) * total`",
    ],
)
def test_each_kind_of_change_is_made(course: Course, change: str) -> None:
    """Operators, terms, axes, constants, transposes, casts, accumulation and guards are each changed once."""
    assert change in changes(course)


def test_every_mutant_compiles_and_is_another_program(course: Course) -> None:
    """None is the solution, none is made twice."""
    exercise = course.exercise(TINY)
    exercise.solution.write_text(SAMPLE, "utf-8")
    sources = [mutant.source for mutant in mutants(course.exercise(TINY))]
    assert len(sources) > 30
    assert len(set(sources)) == len(sources)
    assert ast.unparse(ast.parse(SAMPLE)) not in sources
    assert all(ast.parse(source) for source in sources)


def test_what_students_are_given_is_not_changed(course: Course) -> None:
    """A helper outside the markers is the same in every mutant, and so is a signature."""
    exercise = course.exercise(TINY)
    exercise.solution.write_text(SAMPLE, "utf-8")
    for mutant in mutants(course.exercise(TINY)):
        assert "return np.asarray(x) + 0" in mutant.source
        assert "def double(x, axis=-1):" in mutant.source
        assert mutant.task == "double"


def test_a_sound_exercise_rejects_its_mutants(course: Course) -> None:
    """The one that makes no difference to arrays is a problem until somebody argues for it."""
    result = run("selftest", "--mutate", "--course", course.root)
    assert result.exit_code == 1
    assert holds(result.stdout, "survives: double, line 14: `np.asarray(x)` becomes `x`")
    argue(course, "double", "`np.asarray(x)` becomes `x`")
    result = run("selftest", "--mutate", "--course", course.root)
    assert holds(result.stdout, "mutants rejected (100.0%), 1 that make no difference aside")
    assert "survives" not in result.stdout


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ("`2 * np.asarray(x)` becomes `2`", "a check rejects double, line 14: `2 * np.asarray(x)` becomes `2`"),
        ("`3 * np.asarray(x)` becomes `3`", "no such mutant: double: `3 * np.asarray(x)` becomes `3`: take it out"),
    ],
)
def test_an_argument_that_does_not_hold_is_reported(course: Course, change: str, words: str) -> None:
    """What a check rejects, and what is no mutant, cannot be argued for."""
    argue(course, "double", change)
    result = run("selftest", "--mutate", "--course", course.root)
    assert result.exit_code == 1
    assert holds(result.stdout, words)


def test_only_a_few_mutants_can_be_argued_for(course: Course) -> None:
    """More than one in twenty do not happen to make no difference."""
    argue(course, "double", "`np.asarray(x)` becomes `x`", "`2` becomes `3`")
    assert holds(run("selftest", "--mutate", "--course", course.root).stdout, "mutants, more than 5%")


def test_malformed_arguments_name_their_file(course: Course) -> None:
    """The instructor reads which file, not a traceback."""
    (course.exercise(TINY).folder / "equivalents.toml").write_text("[[equivalent]]\ntask = 1\n", "utf-8")
    assert_sentence(run("selftest", "--mutate", "--course", course.root), 3, "equivalents.toml: ")


def test_a_check_that_sees_too_little_is_found_out(course: Course) -> None:
    """Where the checks accept anything, the mutants live, and the command ends with 1."""
    exercise = course.exercise(TINY)
    text = exercise.checks.read_text("utf-8")
    for line in [line for line in text.split("\n") if "assert_matches(" in line]:
        text = text.replace(line, "    student.double(x)")
    exercise.checks.write_text(text, "utf-8")
    result = run("selftest", "--mutate", "--course", course.root)
    assert result.exit_code == 1
    assert holds(result.stdout, "survives: double, line")
    assert holds(result.stdout, "`2 * np.asarray(x)` becomes `2 / np.asarray(x)`")


def test_a_share_of_the_mutants_can_be_tried(course: Course) -> None:
    """Half of them is half of them."""
    every = len(mutants(course.exercise(TINY)))
    result = run("selftest", "--mutate", "--share", "0.5", "--course", course.root)
    assert holds(result.stdout, f" of {(every + 1) // 2} mutants rejected")


def test_an_argument_has_to_hold_bit_for_bit(course: Course) -> None:
    """A change that the checks' tolerance hides is no change that makes no difference."""
    solution = course.exercise(TINY).solution
    text = solution.read_text("utf-8").replace("2 * np.asarray(x)", "2 * np.asarray(x) + 1e-12")
    solution.write_text(text, "utf-8")
    argue(course, "double", "`2 * np.asarray(x) + 1e-12` becomes `2 * np.asarray(x)`")
    result = run("selftest", "--mutate", "--keys", "2", "--course", course.root)
    assert result.exit_code == 1
    assert holds(result.stdout, "`2 * np.asarray(x) + 1e-12` becomes `2 * np.asarray(x)` answers otherwise")
