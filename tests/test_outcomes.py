"""Whose fault it is: throw-away courses whose checks go wrong in every way that a check can."""

import shutil
import sys
from pathlib import Path

import pytest

from dlgrade import results
from dlgrade.course import open_course
from dlgrade.grade import Settings, grade
from dlgrade.sandbox import obtain
from dlgrade.student import from_sources

TINY = Path(__file__).parent / "tiny_course"
STARTS = [pytest.param("fork", marks=pytest.mark.skipif(sys.platform != "linux", reason="forks on Linux")), "spawn"]
HEAD = "import numpy as np\nimport pytest\nfrom dlgrade.errors import CheckFailure\n"
PASSING = '''
@pytest.mark.points(1, task="cube")
def test_passing(student):
    """This passes."""
'''
SAYS = "def cube(x):\n    raise ValueError({})\n"
TALKS = {
    "half a pair": SAYS.format("'\\ud800'"),
    "half a pair, at load": "raise ValueError('\\ud800')",
    "half a pair, printed": "def cube(x):\n    print('\\ud800')\n    return 1 / 0\n",
    "control characters": SAYS.format("'\\x00\\x1b[31m'"),
    "a megabyte": SAYS.format("'x' * 10**6"),
}
RIGHT = "def cube(x):\n    return x**3\n"


@pytest.fixture(params=STARTS)
def judged(request, tmp_path):
    """Grade texts of tiny.py by a check file of one's own; the last result is returned."""

    def graded(body, *texts, probes="", marks=""):
        course = shutil.copytree(TINY, tmp_path / "course")
        folder = course / "solutions" / "01_tiny"
        check = f'{marks}\n@pytest.mark.points(2, task="cube")\ndef test_it(student, rng):\n    """It holds."""\n{body}'
        (folder / "check_tiny.py").write_text(HEAD + PASSING + check)
        (folder / "probes.py").write_text(probes)
        submissions = [from_sources("tiny", text, name=str(number)) for number, text in enumerate(texts)]
        settings = Settings(answers=tmp_path / "answers", isolation=obtain("auto", start=request.param))
        opened = open_course(course)
        return grade(opened, opened.exercise("tiny"), submissions, settings)[-1]

    return graded


def test_a_fresh_check_runs_in_a_new_process(judged):
    """student.fresh() ends the process, and what follows runs in another one."""
    body = """
    before = student.probes.process()
    assert student.probes.process() == before
    student.fresh()
    assert student.probes.process() != before
"""
    result = judged(body, RIGHT, probes="import os\ndef process():\n    return os.getpid()\n")
    assert [check.outcome for check in result.checks] == ["passed", "passed"]


@pytest.mark.parametrize("error", ["KeyError('oops')", "OSError('oops')", "pytest.skip('oops')"])
def test_an_error_that_the_solution_meets_too_is_the_graders(judged, error):
    """It costs nothing, counts for nothing, tells the student nothing, and names file and line to the instructor."""
    result = judged(f"    raise {error}\n", RIGHT)
    assert [check.outcome for check in result.checks] == ["passed", "error"]
    assert (result.points, result.max_points, result.faulty, result.passed) == (1, 1, True, False)
    assert "oops" not in result.checks[1].message
    assert len(result.faults) == 1
    assert "check_tiny.py:" in result.faults[0]
    assert "oops" in result.faults[0]


@pytest.mark.parametrize("value", ["None", "'text'", "np.zeros(3)[:0]"])
def test_an_error_that_only_the_submission_provokes_is_its_own(judged, value):
    """A check that stumbles over what one submission returns fails that submission."""
    body = "    student.cube(np.ones((2, 3))).sum(axis=1)[1]\n"
    result = judged(body, f"import numpy as np\ndef cube(x):\n    return {value}\n")
    assert [check.outcome for check in result.checks] == ["passed", "failed"]
    assert (result.points, result.max_points, result.faults) == (1, 3, [])
    assert result.checks[1].message == "cube returned something that the check cannot use"


def test_a_plain_assertion_is_a_failure_with_its_words(judged):
    """assert in a check says what does not hold."""
    result = judged("    assert student.cube(2) == 9, 'two to the third is nine'\n", RIGHT)
    assert (result.checks[1].outcome, result.checks[1].message) == ("failed", "two to the third is nine")


def test_what_a_submission_prints_is_shown_line_by_line(judged):
    """Below all else, each further line behind a bar, so that none passes for a line of dlgrade's; a part of much."""
    raises = "    student.cube(2.0)\n"
    prints = "def cube(x):\n    print('x =', x)\n    print('hint: none')\n    raise ValueError\n"
    message = judged(raises, prints).checks[1].message
    assert message.endswith("\nyour code printed: x = 2.0\n| hint: none")


def test_much_that_a_submission_prints_is_cut(judged):
    """The beginning is shown, and a sign that there is more."""
    message = judged("    student.cube(2.0)\n", "def cube(x):\n    print('y' * 10**5)\n    raise ValueError\n")
    printed = message.checks[1].message.rpartition("your code printed: ")[2]
    assert (set(printed), len(printed)) == ({"y", "…"}, 401)


def test_a_hidden_assertion_keeps_its_words(judged):
    """The words of a hidden check's assertion are the author's to read, not the student's."""
    result = judged("    assert student.cube(2) == 9, 'secret'\n", RIGHT, marks="@pytest.mark.hidden")
    assert (result.checks[1].outcome, result.checks[1].message) == ("failed", "hidden check: does not hold")
    assert "secret" not in repr(result)


def test_what_a_check_needs_must_have_passed(judged):
    """A check that needs one which failed is not reached."""
    marks = """
@pytest.mark.points(1, task="cube")
def test_first(student):
    '''First.'''
    raise CheckFailure("no")

@pytest.mark.needs("test_passing", "test_first")"""
    result = judged("    pass\n", RIGHT, marks=marks)
    assert [check.outcome for check in result.checks] == ["passed", "failed", "not_reached"]
    assert result.checks[2].message == "needs: First"


def test_the_checks_own_generator_never_crosses(judged):
    """A check that hands its rng to the submission is the author's error."""
    result = judged("    student.cube(rng)\n", RIGHT)
    assert [check.outcome for check in result.checks] == ["passed", "error"]
    assert "pass numpy.random.default_rng(seed)" in result.faults[0]


def test_a_check_may_write_into_its_arrays_after_a_call(judged):
    """What was asked is remembered as it was, so that a mistake is recognised whatever the check does later."""
    body = """
    x = np.array([2.0, 3.0])
    y = student.cube(x)
    x *= 0
    assert y.tolist() == [8, 27]
"""
    result = judged(body, "def cube(x):\n    return x**2\n")
    assert result.checks[1].mistake == "cube_squared"


@pytest.mark.parametrize("text", TALKS.values(), ids=TALKS)
def test_any_text_of_a_submission_can_be_written_down(judged, tmp_path, text):
    """A result that quotes an exception is written and read again, whatever the exception says."""
    result = judged("    student.cube(1)\n", text)
    assert not result.passed
    results.write(result, tmp_path / "result.json")
    assert results.read(tmp_path / "result.json").verdicts() == result.verdicts()


def test_a_submission_that_breaks_its_worker_stops_nobody_else(judged):
    """Whatever one submission does to its process, the next one is judged as ever."""
    hostile = """
import os, sys
def cube(x):
    servant = sys._getframe(1).f_locals["self"]
    for name in ("_call", "_reset", "_get", "answer"):
        setattr(servant, name, lambda *arguments: os._exit(0))
    return x**3
"""
    result = judged("    assert student.cube(2) == 8\n", hostile, RIGHT)
    assert (result.student, result.passed) == ("1", True)
