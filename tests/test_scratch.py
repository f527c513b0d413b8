"""The scratch folder: a submission may write there, so much and no more, and nowhere else."""

import json
import shutil
import sys
import textwrap
from pathlib import Path

import classroom
import numpy as np
import pytest

from dlgrade.course import Limits, open_course
from dlgrade.errors import CourseError, SandboxError
from dlgrade.sandbox import Sandbox, obtain
from dlgrade.student import USUAL, Conversation, Student, Terms, from_sources
from dlgrade.student.failures import WroteTooMuch

LIMITS = Limits(call_seconds=20.0, check_seconds=60.0, load_seconds=30.0, memory_mb=256, cpu_seconds=60)
TERMS = Terms(scratch_mb=4)
WORK = textwrap.dedent(
    """
    import numpy as np, os, pathlib

    def save(name, array):
        with open(name, "wb") as file:
            np.savez(file, array=array)

    def replace(name, array):
        save(name + ".new", array)
        os.replace(name + ".new", name)

    def load(name):
        with np.load(name) as file:
            return file["array"]

    def here():
        return sorted(os.listdir("."))

    def remove(name):
        pathlib.Path(name).unlink()

    def fill(name, megabytes):
        with open(name, "wb") as file:
            for _ in range(megabytes):
                file.write(bytes(1 << 20))

    def fill_many(files, megabytes):
        for number in range(files):
            fill(f"part{number}", megabytes)
        return "all written"

    def attempt(what, *arguments):
        try:
            eval(what)(*arguments)
        except OSError as error:
            return type(error).__name__
        return "done"
    """
)
walled = pytest.mark.skipif(sys.platform != "linux", reason="walls are Linux's")


@pytest.fixture(params=["strict", "basic"])
def sandbox(request):
    """A sandbox of each kind."""
    if request.param == "strict" and sys.platform != "linux":
        pytest.skip("walls are Linux's")
    with Sandbox(obtain(request.param), LIMITS) as sandbox:
        yield sandbox


@pytest.fixture(params=["bubblewrap", "bare"])
def strict(request, monkeypatch):
    """A strict sandbox, with namespaces and without."""
    if request.param == "bubblewrap" and shutil.which("bwrap") is None:
        pytest.skip("bubblewrap is not installed")
    if request.param == "bare":
        monkeypatch.setattr("dlgrade.sandbox.bubblewrap.shutil.which", lambda name: None)
    with Sandbox(obtain("strict"), LIMITS) as sandbox:
        yield sandbox


@pytest.fixture
def talk(sandbox):
    """A conversation in a check with a scratch folder."""
    found = Conversation(sandbox, from_sources("work", WORK), "work")
    found.begin(TERMS)
    yield found
    found.close()


def test_what_was_saved_is_loaded_by_another_process(talk):
    """The folder is the working directory, and outlives a process; so does nothing else."""
    student, array = Student(talk), np.arange(6.0).reshape(2, 3)
    student.save("model.bin", array)
    student.replace("model.bin", array + 1)
    student.fresh()
    assert np.array_equal(student.load("model.bin"), array + 1)
    assert student.here() == ["model.bin"]
    assert list(student.files()) == ["model.bin"]
    assert student.files()["model.bin"] > array.nbytes
    student.remove("model.bin")
    assert student.files() == {}


def test_the_next_check_finds_nothing_of_the_last(talk, sandbox):
    """Every check has a folder of its own, and one that asks for none has none."""
    student = Student(talk)
    student.save("model.bin", np.ones(3))
    talk.begin(TERMS)
    assert student.here() == []
    talk.begin(USUAL)
    assert student.files() == {}
    if sandbox.level == "strict":
        assert student.attempt("open", "model.bin", "w") != "done"


def test_nothing_is_left_when_the_sandbox_closes():
    """Neither the files nor the folder they were in."""
    with Sandbox(obtain("auto"), LIMITS) as sandbox:
        talk = Conversation(sandbox, from_sources("work", WORK), "work")
        talk.begin(TERMS)
        Student(talk).save("model.bin", np.ones(3))
        folder = talk._scratch.folder
        assert (folder / "model.bin").exists()
        root = folder.parent
        talk.close()
        assert list(root.iterdir()) == []
    assert not root.exists()


def test_one_file_may_not_exceed_the_limit(talk):
    """The system refuses to write more, or ends the process."""
    student = Student(talk)
    call = student.attempt.observe("fill", "large", 5)
    assert call.value == "OSError"
    assert student.files()["large"] <= 4 << 20


def test_many_files_may_not_exceed_it_either(talk):
    """Whoever looks at the folder cuts the worker off, and the sentence says why."""
    with pytest.raises(WroteTooMuch, match=r"fill_many.* wrote more than 4 MB, or too many files") as caught:
        Student(talk).fill_many(200, 3)
    assert caught.value.kind == "wrote too much"


@walled
def test_no_other_folder_can_be_written_to(strict, tmp_path):
    """Not by its path, not by a link, not by climbing up; and no other file is read, emptied, renamed or removed."""
    (tmp_path / "secret").write_text("secret")
    inside = Path(sys.base_prefix) / "lib" / f"python{sys.version_info.major}.{sys.version_info.minor}" / "abc.py"
    before = inside.read_bytes()
    talk = Conversation(strict, from_sources("work", WORK), "work")
    talk.begin(TERMS)
    student = Student(talk)
    student.save("mine", np.ones(2))
    attempts = [
        ("open", str(tmp_path / "new"), "w"),
        ("open", str(tmp_path / "secret")),
        ("open", str(tmp_path / "secret"), "a"),
        ("open", "../new", "w"),
        ("open", str(inside), "r+"),
        ("lambda p: os.open(p, os.O_RDONLY | os.O_TRUNC)", str(inside)),
        ("os.truncate", str(inside), 0),
        ("os.remove", str(tmp_path / "secret")),
        ("os.rename", "mine", str(tmp_path / "mine")),
        ("os.rename", str(tmp_path / "secret"), "secret"),
        ("os.link", str(tmp_path / "secret"), "secret"),
        ("os.symlink", str(tmp_path / "secret"), "secret"),
        ("os.mkdir", "folder"),
        ("os.mkfifo", "pipe"),
        ("os.chmod", "mine", 0o777),
        ("os.listdir", ".."),
        ("os.listdir", str(tmp_path)),
    ]
    done = [each for each in attempts if student.attempt(*each) == "done"]
    assert done == []
    assert student.here() == ["mine"]
    talk.close()
    assert inside.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["secret"]


@walled
def test_two_submissions_do_not_see_each_others_folders(strict):
    """Each is confined to its own."""
    talks = [Conversation(strict, from_sources("work", WORK), "work") for _ in range(2)]
    for talk in talks:
        talk.begin(TERMS)
        Student(talk).save("mine", np.ones(2))
    other = str(talks[0]._scratch.folder / "mine")
    assert Path(other).exists()
    assert Student(talks[1]).attempt("open", other) != "done"
    assert Student(talks[1]).attempt("os.remove", other) != "done"
    for talk in talks:
        talk.close()


@walled
def test_the_canary_goes_before_the_first_folder(monkeypatch):
    """Where a worker with a scratch folder could do more than it may, there is none, and the fault is the grader's."""
    with Sandbox(obtain("strict"), LIMITS) as sandbox:
        assert sandbox.level == "strict"
        monkeypatch.setattr("dlgrade.sandbox.pool.succeeded", lambda worker, parent: ["write"])
        with pytest.raises(SandboxError, match="no submission is given a folder to write to here: write"):
            sandbox.scratch(1)


@walled
def test_without_landlock_there_is_no_folder(monkeypatch):
    """What can be opened cannot be confined then."""
    with Sandbox(obtain("auto"), LIMITS) as sandbox:
        monkeypatch.setitem(sandbox.__dict__, "level", "strict-no-open")
        with pytest.raises(SandboxError, match="only Landlock keeps a worker within one folder"):
            sandbox.scratch(1)


def test_a_check_gets_its_folder_by_a_marker(tmp_path):
    """The real path: a check that saves, asks a new process to load, and looks at the files."""
    body = """
    'What was saved is there.'
    student.probes.save("m", np.ones(3))
    student.fresh()
    assert_matches(student.probes.load("m"), np.ones(3))
    assert list(student.files()) == ["m"], str(student.files())
    """
    marker = "@pytest.mark.points(1, task='sigmoid')\n@pytest.mark.scratch(mb=1)"
    checks = classroom.with_check(body, marker=marker)
    root = classroom.copy_course(tmp_path, checks=checks)
    (root / "solutions" / classroom.SLUG / "probes.py").write_text(WORK)
    results = classroom.grade_texts({"right": classroom.SOLUTION}, open_course(root))
    assert results["right"].passed, json.dumps([check.message for check in results["right"].checks])


@pytest.mark.parametrize(
    "marker",
    ["scratch()", "scratch(10)", "scratch(mb=0)", "scratch(mb='1')", "seconds(call=1)", "seconds(call=1, check=-1)"],
)
def test_a_marker_that_does_not_say_how_much_is_the_authors_to_mend(tmp_path, marker):
    """With the line, and how it is written."""
    marker = f"@pytest.mark.points(1, task='sigmoid')\n@pytest.mark.{marker}"
    root = classroom.copy_course(tmp_path, checks=classroom.with_check('"""It holds."""', marker=marker))
    with pytest.raises(
        CourseError, match=r"check_activations.py:\d+: test_new.*: mark it @pytest.mark.(scratch|seconds)\("
    ):
        classroom.grade_texts({"right": classroom.SOLUTION}, open_course(root))


def test_a_check_may_have_more_time_than_the_course_gives(tmp_path):
    """Limits of one check stand in for the course's, up and down."""
    slow = classroom.with_sigmoid("import time; time.sleep(0.6 * (np.shape(x) == (77,))); return 1 / (1 + np.exp(-x))")
    toml = classroom.TOML.replace("call_seconds = 3.0", "call_seconds = 0.3")
    found = {}
    for limits in ("", "\n@pytest.mark.seconds(call=5, check=10)"):
        marker = f"@pytest.mark.points(1, task='sigmoid'){limits}"
        checks = classroom.with_check('"""It ends."""\nstudent.sigmoid(np.ones(77))', marker=marker)
        root = classroom.copy_course(tmp_path / str(len(limits)), checks=checks, toml=toml)
        result = classroom.grade_texts({"slow": slow}, open_course(root))["slow"]
        found[limits] = classroom.check_named(result, "test_new")
    first, second = found.values()
    assert first.outcome != "passed"
    assert second.outcome == "passed"
