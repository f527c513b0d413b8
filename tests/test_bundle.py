"""What autograder archives hold, and the command that makes them."""

import json
import stat
import subprocess
import zipfile
from pathlib import Path

import pytest
from classroom import COURSE
from commands import assert_sentence, run, tiny_course

from dlgrade import bundle
from dlgrade.bundle.contents import Bundle, contents, requirements
from dlgrade.course import open_course
from dlgrade.keys import new_key

TINY = open_course(Path(__file__).parent / "tiny_course")
LATER = TINY.exercise("later")


@pytest.fixture(scope="module")
def key(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A key of an instructor."""
    path = tmp_path_factory.mktemp("key") / "autumn.key"
    new_key(path)
    return path


def test_an_archive_holds_what_is_needed_and_no_more(key):
    """The exercise, what it builds on, every reference; no stubs, variants, pictures or other exercises' checks."""
    names = set(contents(TINY, LATER, Bundle(LATER.slug), key).files)
    course = {name for name in names if name.startswith("course/")}
    mistakes = {f"course/solutions/02_later/mistakes/{path.name}" for path in LATER.mistakes()}
    assert course == {
        "course/solutions/course.toml", "course/solutions/01_tiny/tiny.py", "course/solutions/02_later/later.py",
        "course/solutions/02_later/check_later.py", "course/reference/later.py", "course/reference/tiny.py", *mistakes,
    }  # fmt: skip
    assert {"bundle.json", "class.key", "requirements.txt", "engine/dlgrade/__main__.py"} <= names
    assert not any(name.endswith(".pyc") for name in names)
    engine = {path.name for path in (Path(bundle.__file__).parent).iterdir() if path.is_file()}
    assert {name.rpartition("/")[2] for name in names if name.startswith("engine/dlgrade/bundle/")} == engine


def test_an_exercise_brings_those_that_it_builds_on():
    """Named in a string or imported, and what these import in turn."""
    names = contents(COURSE, COURSE.exercise("cnn"), Bundle("11_cnn"), None).files
    held = {name.split("/")[2] for name in names if name.startswith("course/solutions/")} - {"course.toml"}
    assert {"03_losses", "05_backprop", "06_convolution", "07_pooling", "09_optimizers", "11_cnn"} <= held
    assert "12_architectures" not in held


def test_an_archive_is_the_same_whenever_it_is_made(key, tmp_path):
    """And nobody else can read one that holds a key; scripts can be started."""
    made = []
    for name in ("a.zip", "b.zip"):
        path, _ = bundle.pack(TINY, LATER, "gradescope", Bundle(LATER.slug), key=key, out=tmp_path / name)
        made.append(path.read_bytes())
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert made[0] == made[1]
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        modes = {each.filename: each.external_attr >> 16 & 0o777 for each in archive.infolist()}
    assert (modes["run_autograder"], modes["setup.sh"], modes["class.key"]) == (0o755, 0o755, 0o600)
    assert {"run_autograder", "setup.sh"} == {name for name in modes if "/" not in name and modes[name] == 0o755}


def test_requirements_are_the_packages_own():
    """What dlgrade needs, and PyTorch; nothing for instructors or authors."""
    names = {line.split(">")[0].split("<")[0] for line in requirements()}
    assert {"numpy", "click", "pytest", "msgspec", "torch"} <= names
    assert not names & {"nbgrader", "ruff", "distributed"}


@pytest.mark.parametrize("script", sorted(Path(bundle.__file__).parent.glob("*.sh")), ids=lambda path: path.name)
def test_scripts_are_bash(script):
    """Every one is read to its end by bash itself."""
    done = subprocess.run(["bash", "-n", script], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_the_command_warns_plainly(key, tmp_path):
    """An archive that holds the key and the solutions is not for students."""
    course = tiny_course(tmp_path / "course")
    out = tmp_path / "a.zip"
    found = run("bundle", "gradescope", "doubling", "--key", key, "--course", course.root, "--out", out)
    assert found.exit_code == 0, found.output
    assert found.stdout.startswith(f"wrote {out}: ")
    assert "it holds your key, the course's solutions and hidden checks: never hand it to students" in found.stderr
    found = run("bundle", "gradescope", "doubling", "--isolation", "basic", "--course", course.root, "--out", out)
    assert "it holds the course's solutions and hidden checks: never hand it to students" in found.stderr
    assert "the inputs are those of practice, which students know; --key FILE adds one" in found.stderr
    assert "it grades without a wall" in found.stderr


def test_a_question_of_prairielearn_is_whole(key, tmp_path):
    """info.json with the external grader, question.html, tests/ with its entrypoint, and what its image needs."""
    out = tmp_path / "question"
    found = run("bundle", "prairielearn", "later", "--key", key, "--course", TINY.root, "--out", out)
    assert found.exit_code == 0, found.output
    info = json.loads((out / "info.json").read_bytes())
    assert info["gradingMethod"] == "External"
    assert info["externalGradingOptions"] == {
        "enabled": True, "image": "dlgrade-grader", "entrypoint": "/grade/tests/entrypoint.sh", "timeout": 600,
        "enableNetworking": False,
    }  # fmt: skip
    assert 'file-names="later.py"' in (out / "question.html").read_text("utf-8")
    assert (out / "tests" / "entrypoint.sh").stat().st_mode & 0o111
    assert stat.S_IMODE(out.stat().st_mode) == 0o700
    assert (out / "image" / "requirements.txt").read_bytes() == (out / "tests" / "requirements.txt").read_bytes()
    again = run("bundle", "prairielearn", "later", "--key", key, "--course", TINY.root, "--out", out)
    assert again.exit_code == 0
    assert json.loads((out / "info.json").read_bytes())["uuid"] == info["uuid"]


REFUSED = {
    "an unknown exercise": (["gradescope", "latter"], "did you mean 02_later?"),
    "no key": (["gradescope", "later", "--key", "{tmp}/no.key"], "no key can be read"),
    "a file that is no key": (["gradescope", "later", "--key", "{tmp}/file.txt"], "is not a key"),
    "no zip file": (["gradescope", "later", "--out", "{tmp}/archive.tar"], "Gradescope takes a zip file"),
    "a folder of others": (["prairielearn", "later", "--out", "{tmp}"], "holds other things, which would be lost"),
    "another system": (["moodle", "later"], "'moodle' is not one of"),
}


@pytest.mark.parametrize(("arguments", "sentence"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_done_is_refused_in_a_sentence(tmp_path, arguments, sentence):
    """And nothing is written."""
    (tmp_path / "file.txt").write_text("mine")
    (tmp_path / "file.txt").chmod(0o600)
    arguments = [each.format(tmp=tmp_path) for each in arguments]
    found = run("bundle", *arguments, "--course", TINY.root)
    assert_sentence(found, 2, sentence)
    assert [path.name for path in tmp_path.iterdir()] == ["file.txt"]


def test_a_folder_that_exists_gets_the_archive(tmp_path):
    """Named by exercise and system."""
    found = run("bundle", "gradescope", "later", "--course", TINY.root, "--out", tmp_path)
    assert found.exit_code == 0, found.output
    assert [path.name for path in tmp_path.iterdir()] == ["02_later-gradescope.zip"]


def test_the_inner_command_is_no_command_for_people():
    """It is not listed, and works."""
    assert "\n  autograde" not in run("--help").output
    assert "\n  bundle" in run("--help").output
    assert run("autograde", "--help").exit_code == 0
