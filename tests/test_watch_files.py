"""Editors, disks and courses that do unusual things under a watch."""

import os
import shutil
import time
from pathlib import Path

import pytest
from watched import Watched, tiny_desk, watched, write

from dlgrade.desk import Desk

SLUG = "01_tiny"


@pytest.fixture(scope="module")
def desks(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A desk of the tiny course."""
    return tiny_desk(tmp_path_factory.mktemp("watch"))


@pytest.fixture
def desk(desks: Desk) -> Desk:
    """The same with the first exercise solved, whatever a test before has done."""
    folder = desks.root / SLUG
    if folder.is_file() or folder.is_symlink():
        folder.unlink()
    module = folder / "tiny.py"
    if module.is_dir():
        shutil.rmtree(module)
    write(desks, desks.course.exercise(SLUG), solution(desks))
    return desks


def solution(desk: Desk) -> str:
    """Return what is right."""
    return desk.course.exercise(SLUG).solution.read_text("utf-8")


def module(desk: Desk) -> Path:
    """Return the file that is edited."""
    return desk.root / SLUG / "tiny.py"


def vims(desk: Desk) -> None:
    """Save as vim does: the old file becomes a backup, a new one is written, the backup goes."""
    path = module(desk)
    path.rename(path.with_name("tiny.py~"))
    path.write_text(solution(desk).replace("return x**3", "return x**2"), "utf-8")
    path.with_name("tiny.py~").unlink()


def absent_for_a_moment(desk: Desk) -> None:
    """Take the file away for less than an editor may."""
    module(desk).unlink()
    time.sleep(0.1)
    vims_text = solution(desk).replace("return x**3", "return x**2")
    module(desk).write_text(vims_text, "utf-8")


def in_halves(desk: Desk) -> None:
    """Write a file in two goes."""
    text = solution(desk).replace("return x**3", "return x**2")
    with module(desk).open("w", encoding="utf-8") as file:
        file.write(text[: len(text) // 2])
        file.flush()
        time.sleep(0.05)
        file.write(text[len(text) // 2 :])


def same_time_and_size(desk: Desk) -> None:
    """Change a file in place and put its clock back, as disks with coarse clocks do."""
    status = module(desk).stat()
    module(desk).write_text(solution(desk).replace("return x**3", "return x**2"), "utf-8")
    os.utime(module(desk), ns=(status.st_atime_ns, status.st_mtime_ns))


def last(found: Watched) -> object:
    """Return what is known in the end."""
    return found.seen[-1][SLUG][0]


@pytest.mark.parametrize(
    "step", [vims, absent_for_a_moment, in_halves, same_time_and_size], ids=lambda each: each.__name__
)
def test_a_save_is_seen_however_it_is_made(desk: Desk, step: object) -> None:
    """And what is judged in the end is the whole file."""
    found = watched(desk, [step], desk.course.exercises[:1])
    assert [check.id for check in last(found).checks if check.outcome == "failed"] == [
        "test_cube_multiplies_three_times"
    ]


def remove(desk: Desk) -> None:
    """Take the folder away."""
    shutil.rmtree(desk.root / SLUG)


def wait(desk: Desk) -> None:
    """Let time pass, longer than an editor needs."""
    time.sleep(0.7)


def restore(desk: Desk) -> None:
    """Bring it back."""
    write(desk, desk.course.exercise(SLUG), solution(desk))


def make_folder(desk: Desk) -> None:
    """Put a folder where the file was."""
    module(desk).unlink()
    module(desk).mkdir()


def unmake_folder(desk: Desk) -> None:
    """And the file again."""
    module(desk).rmdir()
    restore(desk)


def make_binary(desk: Desk) -> None:
    """Write what is no text."""
    module(desk).write_bytes(b"\xff\xfe\x00")


@pytest.mark.parametrize(
    ("broken", "mended", "said"),
    [
        (remove, restore, "does not exist"),
        (make_folder, unmake_folder, "is not a regular file"),
        (make_binary, restore, "not UTF-8 text"),
    ],
    ids=["a folder that is gone", "a folder instead", "no text"],
)
def test_what_cannot_be_read_is_said_and_waited_for(desk: Desk, broken: object, mended: object, said: str) -> None:
    """With the sentence that `check` has for it; what comes back is judged."""
    found = watched(desk, [broken, wait, mended, wait], desk.course.exercises[:1])
    problems = [each[SLUG][0].problem for each in found.seen]
    assert any(said in problem for problem in problems), problems
    assert last(found).passed


def test_a_course_that_changes_is_noticed(desk: Desk) -> None:
    """A check that becomes another is judged; one that cannot be read is said, and waited for."""
    checks = desk.course.exercise(SLUG).checks
    before = checks.read_text("utf-8")

    def change(desk: Desk) -> None:
        checks.write_text(before.replace('points(1, task="cube")', 'points(5, task="cube")'), "utf-8")
        time.sleep(1.1)

    def spoil(desk: Desk) -> None:
        checks.write_text("def (\n", "utf-8")
        time.sleep(1.1)

    def mend(desk: Desk) -> None:
        checks.write_text(before, "utf-8")
        time.sleep(1.1)

    def look(desk: Desk) -> None:
        time.sleep(1.1)

    found = watched(desk, [change, look, spoil, look, mend, look, look], desk.course.exercises[:1])
    worth = [each[SLUG][0].max_points for each in found.seen if SLUG in each]
    assert worth[-1] == worth[0]
    assert worth[0] + 4 in worth
    assert "check_tiny.py:1:" in "".join(found.text.split())
    assert "it is tried again at the next change" in " ".join(found.text.split())


def test_the_next_exercise_is_named_and_gone_on_to(desk: Desk) -> None:
    """Once it is begun, though another was asked for."""
    later = desk.course.exercise("2")
    shutil.copyfile(later.stub, desk.root / later.slug / later.module)

    def begin(desk: Desk) -> None:
        write(desk, later, later.solution.read_text("utf-8"))

    found = watched(desk, [begin], desk.course.exercises[:1])
    text = " ".join(found.text.split())
    assert "01_tiny is done: every check passed, for 22 points. Next: 02_later: read 02_later/README.md" in text
    assert "02_later is done: every check passed, for 3 points. That was the last" in text
