"""A class is graded: in many processes, resumably, and nobody's submission stops anybody's."""

import errno
import os
import shutil
import signal
import sys
from pathlib import Path

import pytest
from commands import TINY, tiny_course
from commands import run as command
from enrolled import hand_in
from graded import DIES, WORKS, Watch, a_class, run, shared_key, verdicts

from dlgrade.batch.order import Order, engine, pack, read_order
from dlgrade.classroom import new_class, open_class, standings
from dlgrade.classroom.records import whole
from dlgrade.errors import CourseError, DlgradeError, UsageError
from dlgrade.grade import Settings
from dlgrade.keys import practice
from dlgrade.sandbox import obtain

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


@pytest.mark.parametrize(
    ("way", "told"),
    [
        ("os.kill(os.getpid(), 9)", "the grading process ended by signal 9"),
        ("raise RuntimeError('nobody foresaw it')", "the grading process failed (RuntimeError: nobody foresaw it)"),
        ("os.close(int(sys.argv[1])), __import__('time').sleep(600)", "the grading process stopped answering"),
    ],
)
def test_what_no_grading_process_survives_is_a_grader_error_and_nobody_elses(tmp_path, monkeypatch, way, told):
    """It costs no points, is named to the instructor, and is tried again by the next run."""
    classroom = a_class(tmp_path, 4)
    monkeypatch.setattr("dlgrade.batch.crew._COMMAND", (sys.executable, "-c", DIES.replace("WAY", way)))
    monkeypatch.setattr("dlgrade.batch.crew._END_SECONDS", 2.0)
    summary = run(classroom, jobs=1)
    assert [result.student for result in summary.faulty] == ["s001_wrong"]
    assert summary.faulty[0].faults == [
        f"{told}, each time this submission was graded: look at it before anybody runs it"
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


class Meddler(Watch):
    """Does something to the class's folder after the first result."""

    def __init__(self, meddle):
        super().__init__()
        self._meddle = meddle

    def graded(self, result):
        """Remember, and do it."""
        super().graded(result)
        if len(self.results) == 1:
            self._meddle()


def test_work_that_is_replaced_while_others_are_graded_gets_no_result_of_other_work(tmp_path):
    """What is there when it is graded counts as that; what was there before has no result."""
    classroom = a_class(tmp_path, 3)
    before = classroom.attempts(TINY)[2]
    run(classroom, Meddler(lambda: hand_in(classroom, "s002_stub", TINY, WORKS["right"])), jobs=1)
    assert classroom.records.result(before) is None
    assert classroom.records.result(classroom.attempts(TINY)[2]).passed
    assert run(classroom).graded == 0


def test_work_that_is_taken_away_or_never_still_stops_nobody(tmp_path, monkeypatch):
    """It gets no result now; what is there by then is graded by the next run."""
    classroom = a_class(tmp_path, 4)
    gone = classroom.root / "submitted" / "s002_stub" / TINY
    assert run(classroom, Meddler(lambda: shutil.move(gone, tmp_path / "gone")), jobs=1).graded == 3
    shutil.move(tmp_path / "gone", gone)
    keys = iter(range(100))
    monkeypatch.setattr("dlgrade.batch.intake.content_key", lambda folder: str(next(keys)))
    assert run(classroom).graded == 0
    monkeypatch.undo()
    assert run(classroom).graded == 1


@pytest.mark.skipif(sys.platform != "linux", reason="macOS takes no such names")
@pytest.mark.parametrize("alone", [True, False])
def test_a_file_whose_name_is_not_utf8_stops_nobody(tmp_path, alone):
    """It is left out with a note, or named in the problem where there is nothing else."""
    classroom = a_class(tmp_path, 2)
    folder = classroom.root / "submitted" / "s000_right" / TINY
    Path(os.fsdecode(os.fsencode(folder) + b"/l\xf6sung.py")).write_text("x = 1\n")
    if alone:
        (folder / "doubling.py").unlink()
    assert run(classroom).graded == 2
    right = classroom.records.result(classroom.attempts(TINY)[0])
    said = "it holds l\\udcf6sung.py" if alone else "l\\udcf6sung.py is left out: its name is not UTF-8"
    assert said in (right.problem if alone else right.notes[0])
    assert right.passed == (not alone)


@pytest.mark.skipif(sys.platform != "linux", reason="macOS takes no such names")
def test_a_student_whose_name_is_not_utf8_is_to_be_renamed(tmp_path):
    """A result could not bear it, nor could a gradebook."""
    classroom = a_class(tmp_path, 1)
    Path(os.fsdecode(os.fsencode(classroom.root) + b"/submitted/m\xfcller")).mkdir()
    with pytest.raises(UsageError, match=r"the folder m\\udcfcller has a name that is not UTF-8: rename it"):
        run(classroom)


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


def test_a_file_system_that_cannot_lock_is_said_so(tmp_path, monkeypatch):
    """And not that another run is at work, which would never end."""
    classroom = a_class(tmp_path, 1)

    def flock(*_):
        raise OSError(errno.EOPNOTSUPP, "Operation not supported")

    monkeypatch.setattr("fcntl.flock", flock)
    with pytest.raises(DlgradeError, match="cannot be locked: Operation not supported"):
        run(classroom)


def test_history_is_kept_where_a_file_cannot_have_two_names(tmp_path, monkeypatch):
    """As on exFAT and on some shared folders; a run that was killed halfway adds nothing twice."""
    classroom = a_class(tmp_path, 1)
    run(classroom)
    attempt = classroom.attempts(TINY)[0]

    def link(*_):
        raise PermissionError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr("os.link", link)
    with monkeypatch.context() as killed:
        killed.setattr("dlgrade.classroom.records.whole", ended_after(1))
        with pytest.raises(KeyboardInterrupt):
            classroom.records.keep(attempt, classroom.records.result(attempt))
    before = classroom.records.result(attempt)
    run(classroom, force=True)
    assert classroom.records.earlier(attempt) == [before]


def ended_after(count):
    """Write so many files whole, and then be ended."""
    left = iter(range(count))

    def write(path, content, **how):
        if next(left, None) is None:
            raise KeyboardInterrupt
        whole(path, content, **how)

    return write


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


def test_nothing_is_left_behind(tmp_path, monkeypatch):
    """No process, no temporary folder, also when a run is interrupted."""
    classroom = a_class(tmp_path)
    (tmp_path / "tmp").mkdir()
    monkeypatch.setenv("TMPDIR", str(tmp_path / "tmp"))
    before = set(children())
    with pytest.raises(KeyboardInterrupt):
        run(classroom, Watch(after=3))
    run(classroom)
    assert set(children()) <= before
    assert not list((tmp_path / "tmp").glob("dlgrade*"))


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


FAILS = """

@pytest.mark.points(1, task="double")
def test_odd(student):
    \"\"\"It is odd.\"\"\"
    from dlgrade.errors import CheckFailure

    raise CheckFailure("no")
"""


def test_an_order_tells_a_grader_all_that_was_asked_for(tmp_path):
    """What only `dlgrade check` can ask for is left out, and nothing else is."""
    course = tiny_course(tmp_path / "course")
    asked = Settings(
        key=practice(3), draw=2, device="cpu", isolation=obtain("basic"), answers=tmp_path / "answers", provided=True
    )
    told = read_order(pack(Order.of(course, TINY, asked)))
    assert told.settings() == asked
    assert told.opened().root == course.root
    assert told.engine == engine()
