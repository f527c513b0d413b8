"""Which hints were taken, from a student's folder to the report: only where the course says so, and never trusted."""

import datetime
import json
import zipfile
from pathlib import Path

import pytest
from classroom import COURSE, SLUG
from commands import TINY, holds, run, tiny_course
from enrolled import invented
from handing_in import CODE, MODULE, NOON, classroom_with, contents, exchange, into
from reported import NOW, A, B, Page, keep, with_policy

from dlgrade import author, desk
from dlgrade.classroom import Classroom, open_class
from dlgrade.classroom.hint_use import HINT_USE, HintUse, Use, decoded_use, encoded_use, hint_use
from dlgrade.classroom.slips import decoded
from dlgrade.collect import collect
from dlgrade.report import site

TASKS = ["sigmoid", "softmax"]
TOML = 'name = "Tiny"\nversion = "1"\nengine = ">=0.1"\nhints = "{}"\n'


def use(task: str = "softmax", stage: int = 1, hours: int = 0) -> Use:
    """Return one stage that was taken."""
    return Use(task, stage, NOON + datetime.timedelta(hours=hours))


def raw(**changed: object) -> bytes:
    """Return a file of one use, forged."""
    known: dict[str, object] = {"task": "softmax", "stage": 1, "at": "2026-10-01T12:00:00Z"}
    return json.dumps({"uses": [known | changed]}).encode()


def test_what_is_written_is_read_again() -> None:
    """In the order of its times."""
    written = HintUse([use(), use("sigmoid", hours=1), use(stage=2, hours=2)])
    assert decoded_use(encoded_use(written), TASKS) == written
    assert list(written.by_task()) == ["softmax", "sigmoid"]


def test_only_what_can_be_is_read() -> None:
    """Tasks that there are, each stage once, at its first time."""
    written = HintUse([use(hours=3), use(hours=1), use("forged"), use("sigmoid", 3, 2)])
    assert decoded_use(encoded_use(written), TASKS) == HintUse([use(hours=1), use("sigmoid", 3, 2)])


FORGED = {
    "no JSON": b"{", "no text": b"\xff", "empty": b"", "a list": b"[]", "null": b"null",
    "more": b'{"uses": [], "x": 1}',
    "deep": b'{"uses": ' + b"[" * 60_000, "deep elsewhere": b'{"x": ' + b"[" * 60_000, "stage 0": raw(stage=0),
    "stage 4": raw(stage=4), "stage 1.5": raw(stage=1.5), "stage true": raw(stage=True), "no task": raw(task=""),
    "long task": raw(task="x" * 101), "no zone": raw(at="2026-10-01T12:00:00"),
    "year 1": raw(at="0001-01-01T00:00:00Z"),
    "year 9999": raw(at="9999-12-31T23:59:59Z"), "no time": raw(at="now"), "points": raw(points=100),
    "many": json.dumps({"uses": [json.loads(raw())["uses"][0]] * 501}).encode(), "large": b" " * 65_537 + raw(),
}  # fmt: skip


@pytest.mark.parametrize("content", FORGED.values(), ids=FORGED)
def test_forged_files_are_refused(tmp_path: Path, content: bytes) -> None:
    """By an error that is foreseen; where a report reads it, it is as good as none."""
    with pytest.raises(ValueError, match=r"\w"):
        decoded_use(content, TASKS)
    (tmp_path / HINT_USE).write_bytes(content)
    assert hint_use(tmp_path, TASKS) == HintUse()


def test_links_and_folders_are_not_read(tmp_path: Path) -> None:
    """A link could lead anywhere."""
    assert hint_use(tmp_path, TASKS) == HintUse()
    (tmp_path / "real").write_bytes(encoded_use(HintUse([use()])))
    (tmp_path / HINT_USE).symlink_to(tmp_path / "real")
    assert hint_use(tmp_path, TASKS) == HintUse()
    (tmp_path / HINT_USE).unlink()
    (tmp_path / HINT_USE).mkdir()
    assert hint_use(tmp_path, TASKS) == HintUse()
    (tmp_path / HINT_USE).rmdir()
    (tmp_path / "real").rename(tmp_path / HINT_USE)
    assert hint_use(tmp_path, TASKS) == HintUse([use()])


@pytest.fixture
def written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> desk.Desk:
    """A student who has written the small exercise and taken two hints; its course reports them, or does not."""
    course = tiny_course(tmp_path / "course", TOML.format(getattr(request, "param", "reported")))
    author.sync(course)
    desk.init(course, tmp_path / "mine")
    mine = desk.Desk(course, tmp_path / "mine")
    exercise = course.exercise(TINY)
    (mine.folder(exercise) / exercise.module).write_text(exercise.solution.read_text("utf-8"), "utf-8")
    monkeypatch.chdir(mine.root)
    for _ in range(2):
        assert run("hint", "double").exit_code == 0
    return mine


def test_a_course_that_reports_gets_them_from_desk_to_pages(written: desk.Desk, tmp_path: Path) -> None:
    """Submit says so and sends them, collect keeps them, the report counts them; the slip is over the work alone."""
    inbound = exchange(tmp_path)
    result = run("submit", TINY, "--to", inbound.parent, "--student", "s1")
    assert result.exit_code == 0, result.output
    assert holds(result.stdout, "with it: which hints you took, 2 so far, since this course reports them")
    room = classroom_with(tmp_path / "class")
    room = with_course(room, written)
    assert run("collect", inbound.parent, "--class", room.root).exit_code == 0
    kept = room.root / "submitted" / "s1" / TINY / HINT_USE
    assert [(each.task, each.stage) for each in decoded_use(kept.read_bytes(), ["double"]).uses] == [
        ("double", 1), ("double", 2)
    ]  # fmt: skip
    assert run("report", "--class", room.root).exit_code == 0
    page = Page((room.root / "report" / "index.html").read_text("utf-8"))
    row = [text for _, text in page.texts][[text for _, text in page.texts].index("double") :][:5]
    assert row == ["double", "1", "1", "0", "1"]
    own = " ".join(text for _, text in Page((room.root / "report" / "students" / "s1.html").read_text("utf-8")).texts)
    assert "Hints that you took, as your own program noted them; they cost no points: double : idea " in own


@pytest.mark.parametrize("written", ["private"], indirect=True)
@pytest.mark.parametrize("kind", ["exchange", "folder", "archive"])
def test_where_hints_are_private_nothing_leaves_the_machine(written: desk.Desk, tmp_path: Path, kind: str) -> None:
    """Neither as a file nor inside one: what is sent holds nothing of the record but the work."""
    place = tmp_path / "there"
    (place / "inbound" if kind == "exchange" else place).mkdir(parents=True)
    to = place / "work.zip" if kind == "archive" else place
    result = run("submit", TINY, "--to", to, "--student", "s1")
    assert result.exit_code == 0, result.output
    assert "with it" not in result.stdout
    record = json.loads((written.root / ".dlgrade" / "hints.json").read_text())
    times = [each["at"].encode() for each in record["uses"][TINY]]
    assert len(times) == 2
    sent = unpacked(place)
    assert {Path(name).name for name in sent} <= {"doubling.py", "timestamp.txt", "dlgrade-submission.json"}
    assert len(sent) == 2
    assert not any(moment in content or b'"stage"' in content for moment in times for content in sent.values())


@pytest.mark.parametrize("kind", ["exchange", "folder", "archive"])
def test_the_work_is_the_same_with_hints_and_without(written: desk.Desk, tmp_path: Path, kind: str) -> None:
    """On slip, receipt and in the class the digests are those of the Python files."""
    keys = []
    for number in range(2):
        place = tmp_path / f"there{number}"
        (place / "inbound" if kind == "exchange" else place).mkdir(parents=True)
        to = place / "work.zip" if kind == "archive" else place
        assert run("submit", TINY, "--to", to, "--student", "s1").exit_code == 0
        assert any(Path(name).name == HINT_USE for name in unpacked(place)) == (number == 0)
        room = with_course(classroom_with(tmp_path / f"class{number}"), written)
        (found,) = collect(room, [place])
        assert (found.problems, found.remarks) == ([], [])
        keys.append([each.key for each in room.attempts(TINY)])
        (written.root / ".dlgrade" / "hints.json").unlink(missing_ok=True)
    assert keys[0] == keys[1]
    one, other = (decoded(path.read_bytes()) for path in (written.root / ".dlgrade" / "receipts").iterdir())
    assert (one.files, one.digest) == (other.files, other.digest)
    assert [each.name for each in one.files] == ["doubling.py"]


def test_a_damaged_record_does_not_keep_work_back(written: desk.Desk, tmp_path: Path) -> None:
    """It is put aside, said, and the work is sent without it."""
    (written.root / ".dlgrade" / "hints.json").write_text("{")
    (tmp_path / "there").mkdir()
    result = run("submit", TINY, "--to", tmp_path / "there", "--student", "s1")
    assert result.exit_code == 0, result.output
    assert holds(result.stdout, "cannot be understood: it is now hints.damaged.json")
    assert not any(Path(name).name == HINT_USE for name in unpacked(tmp_path / "there"))


@pytest.mark.parametrize("content", FORGED.values(), ids=FORGED)
def test_collect_leaves_out_what_is_forged_and_takes_the_work(tmp_path: Path, content: bytes) -> None:
    """And says so on one line that steers nothing."""
    inbound = exchange(tmp_path)
    into(inbound, "s1", files={MODULE: CODE, HINT_USE: content})
    room = with_policy(classroom_with(tmp_path / "class"), hints="reported")
    (found,) = collect(room, [inbound.parent])
    remark, *others = [each for each in found.remarks if "apart" not in each]
    assert others == []
    assert f"{HINT_USE} is left out: dlgrade did not write it so: " in remark
    assert remark.isprintable()
    assert list(contents(room.root / "submitted")) == [f"s1/{SLUG}/{MODULE}", f"s1/{SLUG}/timestamp.txt"]
    assert found.left_out == 0


def test_collect_keeps_nothing_where_hints_are_private(tmp_path: Path) -> None:
    """Whoever sends them all the same."""
    inbound = exchange(tmp_path)
    into(inbound, "s1", files={MODULE: CODE, HINT_USE: encoded_use(HintUse([use()]))})
    room = classroom_with(tmp_path / "class")
    (found,) = collect(room, [inbound.parent])
    assert not any(HINT_USE in each for each in found.remarks)
    assert found.left_out == 0
    assert not list((room.root / "submitted").rglob(HINT_USE))


@pytest.mark.parametrize("hints", ["reported", "private"])
def test_the_pages_tell_what_was_taken_only_where_it_is_reported(tmp_path: Path, hints: str) -> None:
    """Counts by task for the class, a student's own on their page, nothing of the others; and no point moves."""
    room = with_policy(invented(tmp_path / "class", COURSE, 4, (A, B)), hints=hints)
    before = [(each.student, each.points) for each in standings(room)]
    for student, uses in (("s0000", [use(), use(stage=2)]), ("s0001", [use()]), ("s0002", [use("<b>forged</b>")])):
        folder = room.root / "submitted" / student / A
        (folder / HINT_USE).write_bytes(encoded_use(HintUse(uses)))
    (room.root / "submitted" / "s0003" / A / HINT_USE).write_bytes(b"{")
    site.write(room, now=NOW)
    page = Page((room.root / "report" / "index.html").read_text("utf-8"))
    texts = [text for _, text in page.texts]
    assert ("Hints taken" in texts) == (hints == "reported")
    assert "forged" not in page.source
    if hints == "reported":
        place = texts.index("Students who took each hint, by task")
        assert texts[place : place + 13] == [
            "Students who took each hint, by task", "exercise", "task", "idea", "formula", "line", "handed in",
            A, "softmax", "2", "1", "0", "4",
        ]  # fmt: skip
    told = {
        student: "Hints that you took" in (room.root / "report" / "students" / f"{student}.html").read_text("utf-8")
        for student in ("s0000", "s0001", "s0002", "s0003")
    }
    assert told == {each: hints == "reported" and each in ("s0000", "s0001") for each in told}
    assert [(each.student, each.points) for each in standings(room)] == before


def test_a_class_of_which_nobody_took_any_says_so(tmp_path: Path) -> None:
    """An empty table would say nothing."""
    room = with_policy(invented(tmp_path / "class", COURSE, 2, (A,)), hints="reported")
    keep(room, "s0000", A, [])
    site.write(room, now=NOW)
    assert "Nobody took any." in (room.root / "report" / "index.html").read_text("utf-8")


def with_course(room: Classroom, mine: desk.Desk) -> Classroom:
    """Have a class follow a student's course."""
    settings = room.root / "dlgrade.toml"
    settings.write_text(settings.read_text("utf-8").replace(str(COURSE.root), str(mine.course.root)), "utf-8")
    return open_class(room.root)


def standings(room: Classroom) -> list:
    """Return everybody's standing."""
    from dlgrade.classroom import standings as every

    return every(room)


def unpacked(place: Path) -> dict[str, bytes]:
    """Return every file below a place by name, those in archives too."""
    found: dict[str, bytes] = {}
    for path in place.rglob("*"):
        if path.suffix == ".zip":
            with zipfile.ZipFile(path) as file:
                found |= {f"{path.name}/{name}": file.read(name) for name in file.namelist()}
        elif path.is_file():
            found[str(path.relative_to(place))] = path.read_bytes()
    return found
