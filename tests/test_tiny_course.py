"""The tiny course, graded for real: every kind of call that a course makes, under both ways to start a worker."""

import re
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from dlgrade.course import open_course
from dlgrade.diagnose import Mistake
from dlgrade.grade import Settings, grade
from dlgrade.sandbox import obtain
from dlgrade.stubs import cut
from dlgrade.student import from_sources, read_submission
from dlgrade.truth import siblings_of

TINY = open_course(Path(__file__).parent / "tiny_course")
STARTS = [pytest.param("fork", marks=pytest.mark.skipif(sys.platform != "linux", reason="forks on Linux")), "spawn"]
MISTAKES = [(exercise, Mistake.read(path)) for exercise in TINY.exercises for path in exercise.mistakes()]
NAMES = [f"{exercise.slug}-{mistake.name}" for exercise, mistake in MISTAKES]
KINDS = {"values differ", "raised an exception", "not written yet", "does not hold"}


@pytest.fixture(scope="module")
def answers(tmp_path_factory):
    """A folder for stored answers, shared, since they depend on nothing that differs between runs."""
    return tmp_path_factory.mktemp("answers")


@pytest.fixture(scope="module", params=STARTS)
def settings(request, answers):
    """How to grade, once for each way to start a worker."""
    return Settings(answers=answers, isolation=obtain("auto", start=request.param))


def graded(exercise, texts, settings):
    """Grade texts by name; what is no whole module is laid over the solution."""
    siblings = siblings_of(TINY, exercise)
    submissions = [from_sources(exercise.topic, text, siblings, name=name) for name, text in texts.items()]
    return {result.student: result for result in grade(TINY, exercise, submissions, settings)}


def over(exercise, overlay):
    """Return the solution with some of it defined again."""
    return exercise.solution.read_text() + "\n\n" + overlay


def right(exercise):
    """Return the texts that are right: the solution and the variants."""
    return {
        "solution": over(exercise, ""),
        **{path.stem: over(exercise, path.read_text()) for path in exercise.variants()},
    }


@pytest.fixture(scope="module")
def wrong(settings):
    """The result of each mistake, with the checks of the task that it gets wrong."""
    results = {}
    for exercise in TINY.exercises:
        for task in exercise.tasks:
            found = [mistake for where, mistake in MISTAKES if where == exercise and task.name in mistake.tasks]
            texts = {f"{exercise.slug}-{mistake.name}": over(exercise, mistake.source) for mistake in found}
            results |= graded(exercise, texts, replace(settings, task=task.name))
    return results


@pytest.fixture(scope="module")
def failures(wrong):
    """Every check that a mistake failed."""
    return [check for result in wrong.values() for check in result.checks if check.outcome == "failed"]


@pytest.mark.parametrize("exercise", TINY.exercises, ids=lambda exercise: exercise.slug)
def test_the_solution_and_variants_earn_full_marks(settings, exercise):
    """What is right earns every point, however it is written."""
    results = graded(exercise, right(exercise), settings)
    for name, result in results.items():
        assert result.faults == []
        assert [(check.id, check.message) for check in result.checks if check.outcome != "passed"] == [], name
        assert result.points == result.max_points == sum(check.max_points for check in result.checks) > 0
        assert result.passed
    assert len(results) == 3


@pytest.mark.parametrize("exercise", TINY.exercises, ids=lambda exercise: exercise.slug)
def test_the_stub_earns_nothing(settings, exercise):
    """No check passes on what students are handed, and each that runs says that it is not written yet."""
    stub = cut(exercise.solution.read_text(), exercise.solution)
    result = graded(exercise, {"stub": stub}, settings)["stub"]
    assert (result.points, result.problem, result.faults) == (0, "", [])
    assert {check.outcome for check in result.checks} <= {"failed", "not_reached"}
    assert all("not written yet" in check.message for check in result.checks if check.outcome == "failed")


@pytest.mark.parametrize("name", NAMES)
def test_a_mistake_is_rejected_and_named_as_itself(wrong, name):
    """A mistake fails a check, and the student is told its hint and no other's."""
    result, mistake = wrong[name], dict(zip(NAMES, MISTAKES, strict=True))[name][1]
    failed = [check for check in result.checks if check.outcome == "failed"]
    assert result.points < result.max_points
    assert {(check.mistake, check.hint) for check in failed if check.mistake} == {(mistake.name, mistake.hint)}


def test_every_check_rejects_a_mistake(wrong, failures, settings):
    """No check is there that nothing fails."""
    every = [graded(exercise, {"solution": over(exercise, "")}, settings)["solution"] for exercise in TINY.exercises]
    assert {check.id for result in every for check in result.checks} - {check.id for check in failures} == set()


def test_two_runs_give_the_same_verdicts(wrong, settings):
    """Grading again, with answers stored or not, and with the other way to start workers, changes nothing."""
    exercise = TINY.exercise("later")
    texts = {name: over(exercise, mistake.source) for name, (where, mistake) in zip(NAMES, MISTAKES, strict=True)}
    texts = {name: text for name, text in texts.items() if name.startswith(exercise.slug)}
    again = [graded(exercise, texts, each) for each in (settings, replace(settings, isolation=obtain("auto")))]
    for name, result in again[0].items():
        assert result.verdicts() == wrong[name].verdicts() == again[1][name].verdicts()
        assert [check.inputs for check in result.checks] == [check.inputs for check in wrong[name].checks]


def test_a_hidden_failure_says_its_kind_and_no_more(failures):
    """The message of a hidden check is a kind of difference, without numbers, inputs or text from the submission."""
    hidden = [check for check in failures if check.hidden]
    assert {check.message.removeprefix("hidden check: ") for check in hidden} <= KINDS
    assert [check.diagnosis for check in hidden if re.search(r"\d\.\d", check.diagnosis)] == []
    assert len(hidden) > 4


TALKATIVE = {
    "a warning": "import warnings\n    warnings.warn(f'overflow encountered in {told}')\n    return x + np.nan",
    "an exception": "raise ValueError(told)",
    "a name": "return type(told, (), {})()",
    "a factor": "return dout * 3 * x**2 * 0.4242",
    "print": "print(told)",
}


@pytest.mark.parametrize("body", TALKATIVE.values(), ids=TALKATIVE)
def test_a_hidden_check_repeats_nothing_that_the_submission_says(settings, body):
    """What code that sees hidden inputs tells about them does not reach its author."""
    exercise = TINY.exercise("tiny")
    text = over(exercise, f"def cube_backward(dout, x):\n    told = '0.4242'\n    {body}\n")
    result = graded(exercise, {"": text}, replace(settings, task="cube_backward"))[""]
    hidden = [check for check in result.checks if check.hidden]
    assert [check.outcome for check in hidden] == ["failed"] * 3
    assert "4242" not in repr(hidden)


def test_what_a_check_needs_decides_whether_it_is_reached(wrong):
    """A check whose need failed is not run, earns nothing, and says what it needs."""
    checks = {check.id: check for check in wrong["01_tiny-linear_no_bias"].checks}
    assert checks["test_forward_is_x_times_weight_plus_bias"].outcome == "failed"
    unreached = checks["test_backward_is_the_chain_rule"]
    assert (unreached.outcome, unreached.points, unreached.max_points) == ("not_reached", 0, 2)
    assert unreached.message == "needs: forward(x) is x @ weight + bias, with what is written into params"


def test_a_later_exercise_uses_the_students_earlier_module(settings, tmp_path):
    """A fault of the student's own tiny.py shows in later.py, which imports it."""
    later, tiny = TINY.exercise("later"), tmp_path / "tiny.py"
    (tmp_path / "later.py").write_text(later.solution.read_text())
    for earlier, full in ((right(TINY.exercise("tiny"))["loops"], True), ("class Linear:\n    pass\n", False)):
        tiny.write_text(earlier)
        submission = read_submission(tmp_path, "later", siblings={"tiny": tiny})
        [result] = grade(TINY, later, [submission], settings)
        assert result.passed == full
    assert "cannot import name 'cube'" in result.problem
