"""Colours never carry the meaning alone, ASCII terminals get ASCII, and pages have contrast enough."""

import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from enrolled import result
from reported import check
from rich.cells import cell_len
from rich.console import Console

import dlgrade
from dlgrade.batch import Screen as Batch
from dlgrade.report import progress, tables, terminal
from dlgrade.train.progress import Screen as Training
from dlgrade.train.record import Epoch

WIDTH = 60
STATES = ("passed", "failed", "not_reached", "error")
PACKAGE = Path(dlgrade.__file__).parent
_TEXT, _DRAWN = 4.5, 3.0  # WCAG 2.2, levels AA: 1.4.3 for text, 1.4.11 for what is drawn
CONTRASTS = [
    ("report/page.css", "ink", "ground", _TEXT),
    ("report/page.css", "ink", "panel", _TEXT),
    ("report/page.css", "soft", "ground", _TEXT),
    ("report/page.css", "soft", "panel", _TEXT),
    ("report/page.css", "link", "ground", _TEXT),
    ("report/page.css", "good", "ground", _TEXT),
    ("report/page.css", "bad", "ground", _TEXT),
    ("report/page.css", "warn", "warnground", _TEXT),
    ("report/page.css", "warnline", "ground", _DRAWN),
    ("report/page.css", "bar", "ground", _DRAWN),
    ("report/page.css", "bar", "rest", _DRAWN),
    ("train/page.html", "ink", "ground", _TEXT),
    ("train/page.html", "soft", "ground", _TEXT),
    ("train/page.html", "soft", "panel", _TEXT),
    ("train/page.html", "mine", "ground", _DRAWN),
    ("train/page.html", "test", "ground", _DRAWN),
]


def shown(print_on: Callable[[Console], None], encoding: str = "ascii") -> str:
    """Return what is printed on a screen of 60 columns without colours; a sign that it has not got is an error."""
    file = io.TextIOWrapper(io.BytesIO(), encoding=encoding, errors="strict", write_through=True)
    print_on(terminal.console(file, width=WIDTH))
    text = file.buffer.getvalue().decode(encoding)  # type: ignore[attr-defined]
    assert "\x1b" not in text
    assert max(map(cell_len, text.splitlines()), default=0) <= WIDTH
    return text


@pytest.mark.parametrize(("encoding", "signs"), [("ascii", "+xo!"), ("utf-8", "✓✗○!")])
def test_each_outcome_of_a_check_has_a_sign_and_a_word(encoding: str, signs: str) -> None:
    """Without colour all four can be told apart."""
    words = {"passed": "passed", "failed": "failed", "not_reached": "not reached", "error": "grader error"}
    checks = [check(state, state, task=f"task_{state}", message="why" * (state != "passed")) for state in STATES]
    made = result("ada", "02_activations", checks)
    title = "A title that is longer than the screen is wide, by far and more"
    text = shown(lambda screen: terminal.show_result(screen, made, title), encoding)
    for state, sign in zip(STATES, signs, strict=True):
        assert re.search(rf"(?m)^  {re.escape(sign)} task_{state}  .*\b{words[state]}$", text), text


def test_each_state_of_an_exercise_has_a_word() -> None:
    """Not started, not checked, edited, failing, passed."""
    passed, failing = (result("ada", "02_activations", [check("x", state)]) for state in ("passed", "failed"))
    title, facts = "A title that is longer than the screen is wide, by far and more", {"worth": {"x": 1.0}}
    rows = [
        progress.Progress("01_a", title, result=None, untouched=True, edited=False, **facts),
        progress.Progress("02_b", title, result=None, untouched=False, edited=False, **facts),
        progress.Progress("03_c", title, result=passed, untouched=False, edited=True, **facts),
        progress.Progress("04_d", title, result=failing, untouched=False, edited=False, **facts),
        progress.Progress("05_e", title, result=passed, untouched=False, edited=False, **facts),
    ]
    words = ("not started", "not checked yet", "edited since the last check", "failing", "passed")
    assert len({row.state for row in rows}) == len(rows)
    text = shown(lambda screen: progress.show_progress(screen, rows))
    for row, word in zip(rows, words, strict=True):
        assert word == row.state
        assert re.search(rf"(?m)^{row.slug} .*{word[:18]}", text), text
        assert f"{row.slug}  " in shown(lambda screen, row=row: progress.show_tasks(screen, row))


def test_each_state_of_a_task_has_a_sign_and_a_word() -> None:
    """Passed, failing, a fault of the grader's, and what is still to come."""
    words = ("passed", "failing", "grader error", "not reached", "not started", "not checked yet")
    tasks = [progress.TaskState(f"task{number}", word, 0, 1) for number, word in enumerate(words)]
    lines = shown(lambda screen: progress.show_states(screen, tasks)).splitlines()
    for line, sign, word in zip(lines, "+x!ooo", words, strict=True):
        assert line.startswith(f"  {sign} task")
        assert line.endswith(f"0/1  {word}")


def test_each_finding_has_a_word() -> None:
    """What is in order, what is worth a note, and what is a problem."""
    findings = [("one", "ok", "a", ""), ("two", "note", "b", "do"), ("three", "problem", "c", "mend")]
    text = shown(lambda screen: tables.show_findings(screen, findings))
    assert [line.split()[1] for line in text.splitlines() if line[0] != " "] == ["ok", "note", "PROBLEM"]
    proof = shown(lambda screen: tables.show_proof(screen, "a", []))
    proof += shown(lambda screen: tables.show_proof(screen, "b", ["why"]))
    assert proof.splitlines() == ["ok      a", "PROBLEM b", "        why"]


def test_a_class_that_is_graded_is_told_in_words() -> None:
    """A grader error, which is magenta, begins with its name."""
    faulty = result("ada", "02_activations", [check("x", "error")], faults=["check_it.py:1: broke"])

    def print_on(screen: Console) -> None:
        with Batch(screen) as watcher:
            watcher.graded(faulty)

    assert shown(print_on) == "ada: grader error: check_it.py:1: broke\n"


def test_the_best_epoch_is_told_in_a_word() -> None:
    """As is what is PyTorch's."""

    def print_on(screen: Console) -> None:
        epoch = Epoch(loss=0.5, accuracy=0.9, test_loss=0.4, test_accuracy=0.95, seconds=2.0, images=100)
        with Training(screen) as watcher:
            watcher.epoch(0, epoch, best=True)
            watcher.epoch(1, epoch, best=False)
            watcher.rival_epoch(0, epoch)
            watcher.note("mind it")

    first, second, rival, note = shown(print_on).splitlines()
    assert first.startswith("epoch  1  ")
    assert first.endswith("best")
    assert "best" not in second
    assert rival.startswith("PyTorch ")
    assert note == "note: mind it"


def luminance(colour: tuple[float, ...]) -> float:
    """Return how light a colour is, as WCAG has it."""
    parts = [value / 255 for value in colour]
    linear = [each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in parts]
    return sum(weight * each for weight, each in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: tuple[float, ...], other: tuple[float, ...]) -> float:
    """Return the ratio of two colours' lightness, from 1 to 21."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def schemes(name: str) -> list[dict[str, tuple[float, ...]]]:
    """Return the colours of a page by name: in light, in dark."""
    blocks = re.findall(r"(?s):root \{(.*?)\}", (PACKAGE / name).read_text("utf-8"))[:2]
    found = [dict(re.findall(r"--(\w+): #([0-9a-f]{6})", block)) for block in blocks]
    return [{each: tuple(bytes.fromhex(digits)) for each, digits in block.items()} for block in found]


def blended(colour: tuple[float, ...], ground: tuple[float, ...], share: float) -> tuple[float, ...]:
    """Return what is seen of a colour that lets the ground through."""
    return tuple(share * one + (1 - share) * other for one, other in zip(colour, ground, strict=True))


@pytest.mark.parametrize(("page", "colour", "ground", "least"), CONTRASTS)
def test_colours_of_a_page_stand_out(page: str, colour: str, ground: str, least: float) -> None:
    """In the light scheme and in the dark one."""
    light, dark = schemes(page)
    assert light != dark
    for scheme in (light, dark):
        assert contrast(scheme[colour], scheme[ground]) >= least


def test_numbers_are_legible_on_the_fullest_field_of_the_confusion_matrix() -> None:
    """Whose colour says nothing that the number does not."""
    share = float(re.search(r"var\(--share\) \* (\d+)%", (PACKAGE / "train/page.html").read_text("utf-8"))[1]) / 100  # type: ignore[index]
    for scheme in schemes("train/page.html"):
        for hue in ("right", "wrong"):
            assert contrast(scheme["ink"], blended(scheme[hue], scheme["ground"], share)) >= _TEXT


def test_pytorchs_curves_stand_out_though_they_let_others_through() -> None:
    """They are told from yours by their width and their dashes, too."""
    shares = re.findall(r"\.curve\.torch\w* \{[^}]*opacity: (\.\d+)", (PACKAGE / "train/page.html").read_text("utf-8"))
    assert len(shares) == 2
    for scheme in schemes("train/page.html"):
        for share in map(float, shares):
            assert contrast(blended(scheme["torch"], scheme["ground"], share), scheme["ground"]) >= _DRAWN


def test_too_little_contrast_would_be_found() -> None:
    """Black on white is 21, grey on white the known ratio."""
    assert round(contrast((0, 0, 0), (255, 255, 255)), 6) == 21
    assert round(contrast((119, 119, 119), (255, 255, 255)), 2) == 4.48
