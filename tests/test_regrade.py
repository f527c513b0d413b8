"""After a check is mended: who changes, by how much and why; applied only when it is signed, and kept as history."""

import shutil
import sys

import numpy as np
import pytest
from commands import TINY, assert_sentence, holds, tiny_course
from commands import run as command
from enrolled import hand_in
from graded import DIES, WORKS, Watch, a_class, run, shared_key, verdicts

from dlgrade.batch import Wish, grade_class, here
from dlgrade.classroom import new_class, open_class
from dlgrade.regrade import apply, causes, change_of, look

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="classes are graded on Linux and macOS")
STRICTER = """

@pytest.mark.points(1, task="double")
def test_a_list_comes_back_as_an_array(student):
    \"\"\"A list comes back as an array.\"\"\"
    import numpy as np

    from dlgrade.compare import assert_matches

    assert_matches(student.double([1.0]), np.array([2.0]), name="y")
"""


@pytest.fixture
def mended(tmp_path):
    """A class that was graded, and a check more since."""
    classroom = a_class(tmp_path, 6)
    run(classroom)
    checks = classroom.course.exercise(TINY).checks
    checks.write_text(checks.read_text() + STRICTER)
    return open_class(classroom.root)


def test_a_dry_run_lists_who_changes_and_changes_nothing(mended):
    """By how much, and which check is behind it."""
    before = verdicts(mended)
    result = command("regrade", TINY, "--dry-run", "--class", mended.root)
    assert result.exit_code == 0, result.output
    assert holds(result.output, "6 graded again, 6 get other points")
    assert holds(result.output, "1 x test_a_list_comes_back_as_an_array: not there -> passed (+1)")
    assert holds(result.output, "nothing was changed: apply it with --by NAME --reason TEXT")
    assert verdicts(open_class(mended.root)) == before


def test_applying_it_takes_a_name_and_a_reason(mended):
    """Without, nothing is graded."""
    for given in ((), ("--by", "Ada"), ("--reason", "a check was wrong"), ("--by", " ", "--reason", "x")):
        result = command("regrade", TINY, "--no-gradebook", "--class", mended.root, *given)
        assert_sentence(result, 2, "a regrade is signed: say --by NAME and --reason TEXT")


def test_it_is_applied_signed_and_kept_as_history(mended):
    """New results count, the old ones are history, and the list of regrades says who did it and why."""
    reason = "lists were never tried"
    command("export", "csv", "--class", mended.root)
    result = command("regrade", TINY, "--no-gradebook", "--class", mended.root, "--by", "Ada", "--reason", reason)
    assert result.exit_code == 0, result.output
    assert holds(result.output, "write these again, they say what was: exports/grades.csv")
    classroom = open_class(mended.root)
    attempt = classroom.attempts(TINY)[0]
    now, (then,) = classroom.records.result(attempt), classroom.records.earlier(attempt)
    assert now.points == then.points + 1
    (entry,) = classroom.records.regrades()
    assert (entry["by"], entry["reason"], entry["exercise"]) == ("Ada", reason, TINY)
    assert len(entry["changes"]) == 6
    assert entry["changes"][0]["checks"] == ["test_a_list_comes_back_as_an_array: not there -> passed (+1)"]
    assert not (classroom.records.root / ".regrade" / TINY).exists()
    again = command("regrade", TINY, "--no-gradebook", "--class", mended.root, "--by", "Ada", "--reason", "again")
    assert holds(again.output, "0 graded again")
    assert holds(again.output, "there is nothing to replace, and nothing was signed")
    assert len(open_class(mended.root).records.regrades()) == 1


def test_what_a_dry_run_graded_is_not_graded_again(mended, monkeypatch):
    """Applying it takes the results that were looked at."""
    command("regrade", TINY, "--dry-run", "--class", mended.root)
    monkeypatch.setattr("dlgrade.batch.crew._COMMAND", (sys.executable, "-c", "raise SystemExit(7)"))
    reason = "lists were never tried"
    result = command("regrade", TINY, "--no-gradebook", "--class", mended.root, "--by", "Ada", "--reason", reason)
    assert result.exit_code == 0, result.output
    assert holds(result.output, "6 results replaced, signed by Ada")


def test_what_is_replaced_while_it_is_graded_again_is_left_to_grade(mended):
    """Its new result is of other work: nothing is changed for it."""

    class Meddler(Watch):
        def graded(self, result):
            super().graded(result)
            if len(self.results) == 1:
                hand_in(mended, "s005_not_python", TINY, WORKS["right"])

    found = look(mended, TINY, Wish(), Meddler(), here(1))
    assert (found.regraded, found.ungraded) == (5, 1)
    apply(mended, found, by="Ada", reason="a check was wrong")
    assert run(mended).graded == 1
    assert verdicts(mended)["s005_not_python"][1] == verdicts(mended)["s000_right"][1]


def test_replay_asks_the_submission_that_counts(tmp_path):
    """Where the best does, it need not be the last."""
    toml = 'name = "Tiny"\nversion = "1"\nengine = ">=0.1"\ncounts = "best"\n'
    classroom = new_class(tmp_path / "class", tiny_course(tmp_path / "course", toml), key=shared_key())
    hand_in(classroom, "ada", TINY, WORKS["right"], earlier="1")
    hand_in(classroom, "ada", TINY, WORKS["wrong"])
    run(classroom)
    result = command("replay", "ada", TINY, verdicts(classroom)["ada"][2][0][0], "--class", classroom.root)
    assert result.exit_code == 0, result.output
    assert holds(result.output, "passed, 1/1 points")


def importing(tmp_path):
    """Make a class of one student, whose work imports another exercise's, which is wrong."""
    classroom = a_class(tmp_path, 0)
    sibling = classroom.course.root / "solutions" / "06_helping"
    shutil.copytree(classroom.course.exercise(TINY).folder, sibling)
    (sibling / "doubling.py").rename(sibling / "helping.py")
    (sibling / "check_doubling.py").rename(sibling / "check_helping.py")
    classroom = open_class(classroom.root)
    hand_in(classroom, "ada", "06_helping", WORKS["wrong"])
    hand_in(classroom, "ada", TINY, "from helping import double as twice\ndef double(x):\n    return twice(x)\n")
    grade_class(classroom, [TINY], Wish(), Watch(), here(1))
    return classroom


def test_replay_tells_other_answers_from_other_work(tmp_path):
    """Nobody is said to answer by chance whose other exercise was handed in anew."""
    classroom = importing(tmp_path)
    hand_in(classroom, "ada", "06_helping", WORKS["right"])
    check = classroom.records.result(classroom.attempts(TINY)[0]).checks[0].id
    result = command("replay", "ada", TINY, check, "--class", classroom.root)
    assert result.exit_code == 1, result.output
    assert holds(result.output, "what the submission imports from the student's other exercises has changed since")


def test_what_a_dry_run_graded_is_not_applied_to_work_that_imports_something_else_now(tmp_path):
    """The student's other exercise was handed in anew since."""
    classroom = importing(tmp_path)
    checks = classroom.course.exercise(TINY).checks
    checks.write_text(checks.read_text() + "\n# edited\n")
    classroom = open_class(classroom.root)
    assert not look(classroom, TINY, Wish(), Watch(), here(1)).candidates[0][1].passed
    hand_in(classroom, "ada", "06_helping", WORKS["right"])
    assert look(classroom, TINY, Wish(), Watch(), here(1)).candidates[0][1].passed


def test_what_the_grader_failed_in_is_graded_again_before_it_is_applied(mended, monkeypatch):
    """A machine that was in trouble during the dry run costs nobody a result."""
    monkeypatch.setattr(
        "dlgrade.batch.crew._COMMAND", (sys.executable, "-c", DIES.replace("WAY", "raise RuntimeError"))
    )
    assert len([each for _, each in look(mended, TINY, Wish(), Watch(), here(1)).candidates if each.faulty]) == 1
    monkeypatch.undo()
    found = look(mended, TINY, Wish(), watch := Watch(), here(1))
    assert len(watch.results) == 1
    assert not [each for _, each in found.candidates if each.faulty]


def test_grading_on_leaves_them_to_regrade(mended):
    """And says so."""
    result = command("grade", TINY, "--no-gradebook", "--class", mended.root)
    assert holds(result.output, "6 graded with other checks or another key: `dlgrade regrade 05_doubling --dry-run`")
    assert holds(result.output, "nothing new; results are in")


def test_nothing_to_say_is_no_change(mended):
    """The same result is no change; the same words with another verdict are one."""
    attempt = mended.attempts(TINY)[0]
    result = mended.records.result(attempt)
    assert change_of(attempt, result, result) is None
    assert causes([]) == []


def test_replay_shows_inputs_answers_and_message_and_that_all_is_as_graded(tmp_path):
    """Of a hidden check too, and keeps the arrays."""
    classroom = a_class(tmp_path, 2)
    run(classroom)
    check = next(each for each in verdicts(classroom)["s001_wrong"][2] if each[1] == "failed")[0]
    kept = tmp_path / "kept.npz"
    result = command("replay", "s001_wrong", TINY, check, "--class", classroom.root, "--out", kept)
    assert result.exit_code == 0, result.output
    assert holds(result.output, "inputs, answers and verdict are those that were graded, bit for bit")
    assert holds(result.output, "call submission.double")
    assert kept.stat().st_mode & 0o077 == 0, "hidden inputs are for the instructor only"
    with np.load(kept) as arrays:
        assert np.array_equal(arrays["000_answer"], 3 * arrays["000_0"])


def test_replay_keeps_what_a_hostile_submission_answers(tmp_path):
    """A name that is no text, and an integer that no array holds."""
    classroom = a_class(tmp_path, 1)
    hand_in(classroom, "s000_right", TINY, 'def double(x):\n    return {"\\ud800": 1.0, "big": 10**30}\n')
    run(classroom)
    check = verdicts(classroom)["s000_right"][2][0][0]
    kept = tmp_path / "kept.npz"
    result = command("replay", "s000_right", TINY, check, "--class", classroom.root, "--out", kept)
    assert result.exit_code == 0, result.output
    with np.load(kept) as arrays:
        assert arrays["000_answer_\\ud800"] == 1.0
        assert arrays["000_answer_big"] == str(10**30)


def test_replay_says_what_differs(tmp_path):
    """Other answers to the same inputs, or other inputs."""
    classroom = a_class(tmp_path, 2)
    run(classroom)
    check = verdicts(classroom)["s000_right"][2][0][0]
    checks = classroom.course.exercise(TINY).checks
    checks.write_text(checks.read_text().replace("rng.normal", "2 * rng.normal"))
    result = command("replay", "s000_right", TINY, check, "--class", classroom.root)
    assert result.exit_code == 1, result.output
    assert "the inputs differ from the graded ones" in result.output


def test_replay_of_code_that_does_not_always_say_the_same(tmp_path):
    """It is told from a check that has changed."""
    classroom = a_class(tmp_path, 1)
    text = "import time\ndef double(x):\n    return 2.0 * x + time.perf_counter()\n"
    path = classroom.root / "submitted" / "s000_right" / TINY / "doubling.py"
    path.write_text(text)
    run(classroom)
    check = next(each for each in verdicts(classroom)["s000_right"][2] if each[1] == "failed")[0]
    result = command("replay", "s000_right", TINY, check, "--class", classroom.root)
    assert result.exit_code == 1, result.output
    assert holds(result.output, "to the same inputs: the submission does not always say the same")


def test_replay_of_what_does_not_exist(tmp_path):
    """Each says what there is."""
    classroom = a_class(tmp_path, 2)
    run(classroom)
    check = verdicts(classroom)["s000_right"][2][0][0]
    place = ("--class", classroom.root)
    assert_sentence(command("replay", "s009", TINY, check, *place), 2, "'s009' handed in nothing for 05_doubling")
    assert_sentence(command("replay", "s000_right", TINY, "test_nothing", *place), 2, "has no check 'test_nothing'")
    other = tmp_path / "other.key"
    command("key", "new", other)
    told = "name it with --key"
    assert_sentence(command("replay", "s000_right", TINY, check, "--key", other, *place), 2, "was graded with", told)
    assert WORKS
