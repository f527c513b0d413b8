"""After a check is mended: who changes, by how much and why; applied only when it is signed, and kept as history."""

import sys

import numpy as np
import pytest
from commands import TINY, assert_sentence, holds
from commands import run as command
from graded import WORKS, a_class, run, verdicts

from dlgrade.classroom import open_class
from dlgrade.regrade import causes, change_of

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


def test_what_a_dry_run_graded_is_not_graded_again(mended, monkeypatch):
    """Applying it takes the results that were looked at."""
    command("regrade", TINY, "--dry-run", "--class", mended.root)
    monkeypatch.setattr("dlgrade.batch.crew._COMMAND", (sys.executable, "-c", "raise SystemExit(7)"))
    reason = "lists were never tried"
    result = command("regrade", TINY, "--no-gradebook", "--class", mended.root, "--by", "Ada", "--reason", reason)
    assert result.exit_code == 0, result.output
    assert holds(result.output, "6 results replaced, signed by Ada")


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
    with np.load(kept) as arrays:
        assert np.array_equal(arrays["000_answer"], 3 * arrays["000_0"])


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
