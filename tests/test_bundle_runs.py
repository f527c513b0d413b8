"""Autograders, unpacked and started as Gradescope and PrairieLearn do, against every kind of submission."""

import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
from commands import environment

from dlgrade import bundle
from dlgrade.bundle import handed_in
from dlgrade.bundle.contents import Bundle
from dlgrade.course import open_course
from dlgrade.errors import DlgradeError
from dlgrade.keys import new_key, read_key
from dlgrade.sandbox import obtain

TINY = open_course(Path(__file__).parent / "tiny_course")
LATER, EARLIER = TINY.exercise("later"), TINY.exercise("tiny")
RIGHT = LATER.solution.read_text("utf-8")
EARLIER_RIGHT = EARLIER.solution.read_text("utf-8")
WRONG = RIGHT + "\n\n" + LATER.mistakes()[0].read_text("utf-8")
SECRET = "quite secret"
LAYOUT = {
    "gradescope": ("source", "submission", "run_autograder"),
    "prairielearn": ("tests", "student", "entrypoint.sh"),
}
HOSTILE = f"""
import os, sys
for place in (".", "..", "../source", "../tests", "/autograder/source"):
    try:
        open(place + "/class.key").read()
        print("{SECRET}")
    except Exception as error:
        print(error)
try:
    os.makedirs("../results", exist_ok=True)
    open("../results/results.json", "w").write('{{"score": 1000}}')
except Exception:
    pass
raise SystemExit("\\x1b[2J{SECRET}")
"""


@pytest.fixture(scope="module")
def key(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A key of an instructor."""
    path = tmp_path_factory.mktemp("key") / "autumn.key"
    new_key(path)
    return path


@pytest.fixture(scope="module", params=LAYOUT)
def unpacked(request: pytest.FixtureRequest, key: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    """A system's name and a clean folder in which its archive lies as the system puts it."""
    system = request.param
    out = tmp_path_factory.mktemp("out") / "archive.zip"
    packed, _ = bundle.pack(TINY, LATER, system, Bundle(LATER.slug), key=key, out=out)
    root = tmp_path_factory.mktemp("root")
    with zipfile.ZipFile(packed) as archive:  # which forgets permissions, as some programs do
        archive.extractall(root / LAYOUT[system][0] if system == "gradescope" else root)
    shutil.rmtree(root / "results", ignore_errors=True)
    return system, root


def judged(unpacked: tuple[str, Path], files: dict[str, str], **variables: str) -> tuple[dict[str, Any], str]:
    """Hand files in, start the system's script, and return results.json and what instructors read."""
    system, root = unpacked
    source, submission, script = LAYOUT[system]
    for name in (submission, "results"):
        shutil.rmtree(root / name, ignore_errors=True)
    (root / submission).mkdir()
    for name, text in files.items():
        (root / submission / name).parent.mkdir(parents=True, exist_ok=True)
        (root / submission / name).write_text(text, "utf-8")
    known = {"AUTOGRADER_ROOT": str(root), "DLGRADE_PYTHON": sys.executable, **variables}
    done = subprocess.run(
        ["bash", root / source / script], capture_output=True, text=True, check=False, cwd="/",
        env={**os.environ, **environment(), **known},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    document = json.loads((root / "results" / "results.json").read_bytes())
    assert_documented(system, document)
    return document, done.stdout + done.stderr


def assert_documented(system: str, document: dict[str, Any]) -> None:
    """Assert that a document has the fields and types that the system's documentation names."""
    number = (int, float)
    if system == "gradescope":
        assert isinstance(document["score"], number)
        assert {document["visibility"], document["stdout_visibility"]} == {"visible", "hidden"}
        assert document["output_format"] == document["test_output_format"] == document["test_name_format"] == "text"
        assert isinstance(document["output"], str)
        for entry in document["tests"]:
            assert entry["status"] in ("passed", "failed")
            assert entry["visibility"] in ("visible", "after_due_date", "after_published", "hidden")
            assert all(isinstance(entry[name], str) for name in ("name", "output"))
            assert all(isinstance(entry[name], number) for name in ("score", "max_score") if name in entry)
    elif document["gradable"]:
        assert isinstance(document["score"], float)
        assert 0 <= document["score"] <= 1
        for entry in document["tests"]:
            assert all(isinstance(entry[name], str) for name in ("name", "description", "message", "output"))
            assert all(isinstance(entry[name], number) for name in ("points", "max_points"))
    else:
        assert all(isinstance(each, str) for each in document["format_errors"])
    assert "Traceback" not in json.dumps(document)


def share(document: dict[str, Any]) -> float | None:
    """Return the share of the points; None where nothing was judged."""
    if "gradable" in document:
        return document.get("score")
    most = sum(entry.get("max_score", 0) for entry in document["tests"])
    return document["score"] / most if most else None


def test_a_right_submission_gets_everything(unpacked):
    """With the earlier exercise's module beside it, and the isolation told to instructors."""
    document, said = judged(unpacked, {"later.py": RIGHT, "tiny.py": EARLIER_RIGHT})
    assert share(document) == 1.0
    assert "isolation strict" in said or sys.platform != "linux"


def test_a_module_may_lie_in_a_folder(unpacked):
    """As when a folder of exercises is handed in."""
    document, _ = judged(
        unpacked, {f"mine/{LATER.slug}/later.py": RIGHT, f"mine/{EARLIER.slug}/tiny.py": EARLIER_RIGHT}
    )
    assert share(document) == 1.0


def test_a_wrong_submission_is_told_what_is_wrong(unpacked):
    """By the check's fact and the mistake's hint; a hidden check shows nothing else."""
    document, _ = judged(unpacked, {"later.py": WRONG, "tiny.py": EARLIER_RIGHT})
    assert 0 <= (share(document) or 0) < 1
    assert "hint: " in json.dumps(document)


def test_an_empty_submission_is_told_what_to_hand_in(unpacked):
    """It is no grader's fault, and on PrairieLearn costs no attempt."""
    document, _ = judged(unpacked, {})
    assert "there is no later.py in" in json.dumps(document)
    assert not share(document)
    assert document.get("gradable", False) is False


def test_a_hostile_submission_gets_nothing(unpacked):
    """Neither the key, nor points, nor its own results.json."""
    _, root = unpacked
    document, _ = judged(unpacked, {"later.py": HOSTILE})
    assert not share(document)
    text = json.dumps(document)
    assert "\\u001b" not in text
    source = root / LAYOUT[unpacked[0]][0]
    assert read_key(source / "class.key").secret.hex() not in text


def test_links_are_not_followed(unpacked, tmp_path):
    """A link to the course's solution is no submission, and a folder that is one no place to look."""
    system, root = unpacked
    source, submission, _ = LAYOUT[system]
    solution = root / source / "course" / "solutions" / LATER.slug
    for make in (
        lambda place: (place / "later.py").symlink_to(solution / "later.py"),
        lambda place: (place / LATER.slug).symlink_to(solution),
    ):
        shutil.rmtree(root / submission, ignore_errors=True)
        (root / submission).mkdir()
        make(root / submission)
        found = handed_in.find_submission(root / submission, TINY, LATER)
        assert found.problem
        assert found.sources == {}


def test_a_module_that_is_there_twice_is_refused(tmp_path):
    """Which of them counts is the student's to say, by the folder's name or by leaving one."""
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "later.py").write_text(RIGHT)
    found = handed_in.find_submission(tmp_path, TINY, LATER)
    assert found.problem == "later.py is there more than once, in a/ and b/: leave one"
    (tmp_path / "b").rename(tmp_path / LATER.slug)
    assert "later" in handed_in.find_submission(tmp_path, TINY, LATER).sources


def test_an_archive_is_read_as_it_is(tmp_path):
    """Some systems leave it packed."""
    with zipfile.ZipFile(tmp_path / "work.zip", "w") as archive:
        archive.writestr("work/later.py", RIGHT)
    assert "later" in handed_in.find_submission(tmp_path, TINY, LATER).sources


def test_who_handed_in_is_named_to_instructors(unpacked):
    """Where the system says so; broken metadata ends nothing."""
    system, root = unpacked
    if system == "prairielearn":
        (root / "data").mkdir(exist_ok=True)
        (root / "data" / "data.json").write_text("{broken")
    else:
        users = {"users": [{"email": "ada@example.edu", "id": 3}]}
        (root / "submission_metadata.json").write_text(json.dumps(users))
    _, said = judged(unpacked, {"later.py": RIGHT, "tiny.py": EARLIER_RIGHT})
    assert ("ada@example.edu" if system == "gradescope" else "one submission") in said


def test_a_broken_grader_is_not_the_students_fault(unpacked):
    """Whatever breaks, a document says so; why, it tells instructors alone."""
    system, root = unpacked
    source = root / LAYOUT[system][0]
    checks = source / "course" / "solutions" / LATER.slug / LATER.checks.name
    for path, text in ((checks, "import nonsense\n"), (source / "bundle.json", "{"), (source / "class.key", "x")):
        before = path.read_bytes()
        path.write_text(text)
        try:
            document, said = judged(unpacked, {"later.py": RIGHT, "tiny.py": EARLIER_RIGHT})
        finally:
            path.write_bytes(before)
        assert "not your fault" in json.dumps(document)
        assert str(source) not in json.dumps(document)
        assert not share(document)
        assert "grader error: " in said


def test_a_missing_engine_is_not_the_students_fault(unpacked):
    """Not even Python need be there for results.json to be."""
    document, _ = judged(unpacked, {"later.py": RIGHT}, DLGRADE_PYTHON="/nowhere/python")
    assert "not your fault" in json.dumps(document)
    assert not share(document)


def test_a_wall_that_cannot_be_had_is_not_the_students_fault(unpacked):
    """Strict where none is possible judges nobody."""
    system, root = unpacked
    path = root / LAYOUT[system][0] / "bundle.json"
    before = path.read_bytes()
    path.write_text(json.dumps({**json.loads(before), "isolation": "impossible"}))
    try:
        document, said = judged(unpacked, {"later.py": RIGHT})
    finally:
        path.write_bytes(before)
    assert "not your fault" in json.dumps(document)
    assert "make the archive again with dlgrade bundle" in said


def test_the_image_proves_itself(unpacked):
    """The solution passes where it is unpacked; a course that is broken there is found when the image is built."""
    system, root = unpacked
    said: list[str] = []
    bundle.prove(system, root, said.append)
    assert said[0].startswith(f"{LATER.slug}: the solution earns ")
    solution = root / LAYOUT[system][0] / "course" / "solutions" / LATER.slug / "later.py"
    before = solution.read_bytes()
    solution.write_text(WRONG)
    try:
        with pytest.raises(DlgradeError, match="the solution does not pass here"):
            bundle.prove(system, root, said.append)
    finally:
        solution.write_bytes(before)


@pytest.mark.parametrize(("isolation", "gradable"), [("auto", False), ("basic", True)])
def test_without_a_wall_official_inputs_are_given_only_when_asked(unpacked, monkeypatch, isolation, gradable):
    """Where the container has none, nobody is judged unless the archive was made to; the level is told."""
    system, root = unpacked
    source, submission, _ = LAYOUT[system]
    monkeypatch.setattr("dlgrade.bundle.entry.obtain", lambda request: obtain(request, start="spawn"))
    shutil.rmtree(root / submission, ignore_errors=True)
    shutil.copytree(root / source / "course" / "solutions" / EARLIER.slug, root / submission)
    shutil.copy(root / source / "course" / "solutions" / LATER.slug / "later.py", root / submission)
    path, said = root / source / "bundle.json", []
    before = path.read_bytes()
    path.write_text(json.dumps({**json.loads(before), "isolation": isolation}))
    try:
        bundle.autograde(system, root, said.append)
    finally:
        path.write_bytes(before)
    text = (root / "results" / "results.json").read_text("utf-8")
    assert said[0].endswith("isolation basic") == gradable
    assert ("official inputs are not given to code that nothing holds back" in said[0]) != gradable
    assert ("not your fault" in text) != gradable
