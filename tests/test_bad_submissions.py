"""Folders that nobody has vouched for: what cannot be read is a problem in one sentence, never the grader's error."""

import os
from collections.abc import Callable
from pathlib import Path

import classroom
import pytest
from classroom import SOLUTION

from dlgrade import results as documents
from dlgrade.errors import UsageError
from dlgrade.results import Result
from dlgrade.student import read_submission

Maker = Callable[[Path], object]


def write(folder: Path, name: str = "activations.py", text: str | bytes = SOLUTION) -> None:
    """Write one file of a submission."""
    (folder / name).write_bytes(text if isinstance(text, bytes) else text.encode())


def grade_folder(folder: Path) -> Result:
    """Grade a folder and write its result, as the command does."""
    result = classroom.grade_submissions([read_submission(folder, "activations", student="me")])[0]
    documents.write(result, folder.with_name("result.json"))
    assert documents.read(folder.with_name("result.json")) == result
    return result


UNREADABLE: dict[str, tuple[Maker, list[str]]] = {
    "no file": (
        lambda folder: None,
        ["there is no activations.py", "holds no Python file", "put your work into activations.py"],
    ),
    "another name": (
        lambda folder: write(folder, "Activations.py"),
        ["there is no activations.py", "it holds Activations.py"],
    ),
    "a folder for the module": (
        lambda folder: (folder / "activations.py").mkdir(),
        ["activations.py", "not a regular file"],
    ),
    "a FIFO for the module": (
        lambda folder: os.mkfifo(folder / "activations.py"),
        ["activations.py", "not a regular file"],
    ),
    "a symbolic link for the module": (
        lambda folder: (folder / "activations.py").symlink_to(__file__),
        ["activations.py is a symbolic link", "replace it by the file itself"],
    ),
    "a link to itself": (
        lambda folder: (folder / "activations.py").symlink_to("activations.py"),
        ["is a symbolic link"],
    ),
    "text that is not UTF-8": (
        lambda folder: write(folder, text=b"# first\n# caf\xe9\n"),
        ["activations.py, line 2", "not UTF-8", "save the file as UTF-8"],
    ),
    "more than a megabyte": (
        lambda folder: write(folder, text="#" * (1 << 21)),
        ["activations.py is larger than 1 MB", "code, not data"],
    ),
    "10,000 files": (
        lambda folder: [write(folder), *((folder / f"{number}.txt").touch() for number in range(10_000))],
        ["holds more than 2,000 files", "submit the exercise's folder alone"],
    ),
    "150 modules": (
        lambda folder: [write(folder), *((folder / f"m{number}.py").touch() for number in range(150))],
        ["151 Python files", "100"],
    ),
    "3 MB of modules": (
        lambda folder: [write(folder), *(write(folder, f"m{number}.py", "#" * 900_000) for number in range(3))],
        ["holds more than 1 MB of Python"],
    ),
}

HARMLESS: dict[str, Maker] = {
    "a byte order mark and CRLF": lambda folder: write(
        folder, text=b"\xef\xbb\xbf" + SOLUTION.replace("\n", "\r\n").encode()
    ),
    "a folder named like a module": lambda folder: (folder / "notes.py").mkdir(),
    "a FIFO named like a module": lambda folder: os.mkfifo(folder / "notes.py"),
    "another file that is not UTF-8": lambda folder: write(folder, "notes.py", b"# caf\xe9\n"),
    "a link beside it": lambda folder: (folder / "notes.py").symlink_to(__file__),
    "a name that is not UTF-8": lambda folder: write(folder, os.fsdecode(b"caf\xe9.py"), "x = 1\n"),
    "a package of NumPy's name": lambda folder: [
        (folder / "numpy").mkdir(),
        write(folder / "numpy", "__init__.py", "1 / 0\n"),
    ],
    "a module that nobody imports": lambda folder: write(folder, "notes.py", "1 / 0\n"),
}


@pytest.mark.parametrize("case", UNREADABLE)
def test_a_folder_that_cannot_be_read_earns_nothing_and_says_why(tmp_path, case):
    """The problem names the file and what to do; no check is run, and nothing of it is the grader's fault."""
    make, words = UNREADABLE[case]
    folder = tmp_path / "submission"
    folder.mkdir()
    make(folder)
    result = grade_folder(folder)
    assert result.points == 0
    assert result.max_points > 0
    assert classroom.outcomes(result) == {"not_reached"}
    for word in words:
        assert word in result.problem


@pytest.mark.parametrize("case", HARMLESS)
def test_what_lies_beside_a_right_module_costs_nothing(tmp_path, case):
    """Full marks, whatever else is in the folder."""
    folder = tmp_path / "submission"
    folder.mkdir()
    write(folder)
    HARMLESS[case](folder)
    assert grade_folder(folder).passed


@pytest.mark.parametrize("name", ["random.py", "numpy.py"])
def test_a_module_that_shadows_one_of_pythons_is_ignored_with_a_note(tmp_path, name):
    """The note names the file and says to rename it; everything still works."""
    folder = tmp_path / "submission"
    folder.mkdir()
    write(folder, text=f"import random\nimport numpy\nrandom.random()\nnumpy.ones(1)\n{SOLUTION}")
    write(folder, name, "raise SystemExit\n")
    result = grade_folder(folder)
    assert result.passed
    assert len(result.notes) == 1
    assert result.notes[0].startswith(f"{name} is ignored")
    assert "rename yours" in result.notes[0]


def test_a_folder_and_a_module_in_another_script_are_read(tmp_path):
    """Names need not be Latin."""
    folder = tmp_path / "作業" / "學生"
    folder.mkdir(parents=True)
    write(folder, "輔助.py", "one = 1\n")
    write(folder, text=f"from 輔助 import one\n{SOLUTION.replace('1 / (1 + small)', 'one / (one + small)')}")
    assert grade_folder(folder).passed


def test_a_problem_in_another_script_is_named_in_it(tmp_path):
    """What is said about a folder shows its name as it is."""
    folder = tmp_path / "作業" / "學生"
    folder.mkdir(parents=True)
    assert "作業/學生" in grade_folder(folder).problem.replace(os.sep, "/")


def test_a_problem_with_a_name_that_is_not_utf8_can_be_written(tmp_path):
    """The result of a folder whose only file has such a name is written like any other."""
    folder = tmp_path / "submission"
    folder.mkdir()
    write(folder, os.fsdecode(b"caf\xe9.py"), "x = 1\n")
    result = classroom.grade_submissions([read_submission(folder, "activations")])[0]
    documents.write(result, tmp_path / "result.json")
    assert "there is no activations.py" in documents.read(tmp_path / "result.json").problem


def test_an_import_of_a_module_that_could_not_be_read_says_why(tmp_path):
    """A neighbour that is a link is not reported as something that is not installed."""
    folder = tmp_path / "submission"
    folder.mkdir()
    (folder / "notes.py").symlink_to(__file__)
    write(folder, text=f"import notes\n{SOLUTION}")
    result = grade_folder(folder)
    assert result.points == 0
    assert "notes.py is a symbolic link" in " ".join([result.problem, *result.notes])


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (Path.touch, "is a file, and neither .zip nor .tar.gz nor .tgz nor .ipynb"),
        (lambda path: None, "does not exist"),
    ],
)
def test_a_submission_that_is_no_folder_is_a_usage_error(tmp_path, make, reason):
    """A file, or nothing, is the caller's mistake: the error names the path and what belongs there."""
    path = tmp_path / "submission"
    make(path)
    with pytest.raises(UsageError) as caught:
        read_submission(path, "activations")
    what = "name the folder, the archive or the notebook that holds activations"
    assert str(caught.value) == f"{path}: {reason}: {what}"


def test_siblings_are_read_only_where_they_are_imported(tmp_path):
    """A module of another exercise comes along if it is named, with what it imports in turn."""
    for name, text in {
        "activations": "import losses\n",
        "losses": "from layers import x\n",
        "layers": "x = 1\n",
        "other": "",
    }.items():
        (tmp_path / name).mkdir()
        write(tmp_path / name, f"{name}.py", text)
    siblings = {name: tmp_path / name / f"{name}.py" for name in ("losses", "layers", "other")}
    submission = read_submission(tmp_path / "activations", "activations", siblings=siblings)
    assert set(submission.sources) == {"activations", "losses", "layers"}


def test_siblings_are_found_on_the_lines_after_a_plain_import(tmp_path):
    """`import numpy as np` names one module, and not what the lines below it import."""
    (tmp_path / "mine").mkdir()
    write(tmp_path / "mine", text="import numpy as np\nfrom losses import x\nimport layers as y, other\n")
    siblings = {name: tmp_path / f"{name}.py" for name in ("losses", "layers", "other")}
    for path in siblings.values():
        write(tmp_path, path.name, "")
    submission = read_submission(tmp_path / "mine", "activations", siblings=siblings)
    assert set(submission.sources) == {"activations", "losses", "layers", "other"}


def test_the_digest_depends_on_names_and_texts_alone(tmp_path):
    """The same files in another folder have the same digest; another text has another."""
    for name in ("one", "two", "three"):
        (tmp_path / name).mkdir()
        write(tmp_path / name, text="x = 1\n" if name != "three" else "x = 2\n")
    one, two, three = (read_submission(tmp_path / name, "activations").digest for name in ("one", "two", "three"))
    assert one == two != three
