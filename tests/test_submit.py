"""`dlgrade submit`: what is sent is shown and looked at, sent whole, and receipted."""

import datetime
import json
import os
import re
import time
import zipfile
from pathlib import Path

import pytest
from classroom import COURSE, SLUG, SOLUTION
from commands import assert_sentence, holds, run
from handing_in import MODULE, NOON, contents, exchange, student_desk

from dlgrade import desk, submit
from dlgrade.classroom.slips import MANIFEST, decoded
from dlgrade.course import Late, Settings
from dlgrade.errors import SubmissionError
from dlgrade.results import Digests, write
from dlgrade.student import read_submission
from dlgrade.submit.remarks import lateness

_NAME = re.compile(rf"s1\+{SLUG}\+\d{{4}}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{{6}} UTC\+[\w-]{{12}}")


@pytest.fixture
def mine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> desk.Desk:
    """A student's folder; commands run there."""
    made = student_desk(tmp_path / "desk")
    monkeypatch.chdir(made.root)
    return made


def hand_in(*arguments: object, name: str = SLUG):
    """Run the command as a student does."""
    return run("submit", name, "--course", COURSE.root, *arguments)


def test_the_first_time_asks_where_and_who(mine: desk.Desk, tmp_path: Path) -> None:
    """Each in one sentence, and never again."""
    inbound = exchange(tmp_path)
    assert_sentence(hand_in(), 2, "say once where to hand in", "--to FOLDER")
    assert_sentence(hand_in("--to", inbound.parent), 2, "say once who you are", "--student ID")
    assert hand_in("--to", inbound.parent, "--student", "s1").exit_code == 0
    assert hand_in().exit_code == 0
    assert len(list(inbound.iterdir())) == 2


def test_a_submission_lies_in_the_exchange_as_nbgrader_puts_it(mine: desk.Desk, tmp_path: Path) -> None:
    """Named with student, exercise, time and randomness; module and time are in it, and nothing is beside it."""
    inbound = exchange(tmp_path)
    result = hand_in("--to", inbound.parent, "--student", "s1")
    assert result.exit_code == 0, result.output
    (made,) = inbound.iterdir()
    assert _NAME.fullmatch(made.name)
    assert sorted(path.name for path in made.iterdir()) == [MODULE, "timestamp.txt"]
    assert (made / MODULE).read_bytes() == SOLUTION.encode()
    assert (made / "timestamp.txt").read_text() == made.name.split("+")[2]
    if os.name == "posix":
        assert {oct(path.stat().st_mode & 0o777) for path in made.iterdir()} == {"0o600"}
    receipt = next((mine.root / ".dlgrade" / "receipts").iterdir())
    said = json.loads(receipt.read_text())
    assert (said["student"], said["exercise"], said["to"]) == ("s1", SLUG, str(made))
    for text in (said["digest"], said["files"][0]["sha256"], MODULE, f"{len(SOLUTION.encode()):,} bytes", str(receipt)):
        assert text in result.stdout


def test_modules_of_other_exercises_that_are_imported_come_along(mine: desk.Desk, tmp_path: Path) -> None:
    """They are listed as packed, and what nobody imports stays."""
    (mine.root / SLUG / MODULE).write_text(f"import neuron\nimport mine\n{SOLUTION}", "utf-8")
    (mine.root / SLUG / "mine.py").write_text("a = 1\n")
    (mine.root / SLUG / "notes.txt").write_text("no code\n")
    (mine.root / "01_neuron" / "neuron.py").write_text("b = 2\n")
    inbound = exchange(tmp_path)
    result = hand_in("--to", inbound, "--student", "s1")
    assert result.exit_code == 0, result.output
    (made,) = inbound.iterdir()
    assert sorted(path.name for path in made.glob("*.py")) == [MODULE, "mine.py", "neuron.py"]
    assert holds(result.stdout, "neuron.py  from 01_neuron")
    assert holds(result.stdout, "stays here, since only Python files are sent: notes.txt")
    assert read_submission(made, "activations").problem == ""


BROKEN = {
    "a syntax error": ("x = 1\ndef sigmoid(x:\n", ["does not load", "line 2"]),
    "an exception": ("x = 1\ny = x / 0\n", ["ZeroDivisionError", "line 2"]),
    "an exit": ("import os\nos._exit(0)\n", ["ended the process"]),
    "a module that is not there": ("import torch\n", ["torch is not available here"]),
    "the stub": (COURSE.exercise(SLUG).stub.read_text("utf-8"), ["is the stub as you got it"]),
}


@pytest.mark.parametrize("kind", BROKEN)
def test_what_cannot_pass_is_sent_only_on_demand(mine: desk.Desk, tmp_path: Path, kind: str) -> None:
    """The sentence names the line; nothing is sent without --anyway, and everything with it."""
    text, words = BROKEN[kind]
    (mine.root / SLUG / MODULE).write_text(text, "utf-8")
    inbound = exchange(tmp_path)
    to = ("--to", inbound.parent, "--student", "s1")
    refused = hand_in(*to)
    assert_sentence(refused, 1, "not handed in: ", "mend it, or send it as it is with --anyway")
    assert refused.stderr.count("\n") == 1, refused.stderr
    assert all(word in refused.stdout for word in words), refused.stdout
    assert list(inbound.iterdir()) == []
    assert hand_in(*to, "--anyway").exit_code == 0
    assert [(path / MODULE).read_text("utf-8") for path in inbound.iterdir()] == [text]


UNSENDABLE = {
    "no module": (None, "there is no activations.py"),
    "not UTF-8": (b"x = '\xe9'\n", "line 1: not UTF-8 text"),
    "too large": (b"#" * (2 << 20), "larger than 1 MB"),
}


@pytest.mark.parametrize("kind", UNSENDABLE)
def test_what_could_not_be_graded_is_never_sent(mine: desk.Desk, tmp_path: Path, kind: str) -> None:
    """Not even with --anyway."""
    content, words = UNSENDABLE[kind]
    path = mine.root / SLUG / MODULE
    path.unlink()
    if content is not None:
        path.write_bytes(content)
    inbound = exchange(tmp_path)
    result = hand_in("--to", inbound, "--student", "s1", "--anyway")
    assert_sentence(result, 1, f"{SLUG} cannot be handed in: ", words)
    assert list(inbound.iterdir()) == []


def test_a_link_is_not_followed(mine: desk.Desk, tmp_path: Path) -> None:
    """Neither for the module nor for what it imports."""
    (tmp_path / "secret.py").write_text("x = 1\n")
    path = mine.root / SLUG / MODULE
    path.unlink()
    path.symlink_to(tmp_path / "secret.py")
    assert_sentence(hand_in("--to", exchange(tmp_path), "--student", "s1"), 1, "is a symbolic link")


def test_a_missing_folder_says_how_to_get_it_back(mine: desk.Desk, tmp_path: Path) -> None:
    """An exercise that was deleted."""
    (mine.root / SLUG).rename(mine.root / "away")
    assert_sentence(hand_in("--to", exchange(tmp_path), "--student", "s1"), 1, "does not exist: run `dlgrade init")


def test_without_a_name_the_folder_says_which_exercise(
    mine: desk.Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The one that is stood in; elsewhere it has to be named, and a wrong name gets the nearest."""
    to = ("--to", exchange(tmp_path), "--student", "s1", "--dry-run", "--course", COURSE.root)
    assert_sentence(run("submit", *to), 2, "say which exercise to hand in")
    assert_sentence(run("submit", "activation", *to), 2, "did you mean 02_activations?")
    monkeypatch.chdir(mine.root / SLUG)
    result = run("submit", *to)
    assert result.exit_code == 0
    assert "nothing was sent: this was a dry run" in result.stdout
    assert list((tmp_path / "dl101" / "inbound").iterdir()) == []


def test_editors_traces_are_noticed(mine: desk.Desk, tmp_path: Path) -> None:
    """A newer swap file warns; an older backup does not."""
    folder = mine.root / SLUG
    (folder / f"{MODULE}~").write_text("older\n")
    os.utime(folder / f"{MODULE}~", (1, 1))
    where = ("--to", exchange(tmp_path), "--student", "s1", "--dry-run")
    assert "unsaved" not in hand_in(*where).output
    for trace in (f".{MODULE}.swp", f"#{MODULE}#"):
        (folder / trace).write_text("newer\n")
        later = time.time() + 60
        os.utime(folder / trace, (later, later))
        assert f"{MODULE} may be unsaved: {trace} is newer than it" in hand_in(*where).stdout
        (folder / trace).unlink()


def test_the_latest_check_is_told(mine: desk.Desk, tmp_path: Path) -> None:
    """Never checked, nothing passed, checked, and edited since: one sentence each, and it is sent all the same."""
    from enrolled import result as graded

    where = ("--to", exchange(tmp_path), "--student", "s1", "--dry-run")
    assert "you have never checked it" in hand_in(*where).stdout
    digest = mine.submission(COURSE.exercise(SLUG)).digest
    (mine.root / ".dlgrade").mkdir(exist_ok=True)
    for points, said in ((0.0, "nothing passes yet"), (7.0, "your last check gave 7 of 10 points")):
        made = graded("", SLUG, [], points=points, max_points=10.0, digests=Digests(submission=digest, checks=""))
        write(made, mine.root / ".dlgrade" / f"{SLUG}.json")
        assert said in hand_in(*where).stdout
    (mine.root / SLUG / MODULE).write_text(SOLUTION + "\n# more\n", "utf-8")
    assert "edited since your last check, which gave 7 of 10 points" in hand_in(*where).stdout


def test_a_second_time_says_so_and_keeps_both(mine: desk.Desk, tmp_path: Path) -> None:
    """Which counts is the course's choice; the same files are named as that."""
    inbound = exchange(tmp_path)
    where = ("--to", inbound, "--student", "s1")
    assert "handed" not in hand_in(*where, "--dry-run").stdout
    assert hand_in(*where).exit_code == 0
    assert "you have handed the very same files in once at" in hand_in(*where).stdout
    (mine.root / SLUG / MODULE).write_text(SOLUTION + "\n# more\n", "utf-8")
    again = hand_in(*where).stdout
    assert "you have handed it in 2 times, last at" in again
    assert "all are kept, and the last one counts" in again
    assert len(list(inbound.iterdir())) == 3
    assert len(list((mine.root / ".dlgrade" / "receipts").iterdir())) == 3


DUE = datetime.datetime(2026, 10, 1, 12, 0, tzinfo=datetime.UTC)
LATENESS = {
    "in time": (Late(), -90, "in time: it is due 2026-10-01 12:00 UTC, in 1 h 30 min"),
    "within the grace": (Late(grace_minutes=10), 5, "the course's grace covers that"),
    "late without a penalty": (Late(), 60, "late by 1 h, which takes no points here"),
    "late, and worth nothing": (Late(penalty="zero"), 60, "late by 1 h, and late work gets no points here"),
    "by the day": (Late(penalty="per_day", rate=0.1), 60 * 25, "late by 1 d 1 h, which takes 20% of the points so far"),
    "by the hour": (Late(penalty="per_hour", rate=0.01), 90, "late by 1 h 30 min, which takes 2% of the points so far"),
    "from the bank": (Late(penalty="bank", bank_days=5), 60, "which uses 1 of your 5 late days"),
}


@pytest.mark.parametrize("kind", LATENESS)
def test_lateness_is_told_with_what_it_takes(kind: str) -> None:
    """By how much, what the policy takes, and that extensions come later."""
    policy, minutes, words = LATENESS[kind]
    settings = Settings("x", "1", ">=0.1", due={SLUG: DUE}, late=policy)
    said = lateness(settings, SLUG, DUE + datetime.timedelta(minutes=minutes))
    assert words in said
    assert ("extension" in said) == said.startswith("late")
    assert lateness(settings, "03_losses", NOON) == ""


def test_a_due_date_is_told_in_the_courses_time() -> None:
    """As course.toml and the report have it: a student in Taipei is not told another hour, or another day."""
    due = datetime.datetime(2026, 10, 1, 1, 59)
    settings = Settings("x", "1", ">=0.1", timezone="Asia/Taipei", due={SLUG: due})
    assert "due 2026-10-01 01:59 CST, in " in lateness(settings, SLUG, NOON - datetime.timedelta(days=3))


def test_an_archive_is_made_to_upload_by_hand(mine: desk.Desk, tmp_path: Path) -> None:
    """It reads as the folder does, says who sent it, and no archive that is there is ever replaced."""
    (tmp_path / "work.zip").write_bytes(b"mine")
    (tmp_path / "work-2.zip").symlink_to(tmp_path / "elsewhere.zip")
    for number in (3, 4):
        result = hand_in("--to", tmp_path / "work.zip", "--student", "s1")
        assert result.exit_code == 0, result.output
        made = tmp_path / f"work-{number}.zip"
        assert f"UTC: {made}" in result.stdout
        assert read_submission(made, "activations").digest == mine.submission(COURSE.exercise(SLUG)).digest
        with zipfile.ZipFile(made) as archive:
            assert sorted(archive.namelist()) == [MODULE, MANIFEST]
            assert decoded(archive.read(MANIFEST)).student == "s1"
    assert (tmp_path / "work.zip").read_bytes() == b"mine"
    assert not (tmp_path / "elsewhere.zip").exists()


def test_a_shared_folder_gets_one_archive_each_time(mine: desk.Desk, tmp_path: Path) -> None:
    """Under names that nobody can foresee."""
    (tmp_path / "share").mkdir()
    for _ in range(2):
        assert hand_in("--to", tmp_path / "share", "--student", "s1").exit_code == 0
    names = sorted(path.name for path in (tmp_path / "share").iterdir())
    assert len(names) == 2
    assert all(re.fullmatch(rf"s1\+{SLUG}\+\d{{8}}T\d{{6}}Z\+[0-9a-f]{{18}}\.zip", name) for name in names)


def test_a_stubborn_stub_has_no_file_without_anyway(mine: desk.Desk, tmp_path: Path) -> None:
    """A library user gets the same refusal as the command."""
    (mine.root / SLUG / MODULE).write_text("def sigmoid(:\n", "utf-8")
    exercise = COURSE.exercise(SLUG)
    plan = submit.prepare(mine, exercise, place=tmp_path, to=str(exchange(tmp_path)), student="s1")
    with pytest.raises(SubmissionError, match="not handed in"):
        submit.send(plan)
    assert contents(tmp_path / "dl101") == {}
