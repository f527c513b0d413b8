"""`dlgrade hint`: which task is meant, what is said of it first, what is shown again."""

from pathlib import Path

import pytest
from commands import assert_sentence, holds, run
from hinted import checked, hinted_desk
from reported import check
from rich.console import Console

from dlgrade.desk import Desk
from dlgrade.hints import screen, seen


@pytest.fixture
def mine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A student's folder; commands run there."""
    made = hinted_desk(tmp_path)
    monkeypatch.chdir(made.root)
    return made


def hint(*arguments: object, **variables: str) -> str:
    """Run the command, which should give a hint, and return what it says."""
    result = run("hint", *arguments, **variables)
    assert result.exit_code == 0, result.output
    return result.output


def test_one_hint_after_the_other(mine: Desk) -> None:
    """Which of how many, its text, and how to go on; after the last, what says more."""
    assert hint("relu") == (
        "relu  01_bends\n"
        "  hint 1 of 3: the idea\n"
        "    relu: think\n"
        "  Not enough? `dlgrade hint relu` gives the next, 2 are left.\n"
    )
    assert "hint 2 of 3: the formula\n    relu: Σ x²\n" in (second := hint("relu"))
    assert "1 is left" in second
    for _ in range(2):
        assert "hint 3 of 3: the line\n    relu: `x = 1`\n" in (last := hint("relu"))
        assert "That was the last hint. `dlgrade check bends --task relu` says what is still wrong." in last


def test_seen_hints_are_shown_again_without_going_on(mine: Desk) -> None:
    """--again takes nothing, --all takes the next and shows those before it."""
    assert "You have seen no hint for it yet: `dlgrade hint relu` gives the first." in hint("relu", "--again")
    hint("relu")
    for _ in range(2):
        again = hint("relu", "--again")
        assert ("hint 1 of 3" in again, "hint 2 of 3" in again) == (True, False)
    every = hint("relu", "--all")
    assert [f"hint {stage} of 3" in every for stage in (1, 2, 3)] == [True, True, False]
    hint("relu")
    assert hint("relu", "--all").count("hint 3 of 3") == 1
    assert_sentence(run("hint", "relu", "--all", "--again"), 2, "--all goes on and --again does not: give one of them")


@pytest.mark.parametrize(
    ("words", "heading"),
    [
        (("relu",), "relu  01_bends"),
        (("Layer",), "Layer  02_layers"),
        (("Layer.backward",), "Layer  02_layers"),
        (("01_bends", "softmax"), "softmax  01_bends"),
        (("layers", "softmax"), "softmax  02_layers"),
        (("2", "softmax"), "softmax  02_layers"),
        (("softmax", "--exercise", "bends"), "softmax  01_bends"),
    ],
)
def test_a_task_is_named_in_many_ways(mine: Desk, words: tuple[str, ...], heading: str) -> None:
    """By itself, as a method, with its exercise before it or as an option."""
    assert hint(*words).startswith(heading + "\n")


def test_the_folder_settles_a_name_that_two_exercises_have(mine: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Elsewhere both are named."""
    said = "softmax is a task of 01_bends and 02_layers: say which, `dlgrade hint --exercise 01_bends softmax`"
    assert_sentence(run("hint", "softmax"), 2, said)
    monkeypatch.chdir(mine.root / "02_layers")
    assert hint("softmax").startswith("softmax  02_layers\n")
    assert hint("relu").startswith("relu  01_bends\n")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("rellu",), "there is no task 'rellu': did you mean relu (01_bends)?"),
        (("poling",), "there is no task 'poling': did you mean pooling (02_layers)?"),
        (("Layer.backwrd",), "there is no task 'Layer.backwrd': did you mean Layer.backward (02_layers)?"),
        (("zzz",), "there is no task 'zzz'; `dlgrade list` shows the exercises"),
        (("01_bends", "pooling"), "01_bends has no task 'pooling'"),
        (("bands", "relu"), "there is no exercise 'bands': did you mean 01_bends?"),
        (("relu", "--exercise", "layers"), "02_layers has no task 'relu'"),
        (("a", "b", "c"), "a hint is about one task"),
        (("bends", "relu", "--exercise", "bends"), "a hint is about one task"),
        ((), "say which task, such as `dlgrade hint softmax`: nothing has been checked here yet"),
        (("bends",), "01_bends was not checked yet: run `dlgrade check bends`, or name a task: relu, softmax"),
    ],
)
def test_what_is_meant_by_nothing_is_said(mine: Desk, words: tuple[str, ...], said: str) -> None:
    """With the nearest name over all exercises."""
    assert_sentence(run("hint", *words), 2, said)
    assert not (mine.root / ".dlgrade").exists()


def test_without_a_name_it_is_the_first_task_that_fails(mine: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of the exercise stood in, else of the one checked last; what was not reached comes after what failed."""
    failed = [
        check("one", task="relu"), check("two", "not_reached", task="relu"), check("three", "failed", task="softmax")
    ]  # fmt: skip
    checked(mine, "01_bends", *failed, started="2026-10-01T10:00:00+00:00")
    assert hint().startswith("softmax  01_bends\n")
    earlier = check("earlier", "failed", task="relu", prerequisite=True)
    checked(mine, "02_layers", earlier, check("p", "failed", task="pooling"), started="2026-10-01T11:00:00+00:00")
    assert hint().startswith("pooling  02_layers\n")
    assert hint("01_bends").startswith("softmax  01_bends\n")
    assert hint("--exercise", "1").startswith("softmax  01_bends\n")
    monkeypatch.chdir(mine.root / "01_bends")
    assert hint().startswith("softmax  01_bends\n")


def test_nothing_fails_or_nothing_runs(mine: Desk) -> None:
    """Both are said."""
    checked(mine, "01_bends", check("one", task="relu"))
    assert_sentence(run("hint", "bends"), 2, "every task of 01_bends passed: name one if you want its hint")
    checked(mine, "01_bends", problem="it does not load")
    said = "your module could not be run, which no hint is about: `dlgrade check bends` says why"
    assert_sentence(run("hint", "bends"), 2, said)


def test_a_task_that_passed_says_so_first(mine: Desk) -> None:
    """Of this work, or of what it was before; one check of several is not enough."""
    checked(
        mine, "01_bends", check("one", task="relu"), check("two", task="softmax"), check("x", "failed", task="softmax")
    )
    assert hint("relu").splitlines()[1] == "  passed already in your last check"
    assert "passed" not in hint("01_bends", "softmax")
    (mine.root / "01_bends" / "bends.py").write_text("# another\n")
    assert hint("relu").splitlines()[1] == "  passed already in your last check, before you edited the file"


def test_the_mistake_that_was_named_comes_first_and_takes_no_hint(mine: Desk) -> None:
    """Once; after that it stands above the hints. Another task's mistake is not this one's."""
    found = check("one", "failed", task="relu", mistake="relu_leaky", hint="Where x is negative the output is 0.")
    checked(mine, "01_bends", found, check("two", "failed", task="softmax"))
    first = hint("relu")
    assert "  a mistake that your last check named\n    Where x is negative the output is 0.\n" in first
    assert "hint 1 of 3" not in first
    assert "That used up no hint. Not enough? `dlgrade hint relu` gives the next hint." in first
    assert "Where x is negative" in (second := hint("relu"))
    assert second.index("Where x is negative") < second.index("hint 1 of 3: the idea")
    assert "mistake" not in hint("01_bends", "softmax")
    (mine.root / "01_bends" / "bends.py").write_text("# another\n")
    assert "a mistake that your last check named, before you edited the file" in hint("relu")


def test_again_shows_a_mistake_without_counting_it_as_told(mine: Desk) -> None:
    """--again changes nothing at all."""
    checked(mine, "01_bends", check("one", "failed", task="relu", mistake="relu_leaky", hint="It leaks."))
    assert "It leaks." in hint("relu", "--again")
    assert not (mine.root / ".dlgrade" / "hints.json").exists()
    assert "hint 1 of 3" not in hint("relu")


def test_a_mistake_that_cannot_be_remembered_does_not_stand_in_the_way(mine: Desk) -> None:
    """Else nobody would ever get to the first stage."""
    checked(mine, "01_bends", check("one", "failed", task="relu", mistake="relu_leaky", hint="It leaks."))
    (mine.root / ".dlgrade" / "hints.json.partial").mkdir()
    result = run("hint", "relu")
    assert "It leaks." in result.stdout
    assert "hint 1 of 3" in result.stdout
    assert "is not recorded" in result.stderr


def test_where_hints_are_reported_each_use_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And where they are private nothing of that is said."""
    said = "Your instructor's report shows which hints you take. They cost no points."
    for hints in ("reported", "private"):
        monkeypatch.chdir(hinted_desk(tmp_path / hints, hints=hints).root)
        for words in (("relu",), ("relu", "--again"), ("relu", "--all")):
            assert holds(hint(*words), said) == (hints == "reported")


def test_nothing_in_a_hint_or_a_result_steers_the_terminal(mine: Desk) -> None:
    """Nor does markup mean anything."""
    path = mine.course.root / "solutions" / "01_bends" / "hints.toml"
    path.write_text(path.read_text("utf-8").replace("relu: think", "[red]x[/red] \u202eabc"), "utf-8")
    checked(mine, "01_bends", check("one", "failed", task="relu", mistake="m", hint="\x1b[31mred \x07"))
    said = hint("relu") + hint("relu")
    assert not set("\x1b\x07\u202e") & set(said)
    assert "[red]x[/red]" in said


def test_formulas_are_written_out_where_signs_cannot_be_shown(mine: Desk) -> None:
    """An ASCII terminal gets words for them, Greek letters too; at sixty columns lines are broken between words."""
    path = mine.course.root / "solutions" / "01_bends" / "hints.toml"
    text = path.read_text("utf-8").replace("relu: think", "√2 · λ ≤ θ → é 漢 " + "word " * 30)
    path.write_text(text.strip(), "utf-8")
    result = run("hint", "relu", COLUMNS="60", PYTHONIOENCODING="ascii")
    assert all(len(line) <= 60 for line in result.stdout.splitlines())
    with (mine.root / "out").open("w", encoding="ascii") as file:
        shown = Console(width=60, record=True, file=file)
        screen.show_hint(shown, seen(mine, mine.course.exercise("bends"), "relu")[0])
    assert "sqrt2 * lambda <= theta -> e ? word" in shown.export_text()


def test_the_help_shows_examples_line_by_line() -> None:
    """Each as it is typed."""
    assert "\n  Examples:\n    dlgrade hint softmax  " in hint("--help")
