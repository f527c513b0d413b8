"""%check in a live notebook: a real shell, a real kernel, and what is shown there."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from classroom import COURSE
from commands import TINY, environment, holds, tiny_course
from enrolled import checks, result
from notebook_files import write

import dlgrade
from dlgrade.errors import UsageError
from dlgrade.language import speaking
from dlgrade.notebooks import live
from dlgrade.notebooks.asked import Question, Said, answer, meant
from dlgrade.notebooks.card import Card, of_task, page
from dlgrade.notebooks.earlier import EarlierNotebooks
from dlgrade.results import CheckResult

RIGHT = "import numpy as np\ndef double(x):\n    return 2 * np.asarray(x, dtype=float)"
WRONG = RIGHT.replace("2 *", "3 *")


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A student's folder of a course with one small exercise, to stand in."""
    course = tiny_course(tmp_path / "course")
    folder = tmp_path / "me" / TINY
    folder.mkdir(parents=True)
    (tmp_path / "me" / "dlgrade.toml").write_text(f'course = "{course.root}"\n')
    monkeypatch.chdir(folder)
    for name, value in environment().items():
        monkeypatch.setenv(name, value)
    return folder


@pytest.fixture
def shell(desk: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[object]:
    """A real IPython shell that has loaded the extension."""
    monkeypatch.setenv("IPYTHONDIR", str(desk / ".ipython"))
    from IPython.core.interactiveshell import InteractiveShell
    from traitlets.config import Config

    config = Config()
    config.HistoryManager.enabled = False
    InteractiveShell.clear_instance()
    made = InteractiveShell.instance(config=config)
    made.run_cell("%load_ext dlgrade", store_history=True)
    yield made
    InteractiveShell.clear_instance()
    sys.meta_path[:] = [finder for finder in sys.meta_path if not isinstance(finder, EarlierNotebooks)]


def said(shell: object, cell: str, capsys: pytest.CaptureFixture[str]) -> str:
    """Run a cell and return what it prints; a shell that is no notebook shows the plain text."""
    capsys.readouterr()
    shell.run_cell(cell, store_history=True)  # type: ignore[attr-defined]
    return capsys.readouterr().out


def test_check_judges_what_was_run_so_far(shell: object, capsys: pytest.CaptureFixture[str]) -> None:
    """The latest definition counts, a cell that did not compile changes nothing, and no live object is judged."""
    assert "nothing of the exercise is defined here yet" in said(shell, "%check", capsys)
    said(shell, WRONG, capsys)
    wrong = said(shell, "%check double", capsys)
    assert "0/2 points" in wrong
    assert "every entry is 1.5 times the expected one" in wrong
    said(shell, f"{RIGHT}\nprint(double(3))\nglobals()['double'] = lambda x: 9", capsys)
    said(shell, "def double(x: return", capsys)
    assert "9" in said(shell, "print(double(1))", capsys)
    assert "2/2 points" in said(shell, "%check", capsys)
    assert "Out[" in said(shell, f"%check --points {'double'}", capsys)
    unknown = said(shell, "%check duoble", capsys)
    assert "error: there is no task and no exercise 'duoble': did you mean double?" in unknown
    assert "error: %check judges all" in said(shell, "%check --nothing", capsys)
    assert "error: %check judges all" in said(shell, "%check a b", capsys)


def test_a_place_is_told_by_jupyters_number(desk: Path) -> None:
    """`In [7]` is what stands beside the cell."""
    cells = [Said("In [7]", RIGHT.replace("2 *", "2 * undefined *"))]
    found = answer(Question(str(desk), "", cells))
    assert found.result is not None
    assert "in doubling.ipynb, In [7], line 3" in found.result.checks[0].message


def test_where_no_course_is_there_is_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As in a terminal."""
    assert answer(Question(str(tmp_path), "", [], str(tmp_path))).problem.endswith("name another with --course")


def test_a_grader_that_ends_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """No traceback, and it costs nothing."""
    monkeypatch.setattr(sys, "executable", "/bin/false")
    assert live.ask(Question("", "", [])).problem.startswith("the grader ended with code 1")


def test_of_two_tasks_of_one_name_the_one_that_the_cells_are_about_is_meant(tmp_path: Path) -> None:
    """And an exercise's number or name means all of it."""
    from dlgrade import author
    from dlgrade.course import open_course

    course = tiny_course(tmp_path)
    author.new(course, "06_twice")
    twice = tmp_path / "solutions" / "06_twice" / "twice.py"
    twice.write_text(twice.read_text() + "\n\ndef four(x):\n    return 4 * x\n")
    course = open_course(tmp_path)
    cells = [Said("In [1]", "def double(x): pass\ndef four(x): pass")]
    assert [each and (each if isinstance(each, str) else each.slug) for each in meant(course, "double", cells)] == [
        "06_twice",
        "double",
    ]
    assert meant(course, "5", cells)[0].slug == TINY
    assert meant(course, "twice", cells) == (course.exercise("twice"), None)
    named = [Said("In [1]", "def neuron(): pass")]
    assert meant(COURSE, "neuron", named) == (COURSE.exercise("01_neuron"), "neuron")  # both a task and an exercise
    with pytest.raises(UsageError, match="nothing of the exercise is defined here yet"):
        meant(course, "double", [])


def test_earlier_exercises_are_imported_from_notebooks(
    shell: object, desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Beside the notebook or in the exercise's folder; experiments in them are not run."""
    write(desk.parent / "04_earlier" / "earlier.ipynb", "print('tried')", "def ten():\n    return 10", "1 / 0")
    (desk.parent / "03_before").mkdir()
    (desk.parent / "03_before" / "before.py").write_text("HUNDRED = 100\n")
    write(desk / "helping.ipynb", "from earlier import ten\ndef eleven():\n    return ten() + 1")
    imports = "from earlier import ten\nfrom before import HUNDRED\nfrom helping import eleven\n"
    cell = imports + "print(ten(), HUNDRED, eleven())"
    try:
        assert said(shell, cell, capsys) == "10 100 11\n"
    finally:
        for name in ("earlier", "before", "helping"):
            sys.modules.pop(name, None)
    assert EarlierNotebooks().find_spec("nowhere", None) is None
    assert EarlierNotebooks().find_spec("earlier", ["a", "package"]) is None


def test_validate_stops_at_what_is_not_right(
    shell: object, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """nbgrader's button takes a cell that raises nothing for right; nobody else is stopped."""
    said(shell, WRONG, capsys)
    monkeypatch.setenv("NBGRADER_EXECUTION", "validate")
    run = shell.run_cell("%check double", store_history=True)  # type: ignore[attr-defined]
    assert isinstance(run.error_in_exec, live.NotPassed)
    assert "0 of 2 points" in capsys.readouterr().out


def test_a_real_kernel_shows_the_verdict(desk: Path) -> None:
    """Through nbclient, as Jupyter does: HTML and plain text, for wrong and for right work."""
    import nbformat
    from nbclient import NotebookClient

    cells = ["%load_ext dlgrade", WRONG, "%check", RIGHT, "%check double"]
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
    NotebookClient(notebook, kernel_name="python3", resources={"metadata": {"path": str(desk)}}).execute()
    (wrong,), (right,) = notebook.cells[2].outputs, notebook.cells[4].outputs
    assert wrong.output_type == right.output_type == "display_data"
    assert "0/2 points" in wrong.data["text/html"]
    assert wrong.data["text/plain"].startswith("05_doubling  0/2 points")
    assert "\x1b" not in wrong.data["text/plain"]
    assert "✓ double  2/2  passed" in right.data["text/plain"]


def found(**changed: object) -> CheckResult:
    """Return a check that failed."""
    fields = {"id": "test_a", "task": "double", "title": "a fact", "hidden": False, "outcome": "failed", "points": 0.0}
    return CheckResult(**({**fields, "max_points": 1.0, "message": "it differs"} | changed))  # type: ignore[arg-type]


def test_nothing_in_a_card_is_markup() -> None:
    """Whatever a submission's texts hold; control characters are written out."""
    evil = "<script>x</script>\x1b[31m\u202e\" onclick='y'"
    texts = dict.fromkeys(("message", "diagnosis", "hint", "title", "task"), evil)
    shown = page(result("s", TINY, [found(**texts)], notes=[evil], faults=[evil]), evil)
    shown += page(result("s", TINY, [], problem=evil))
    assert "<script" not in shown
    assert "\x1b" not in shown
    assert "\u202e" not in shown
    assert " onclick='" not in shown
    assert "&lt;script&gt;" in shown


def test_a_card_says_all_that_the_terminal_says() -> None:
    """Signs and words beside every colour; a stub is one line; an earlier exercise that is right is not shown."""
    many = [found(id=f"test_{n}", title=f"fact {n}", hint="do this") for n in range(7)]
    stub = found(task="other", message="other is not written yet")
    absent = found(task="later", message="there is no later in your module; it has np")
    fine = found(task="before", prerequisite=True, outcome="passed", max_points=0.0)
    needed = found(task="earlier", prerequisite=True, max_points=0.0, outcome="not_reached")
    done = found(task="done", outcome="passed", points=1.0)
    card = Card(result("s", TINY, [*many, stub, absent, fine, needed, done]), "Title")
    for shown in (card._repr_html_(), repr(card)):
        assert holds(shown, "fact 0")
        assert holds(shown, "do this")
        assert holds(shown, "failed for the same reason: fact 1; fact 2; fact 3; fact 4; and 2 more")
        assert holds(shown, "not written yet")
        assert holds(shown, "Title")
        assert "before" not in shown
    assert "not defined: run its cell" in card._repr_html_()
    assert "there is no later" not in card._repr_html_()
    assert "needed here" in card._repr_html_()
    assert "✓ <b>done</b>" in card._repr_html_()
    rng = np.random.default_rng(0)
    whole = result("s", TINY, checks(0.5, rng))
    assert {check.task for check in of_task(whole, "softmax").checks} == {"softmax"}
    assert of_task(whole, "softmax").max_points == 6.0


def test_a_card_is_in_the_language_that_is_spoken() -> None:
    """Its own words and the engine's sentences; the same as the terminal's."""
    wrong = found(message="every entry is zero", hint="every entry is zero")
    with speaking("zh_TW"):
        shown = page(result("s", TINY, [wrong], notes=["every entry is zero"]), "Title")
    assert "every entry is zero" not in shown
    for text in ("注意：每個元素都是零", "提示：每個元素都是零", "未通過"):
        assert text in shown
    for text in ("points", "failed", "note:", "hint:"):
        assert text not in shown


def test_students_who_use_no_notebook_need_no_jupyter() -> None:
    """Loading dlgrade and its command imports nothing of IPython's or jupytext's."""
    code = "import sys, dlgrade.cli, dlgrade.student; print([m for m in ('IPython', 'jupytext') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env={**os.environ})
    assert done.stdout.strip() == "[]"
    assert callable(dlgrade.load_ipython_extension)
