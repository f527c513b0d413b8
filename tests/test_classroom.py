"""A class's folder: what is read from it, what is refused, and what is said of what is wrong with it."""

import datetime
import errno
import os

import pytest
from commands import TINY, tiny_course
from enrolled import hand_in, invented, result

from dlgrade.classroom import new_class, open_class, standings, student_id
from dlgrade.classroom.attempts import attempts_of, received_at
from dlgrade.errors import CourseError, UsageError


@pytest.fixture
def classroom(tmp_path):
    """A class of a small course."""
    return new_class(tmp_path / "class", tiny_course(tmp_path / "course"))


def test_a_new_class_can_be_opened_from_anywhere_inside(classroom):
    """It has a key of its own, which only its owner can read, and a name."""
    inside = classroom.root / "submitted" / "ada"
    inside.mkdir(parents=True)
    found = open_class(inside)
    assert (found.root, found.name) == (classroom.root, "class")
    assert found.key_file.stat().st_mode & 0o077 == 0


@pytest.mark.skipif(os.name != "posix", reason="modes are POSIX's")
def test_a_new_class_is_its_owners_and_an_old_folder_stays_as_shared_as_it_was(tmp_path, classroom):
    """It will hold everybody's grades, and its gradebook's password; instructors who share it have their reasons."""
    assert classroom.root.stat().st_mode & 0o077 == 0
    shared = tmp_path / "shared"
    shared.mkdir()
    shared.chmod(0o770)
    new_class(shared, classroom.course)
    assert shared.stat().st_mode & 0o777 == 0o770


def test_a_class_is_never_made_twice(classroom):
    """What is there stays."""
    with pytest.raises(UsageError, match="there is a class already"):
        new_class(classroom.root, classroom.course)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "missing required field `course`"),
        ("course = 3", "Expected `str`"),
        ("course = 'x'\nclas = 1", "unknown field `clas`"),
        ("course = ", "Invalid value"),
        ("course = 'nowhere'", "the course is no longer at"),
    ],
)
def test_a_class_file_that_is_wrong_is_said_so(classroom, text, told):
    """With the file's name."""
    (classroom.root / "dlgrade.toml").write_text(text)
    with pytest.raises(UsageError, match=told) as raised:
        open_class(classroom.root)
    assert "dlgrade.toml: " in str(raised.value)


def test_where_there_is_no_class_the_sentence_says_how_to_make_one(tmp_path):
    """Looked for, and named."""
    with pytest.raises(UsageError, match="`dlgrade class DIR` makes one"):
        open_class(tmp_path)
    with pytest.raises(UsageError, match=r"holds no dlgrade\.toml of a class: `dlgrade class"):
        open_class(tmp_path, tmp_path)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-10-01 12:00:00.5 UTC", "2026-10-01T12:00:00.5+00:00"),
        ("2026-10-01 12:00:00 Asia/Taipei", "2026-10-01T04:00:00+00:00"),
        ("2026-10-01 12:00:00", "2026-10-01T12:00:00+00:00"),
        ("2026-10-01 12:00:00+0200", "2026-10-01T10:00:00+00:00"),
        ("yesterday", None),
        ("", None),
        ("2026-10-01 12:00:00 No/Where", None),
        ("9999-12-31 23:59:59-2300", None),
    ],
)
def test_when_something_was_received(tmp_path, text, moment):
    """As nbgrader writes it, in any zone; what says nothing is nothing."""
    (tmp_path / "timestamp.txt").write_text(text)
    expected = datetime.datetime.fromisoformat(moment) if moment else None
    assert received_at(tmp_path) == expected


@pytest.mark.parametrize("name", ["ada", "b.c@example.edu", "王小明", "o'neil", "s-1_2", "x+y"])
def test_names_that_students_have(name):
    """Letters of any script."""
    assert student_id(f" {name} ") == name


ODD = ["", ".", "..", ".hidden", "a/b", "a\\b", "a\0b", "a\nb", "-rf", "x" * 200, "a:b", "\u202eabc"]


@pytest.mark.parametrize("name", ODD)
def test_names_that_could_be_something_else(name):
    """A path, an option, nothing at all."""
    with pytest.raises(UsageError, match="cannot be a student's name"):
        student_id(name)


def test_links_are_not_followed(classroom, tmp_path):
    """Neither a student's folder, nor an exercise's, nor a file, nor another exercise's that would be read with it."""
    outside = tmp_path / "outside"
    hand_in(classroom, "ada", TINY, "x = 1\n")
    (outside / TINY).mkdir(parents=True)
    (outside / TINY / "doubling.py").write_text("secret = 1\n")
    (classroom.root / "submitted" / "eve").symlink_to(outside)
    (classroom.root / "submitted" / "mal").mkdir()
    (classroom.root / "submitted" / "mal" / TINY).symlink_to(outside / TINY)
    assert [attempt.student for attempt in classroom.attempts(TINY)] == ["ada"]
    path = classroom.root / "submitted" / "ada" / TINY / "doubling.py"
    path.unlink()
    path.symlink_to(outside / TINY / "doubling.py")
    (attempt,) = classroom.attempts(TINY)
    assert "symbolic link" in classroom.submission(attempt).problem


def test_a_students_folder_that_is_a_link_is_nobodys(classroom):
    """Not even of a student who has a folder of their own for earlier submissions, or the other way round."""
    hand_in(classroom, "ada", TINY, "x = 1\n")
    hand_in(classroom, "ada", TINY, "x = 0\n", earlier="1")
    hand_in(classroom, "eve", TINY, "import doubling\n", earlier="1")
    hand_in(classroom, "mal", TINY, "x = 3\n")
    (classroom.root / "submitted" / "eve").symlink_to(classroom.root / "submitted" / "ada")
    (classroom.root / "attempts" / "mal").symlink_to(classroom.root / "attempts" / "ada")
    found = [(attempt.student, attempt.folder.parts[-4:]) for attempt in classroom.attempts(TINY)]
    assert [parts for student, parts in found if student == "eve"] == [("attempts", "eve", TINY, "1")]
    assert [parts[1:] for student, parts in found if student == "mal"] == [("submitted", "mal", TINY)]


@pytest.mark.parametrize(
    ("closed", "look"),
    [
        ("os.scandir", lambda classroom: classroom.attempts(TINY)),
        ("pathlib.Path.lstat", lambda classroom: attempts_of(classroom.root, "ada", TINY)),
    ],
)
def test_a_folder_that_may_not_be_entered_is_named(classroom, monkeypatch, closed, look):
    """Nobody is taken for one who handed in nothing because their folder is closed."""
    hand_in(classroom, "ada", TINY, "x = 1\n")

    def refuse(*_, **__):
        raise PermissionError(errno.EACCES, "Permission denied")

    with monkeypatch.context() as patched:
        patched.setattr(closed, refuse)
        with pytest.raises(UsageError, match=r"submitted.* cannot be looked into"):
            look(classroom)


def test_settings_of_exercises_that_do_not_exist(tmp_path):
    """A due date for nothing is a slip of the pen."""
    toml = 'name = "T"\nversion = "1"\nengine = ">=0.1"\n[due]\n05_doublin = 2026-10-01T12:00:00\n'
    classroom = new_class(tmp_path / "class", tiny_course(tmp_path / "course", toml))
    hand_in(classroom, "ada", TINY, "x = 1\n")
    with pytest.raises(CourseError, match="no exercise '05_doublin': did you mean 05_doubling"):
        standings(classroom)


def test_a_time_zone_that_does_not_exist(tmp_path):
    """Is said when the course is opened."""
    toml = 'name = "T"\nversion = "1"\nengine = ">=0.1"\ntimezone = "Taipeh"\n'
    with pytest.raises(CourseError, match="'Taipeh' is none that is known"):
        tiny_course(tmp_path / "course", toml)


@pytest.mark.parametrize("grace", ["inf", "1e300", "nan", "-1"])
def test_a_grace_that_no_clock_can_add(tmp_path, grace):
    """Is said when the course is opened, not when the class is reported."""
    toml = f'name = "T"\nversion = "1"\nengine = ">=0.1"\n[late]\ngrace_minutes = {grace}\n'
    with pytest.raises(CourseError, match=r"course\.toml: .*late.grace_minutes"):
        tiny_course(tmp_path / "course", toml)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("ada,05_doublin,2026-10-01,", "no exercise '05_doublin'"),
        ("ada,05_doubling,tomorrow,", "'tomorrow' is no date and time"),
        ("ada,05_doubling,2026-10-01,", "names no time of that day: write 2026-10-01T23:59 for all of it"),
        ("ada,05_doubling,20261001,", "names no time of that day: write 2026-10-01T23:59 for all of it"),
        ("../x,05_doubling,2026-10-01T12:00,", "cannot be a student's name"),
    ],
)
def test_extensions_that_are_wrong(classroom, line, told):
    """File and line are named."""
    hand_in(classroom, "ada", TINY, "x = 1\n")
    (classroom.root / "extensions.csv").write_text(f"student,exercise,until,reason\n{line}\n")
    with pytest.raises(UsageError, match=told):
        standings(classroom)


def test_extensions_that_are_not_utf8(classroom):
    """As a spreadsheet saves them."""
    hand_in(classroom, "ada", TINY, "x = 1\n")
    (classroom.root / "extensions.csv").write_bytes(
        b"student,exercise,until,reason\nada,05_doubling,2026-10-01,f\xfcr\n"
    )
    with pytest.raises(UsageError, match=r"extensions\.csv: is no text in UTF-8: save it so"):
        standings(classroom)


def test_an_extension_of_somebody_unknown_is_named(classroom):
    """Where there is a roster; a slip of the pen would otherwise give nobody more time, in silence."""
    hand_in(classroom, "zoe", TINY, "x = 1\n")
    line = "student,exercise,until,reason\n{},05_doubling,2026-10-01T12:00,\n"
    (classroom.root / "extensions.csv").write_text(line.format("adda"))
    assert open_class(classroom.root).extensions
    (classroom.root / "roster.csv").write_text("id\nada\n")
    with pytest.raises(UsageError, match=r"extensions.csv: there is no student 'adda': did you mean ada\?"):
        standings(open_class(classroom.root))
    for known in ("ada", "zoe"):
        (classroom.root / "extensions.csv").write_text(line.format(known))
        assert [each.student for each in open_class(classroom.root).extensions] == [known]


def test_extensions_are_of_the_courses_time_zone(tmp_path):
    """Unless they say otherwise."""
    toml = 'name = "T"\nversion = "1"\nengine = ">=0.1"\ntimezone = "Asia/Taipei"\n'
    classroom = new_class(tmp_path / "class", tiny_course(tmp_path / "course", toml))
    rows = (
        "student,exercise,until,reason\nada,05_doubling,2026-10-01T12:00,ill\nbob,05_doubling,2026-10-01T12:00+00:00,\n"
    )
    (classroom.root / "extensions.csv").write_text(rows)
    assert [each.until.hour for each in open_class(classroom.root).extensions] == [4, 12]


def test_a_class_of_many_has_a_standing_for_everybody(tmp_path):
    """Who is on the roster and handed in nothing is missing; who handed in and is not on it is there."""
    course = tiny_course(tmp_path / "course")
    classroom = invented(tmp_path / "class", course, 20)
    hand_in(classroom, "stranger", TINY, "x = 1\n")
    found = {each.student: each for each in standings(open_class(classroom.root))}
    assert len(found) == 21
    assert found["s0008"].state == "missing"
    assert found["stranger"].state == "not graded"
    assert found["s0000"].max_points == 24


def test_the_newest_checks_decide_what_an_exercise_is_worth(tmp_path):
    """Also for who was graded by others before."""
    course = tiny_course(tmp_path / "course")
    classroom = invented(tmp_path / "class", course, 3)
    attempt = classroom.attempts(TINY)[0]
    old = classroom.records.result(attempt)
    new = result(attempt.student, TINY, old.checks[:-1], started="2026-10-09T10:00:00+00:00")
    classroom.records.keep(attempt, new)
    assert {each.max_points for each in standings(classroom)} == {24 - old.checks[-1].max_points}


def test_a_student_is_not_told_where_the_grader_keeps_things(classroom):
    """What a submission lacks is said of the submission."""
    folder = hand_in(classroom, "ada", TINY, "x = 1\n")
    (folder / "doubling.py").rename(folder / "other.py")
    (attempt,) = classroom.attempts(TINY)
    problem = classroom.submission(attempt).problem
    assert problem.startswith("there is no doubling.py in your submission; it holds other.py")
    assert str(classroom.root) not in problem


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("[late]\npenalty = 'perday'", "it is one of none, zero, per_day, per_hour, bank"),
        ("counts = 'first'", "it is last or best"),
        ("[due]\n05_doubling = 2026-10-01", "a due date is written as 2026-10-01T23:59:00"),
    ],
)
def test_settings_that_are_wrong_say_what_may_be_written(tmp_path, line, told):
    """Beside what was."""
    with pytest.raises(CourseError, match=told):
        tiny_course(tmp_path / "course", f'name = "T"\nversion = "1"\nengine = ">=0.1"\n{line}\n')


def test_a_students_folder_is_no_class(tmp_path):
    """Nothing is reported of it, and nothing is written there."""
    (tmp_path / "dlgrade.toml").write_text(f'course = "{tmp_path}"\nlanguage = "en"\n')
    with pytest.raises(UsageError, match="no class found"):
        open_class(tmp_path)
    with pytest.raises(UsageError, match=r"holds no dlgrade\.toml of a class"):
        open_class(tmp_path, tmp_path)
