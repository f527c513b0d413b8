"""A class is graded: in many processes, resumably, and nobody's submission stops anybody's."""

import os
import signal
import sys
from pathlib import Path

import pytest
from commands import TINY, tiny_course
from commands import run as command
from enrolled import hand_in
from graded import WORKS, Watch, a_class, run, shared_key, verdicts

from dlgrade.classroom import new_class, open_class, standings
from dlgrade.errors import CourseError, DlgradeError, UsageError

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="classes are graded on Linux and macOS")


def test_everybody_gets_a_result_of_their_own(tmp_path):
    """The right one passes, the others do not, and a second run has nothing to do."""
    classroom = a_class(tmp_path)
    watch = Watch()
    summary = run(classroom, watch)
    assert (summary.graded, summary.passed, summary.faulty) == (12, 2, [])
    assert watch.proved == [TINY]
    for standing in standings(classroom):
        assert standing.state == "graded"
        assert (standing.score == standing.max_points > 0) == standing.student.endswith("right")
        assert standing.result.student == standing.student
        assert standing.result.isolation.startswith("strict")
    again = Watch()
    assert run(classroom, again).graded == 0
    assert again.plans[0].unchanged == 12
    assert again.proved == []


def test_only_new_work_is_graded_and_earlier_results_are_kept(tmp_path):
    """A new submission, and nobody else's; --force grades all again and the earlier result is history."""
    classroom = a_class(tmp_path, 3)
    run(classroom)
    hand_in(classroom, "s001_wrong", TINY, WORKS["right"])
    watch = Watch()
    run(classroom, watch)
    assert [result.student for result in watch.results] == ["s001_wrong"]
    assert verdicts(classroom)["s001_wrong"][1] == verdicts(classroom)["s000_right"][1]
    run(classroom, force=True)
    attempt = classroom.attempts(TINY)[0]
    assert len(classroom.records.earlier(attempt)) == 1
    assert classroom.records.earlier(attempt)[0].verdicts() == classroom.records.result(attempt).verdicts()


def test_the_command_says_why_there_was_nothing_to_grade(tmp_path):
    """Nothing is handed in, or nothing is new; neither is reported as none graded with full marks."""
    classroom = new_class(tmp_path / "class", tiny_course(tmp_path / "course"), key=shared_key())
    for asked in ("all", TINY):
        empty = command("grade", asked, "--no-gradebook", "--class", classroom.root)
        assert empty.exit_code == 0, empty.output
        assert "nothing is handed in yet: `dlgrade collect SOURCE`" in empty.stdout
    hand_in(classroom, "ada", TINY, WORKS["right"])
    assert "1 graded, 1 of them with full marks" in command("grade", "--no-gradebook", "--class", classroom.root).stdout
    again = command("grade", "--no-gradebook", "--class", classroom.root).stdout
    assert f"nothing new; results are in {classroom.records.root}" in again
    assert "0 graded" not in again


def test_results_of_other_checks_are_left_to_regrade(tmp_path):
    """`grade` changes nobody's points because a check was edited; it says how many are outdated."""
    classroom = a_class(tmp_path, 3)
    run(classroom)
    checks = classroom.course.exercise(TINY).checks
    checks.write_text(checks.read_text() + "\n# edited\n")
    watch = Watch()
    assert run(open_class(classroom.root), watch).graded == 0
    assert len(watch.plans[0].outdated) == 3


def test_a_run_that_was_interrupted_goes_on_where_it_was(tmp_path):
    """What was graded stays, what was not is graded by the next run, and the verdicts are those of one whole run."""
    classroom, whole = a_class(tmp_path / "a"), a_class(tmp_path / "b")
    with pytest.raises(KeyboardInterrupt):
        run(classroom, Watch(after=4))
    kept = len(list(classroom.records.root.rglob("*.json")))
    assert kept == 4
    summary = run(classroom)
    assert summary.graded == 8
    run(whole)
    assert verdicts(classroom) == verdicts(whole)


def test_a_grading_process_that_dies_is_replaced_and_its_submission_graded(tmp_path):
    """One that is killed costs nothing but time."""
    classroom = a_class(tmp_path)

    class Killer(Watch):
        def graded(self, result):
            super().graded(result)
            if len(self.results) in (2, 5):
                pids = [each for each in children() if b"batch.grader" in command_of(each)]
                os.kill(pids[0], signal.SIGKILL)

    summary = run(classroom, Killer())
    assert (summary.graded, summary.faulty) == (12, [])


def test_what_no_grading_process_survives_is_a_grader_error_and_nobody_elses(tmp_path, monkeypatch):
    """It costs no points, is named to the instructor, and is tried again by the next run."""
    classroom = a_class(tmp_path, 4)
    monkeypatch.setattr("dlgrade.batch.crew._COMMAND", (sys.executable, "-c", DIES))
    summary = run(classroom, jobs=1)
    assert [result.student for result in summary.faulty] == ["s001_wrong"]
    assert summary.faulty[0].faults == [
        "the grading process ended by signal 9, each time this submission was graded: look at it before anybody runs it"
    ]
    assert verdicts(classroom)["s001_wrong"][0] == "grader error"
    monkeypatch.undo()
    assert run(classroom).graded == 1
    assert verdicts(classroom)["s001_wrong"][0] == "graded"


def test_processes_that_never_grade_anything_end_the_run(tmp_path, monkeypatch):
    """With one sentence, and no verdict about anybody."""
    classroom = a_class(tmp_path, 4)
    run(classroom)
    monkeypatch.setattr("dlgrade.batch.crew._COMMAND", (sys.executable, "-c", "raise SystemExit(7)"))
    with pytest.raises(DlgradeError, match=r"grading processes die before anything is graded \(it ended with code 7\)"):
        run(classroom, force=True)
    assert {state for state, *_ in verdicts(classroom).values()} == {"graded"}


def test_a_class_is_not_graded_without_a_key(tmp_path):
    """The sentence says how to make one."""
    classroom = a_class(tmp_path, 1)
    path = classroom.root / "dlgrade.toml"
    path.write_text("\n".join(line for line in path.read_text().splitlines() if not line.startswith("key")))
    with pytest.raises(UsageError, match="a class is graded with a key"):
        run(open_class(classroom.root))


def test_nobody_is_graded_where_the_solution_itself_fails(tmp_path):
    """The sentence names the check and how to prove it."""
    classroom = a_class(tmp_path, 2)
    checks = classroom.course.exercise(TINY).checks
    checks.write_text(checks.read_text() + FAILS)
    with pytest.raises(CourseError, match=r"the course's own solution fails test_odd under this key \(no\).*selftest"):
        run(classroom)
    assert not list(classroom.records.root.rglob("*.json"))


def test_two_runs_at_once_are_one_too_many(tmp_path):
    """The second is told who is at work; a killed one holds nobody up."""
    classroom = a_class(tmp_path, 1)
    with (
        classroom.records.alone(),
        pytest.raises(UsageError, match=f"another run is grading here .process {os.getpid()}"),
    ):
        run(classroom)
    assert run(classroom).graded == 1


def test_a_full_disk_ends_the_run_with_a_sentence_and_loses_nothing(tmp_path, monkeypatch):
    """What was graded before is kept, and the next run completes."""
    classroom = a_class(tmp_path, 4)
    sound = type(classroom.records).keep
    kept = []

    def keep(records, attempt, result):
        if len(kept) == 2:
            monkeypatch.setattr("dlgrade.classroom.records.Path.replace", full)
        sound(records, attempt, result)
        kept.append(attempt)

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(type(classroom.records), "keep", keep)
    with pytest.raises(DlgradeError, match="cannot be written: the disk is full; what was done before is kept"):
        run(classroom)
    monkeypatch.undo()
    assert len(list(classroom.records.root.rglob("*.json"))) == 2
    assert not list(classroom.records.root.rglob("*.partial"))
    assert run(classroom).graded == 2


def test_a_damaged_result_is_graded_again(tmp_path):
    """As a machine that lost power may leave one."""
    classroom = a_class(tmp_path, 2)
    run(classroom)
    attempt = classroom.attempts(TINY)[0]
    classroom.records.path(attempt).write_bytes(b"")
    assert run(classroom).graded == 1
    assert classroom.records.result(attempt).passed


def test_the_best_of_several_submissions_can_count(tmp_path):
    """Then each of them is graded, and equal ones once."""
    toml = 'name = "Tiny"\nversion = "1"\nengine = ">=0.1"\ncounts = "best"\n'
    classroom = new_class(tmp_path / "class", tiny_course(tmp_path / "course", toml), key=shared_key())
    hand_in(classroom, "ada", TINY, WORKS["right"], earlier="1")
    hand_in(classroom, "ada", TINY, WORKS["right"], earlier="2")
    hand_in(classroom, "ada", TINY, WORKS["wrong"])
    assert run(classroom).graded == 2
    (standing,) = standings(classroom)
    assert standing.score == standing.max_points


def test_nothing_is_left_behind(tmp_path):
    """No process, no temporary folder, also when a run is interrupted."""
    classroom = a_class(tmp_path)
    before = set(children())
    with pytest.raises(KeyboardInterrupt):
        run(classroom, Watch(after=3))
    run(classroom)
    assert set(children()) <= before


def test_history_is_numbered_whatever_the_clock_says(tmp_path):
    """A clock that is set back changes no order."""
    classroom = a_class(tmp_path, 1)
    run(classroom)
    attempt = classroom.attempts(TINY)[0]
    for year in ("2031", "2001", "2011"):
        result = classroom.records.result(attempt)
        changed = type(result)(
            **{**{name: getattr(result, name) for name in result.__struct_fields__}, "started": year}
        )
        classroom.records.keep(attempt, changed)
    assert [each.started for each in classroom.records.earlier(attempt)][1:] == ["2031", "2001"]
    assert classroom.records.result(attempt).started == "2011"


def children():
    """The processes that this one started, by /proc."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            if int(stat.read_text().rpartition(")")[2].split()[1]) == os.getpid():
                found.append(int(stat.parent.name))
        except OSError:
            continue
    return found


def command_of(pid):
    """A process's command line."""
    return Path(f"/proc/{pid}/cmdline").read_bytes()


DIES = """
import os, sys
from multiprocessing.connection import Connection
from dlgrade.batch import grader
judge = grader.read_submission
def read(content):
    submission = judge(content)
    if submission.student.endswith("wrong"):
        os.kill(os.getpid(), 9)
    return submission
grader.read_submission = read
grader.main(Connection(int(sys.argv[1])))
"""

FAILS = """

@pytest.mark.points(1, task="double")
def test_odd(student):
    \"\"\"It is odd.\"\"\"
    from dlgrade.errors import CheckFailure

    raise CheckFailure("no")
"""
