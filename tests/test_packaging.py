"""What is built and what is imported: no course in any archive, no heavy library at any start."""

import json
import os
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest
from classroom import ROOT, SLUG
from commands import environment, hand_in

import dlgrade

COURSE_FOLDERS = {"solutions", "exercises", "reference", "mistakes", "variants", "tests"}
HEAVY = {"torch", "nbgrader", "dask"}
LISTING = """
import json, sys
from dlgrade.cli import main
code = main(sys.argv[1:], standalone_mode=False)
print(json.dumps([code, sorted({name.partition(".")[0] for name in sys.modules})]))
"""


@pytest.fixture(scope="module")
def archives(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, bytes]]:
    """The files of the sdist, and of the wheel that is built from it."""
    folder = tmp_path_factory.mktemp("dist")
    built = subprocess.run(
        [sys.executable, "-m", "build", "--no-isolation", "--outdir", folder, ROOT],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert built.returncode == 0, built.stdout + built.stderr
    (wheel,), (sdist,) = folder.glob("*.whl"), folder.glob("*.tar.gz")
    with zipfile.ZipFile(wheel) as archive:
        found = {"wheel": {name: archive.read(name) for name in archive.namelist()}}
    with tarfile.open(sdist) as archive:
        files = [member for member in archive.getmembers() if member.isfile()]
        found["sdist"] = {each.name: archive.extractfile(each).read() for each in files}  # type: ignore[union-attr]
    return found


@pytest.fixture(scope="module")
def installed(archives: Mapping[str, Mapping[str, bytes]], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that holds the wheel's files, as an installation does."""
    root = tmp_path_factory.mktemp("site")
    for name, content in archives["wheel"].items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(content)
    return root


def python(*arguments: object, cwd: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run an interpreter of its own."""
    return subprocess.run(
        [sys.executable, *map(str, arguments)],
        capture_output=True, text=True, check=False, cwd=cwd, env={**os.environ, **environment(), **variables},
    )  # fmt: skip


def imported(*arguments: object, cwd: Path) -> tuple[int, set[str]]:
    """Return a command's exit code and the top-level names of what it has imported."""
    result = python("-c", LISTING, *arguments, cwd=cwd)
    assert result.stdout, result.stderr
    code, names = json.loads(result.stdout.splitlines()[-1])
    return code or 0, set(names)


@pytest.mark.parametrize("kind", ["wheel", "sdist"])
def test_no_archive_carries_the_course(archives: Mapping[str, Mapping[str, bytes]], kind: str) -> None:
    """Neither folders, nor checks, nor anything that a file of the course holds."""
    course = {path.read_bytes() for name in ("solutions", "reference") for path in (ROOT / name).rglob("*.py")}
    for name, content in archives[kind].items():
        assert not COURSE_FOLDERS & set(Path(name).parts[:-1]), name
        assert not Path(name).name.startswith(("check_", "test_", "probes")), name
        assert content not in course, name


def test_the_wheel_holds_what_runs(archives: Mapping[str, Mapping[str, bytes]]) -> None:
    """Types, the sealed configuration of pytest, every module, the command and the license."""
    wheel = archives["wheel"]
    modules = {path.relative_to(ROOT / "grader").as_posix() for path in (ROOT / "grader").rglob("*.py")}
    assert {
        "dlgrade/py.typed",
        "dlgrade/pytest_sealed.ini",
        "dlgrade/digits/digits.npz",
        "dlgrade/train/page.html",
        "dlgrade/bundle/gradescope_setup.sh",
        "dlgrade/bundle/gradescope_run.sh",
        "dlgrade/bundle/prairielearn_run.sh",
        *modules,
    } <= wheel.keys()
    (entries,) = (content.decode() for name, content in wheel.items() if name.endswith("/entry_points.txt"))
    assert "[console_scripts]\ndlgrade = dlgrade.cli:main" in entries
    assert any(name.endswith("/LICENSE") for name in wheel)
    assert not any("__pycache__" in name for name in wheel)


def test_the_sdist_holds_what_builds(archives: Mapping[str, Mapping[str, bytes]]) -> None:
    """The settings, the pages and the license stand beside the sources."""
    names = {name.partition("/")[2] for name in archives["sdist"]}
    assert {"pyproject.toml", "README.md", "CHANGELOG.md", "LICENSE", "grader/dlgrade/py.typed"} <= names


def test_an_installed_dlgrade_asks_for_a_course(installed: Path, tmp_path: Path) -> None:
    """Outside of a checkout there is no course until one is named, and a named one is judged."""
    found = python("-c", "import dlgrade; print(dlgrade.__file__)", cwd=tmp_path, PYTHONPATH=str(installed))
    assert found.stdout.strip() == str(installed / "dlgrade" / "__init__.py")
    result = python("-m", "dlgrade", "list", cwd=tmp_path, PYTHONPATH=str(installed))
    assert (result.returncode, result.stdout) == (2, "")
    assert result.stderr.startswith("error: no course found: ")
    options = ("--course", ROOT, "--submission", hand_in(tmp_path / "mine"), "--task", "sigmoid")
    result = python("-m", "dlgrade", "check", SLUG, *options, cwd=tmp_path, PYTHONPATH=str(installed))
    assert (result.returncode, result.stderr) == (0, "")


def test_the_package_imports_nothing_at_all(tmp_path: Path) -> None:
    """`import dlgrade` costs nothing: what is heavy is imported where it is used."""
    code = "import sys; before = set(sys.modules); import dlgrade; print(sorted(set(sys.modules) - before))"
    assert python("-c", code, cwd=tmp_path).stdout == "['dlgrade']\n"


def test_the_version_needs_no_library_but_click(tmp_path: Path) -> None:
    """--version answers before NumPy, pytest or rich are loaded."""
    code, names = imported("--version", cwd=tmp_path)
    assert code == 0
    assert not names & (HEAVY | {"numpy", "pytest", "rich", "msgspec"})
    result = python("-m", "dlgrade", "--version", cwd=tmp_path)
    assert result.returncode == 0
    assert result.stdout.startswith(f"dlgrade {dlgrade.__version__}\n")


def test_a_check_with_stored_answers_needs_no_torch(tmp_path: Path) -> None:
    """What was computed once is judged again without the libraries that computed it."""
    arguments = ("check", SLUG, "--course", ROOT, "--submission", hand_in(tmp_path / "mine"))
    assert imported(*arguments, cwd=tmp_path)[0] == 0
    code, names = imported(*arguments, cwd=tmp_path)
    assert code == 0
    assert "numpy" in names
    assert not names & HEAVY


def test_lists_and_stubs_need_no_torch(tmp_path: Path) -> None:
    """Reading the course and making a folder load nothing heavy."""
    for arguments in (("init", tmp_path / "desk"), ("list",), ("sync", "--check")):
        code, names = imported(*arguments, "--course", ROOT, cwd=tmp_path)
        assert code == 0
        assert not names & HEAVY
