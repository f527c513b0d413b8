"""Hints in a terminal; nothing is said by colour alone."""

import unicodedata

from rich.console import Console
from rich.text import Text

from dlgrade.hints.journey import Advice
from dlgrade.hints.stages import Hint
from dlgrade.language import said, say, words
from dlgrade.protocol import legible, one_line
from dlgrade.report.terminal import indented, show_cut

_NAMES = {"idea": "the idea", "formula": "the formula", "line": "the line"}
_REPORTED = "Your instructor's report shows which hints you take. They cost no points."

_ASCII = {
    "Σ": "sum",
    "√": "sqrt",
    "ᵀ": "^T",
    "²": "^2",
    "³": "^3",
    "·": "*",
    "×": "x",
    "−": "-",
    "≥": ">=",
    "≤": "<=",
    "≠": "!=",
    "≈": "~",
    "→": "->",
    "←": "<-",
    "½": "1/2",
    "⌈": "ceil(",
    "⌉": ")",
    "⌊": "floor(",
    "⌋": ")",
    "∂": "d",
    "∇": "grad ",
    "⊙": "*",
    "∞": "inf",
    "…": "...",
    "–": "-",
    "’": "'",
}  # fmt: skip - signs of formulas, for terminals that cannot show them


def show(screen: Console, advice: Advice) -> None:
    """Print what the latest check knows of a task, its hints, and how to get the next one."""
    heading = Text(one_line(advice.task), style="bold").append(f"  {advice.exercise.slug}", style="dim")
    show_cut(screen, heading)
    before = ", before you edited the file" if advice.edited else ""
    if advice.passed:
        indented(screen, 2, Text(said(f"passed already in your last check{before}"), style="green"))
    if advice.mistake:
        indented(screen, 2, Text(said(f"a mistake that your last check named{before}"), style="bold cyan"))
        indented(screen, 4, Text(legible(words(advice.mistake))))
    for hint in advice.hints:
        show_hint(screen, hint)
    for sentence in _next(advice):
        indented(screen, 2, Text(said(sentence), style="dim"))
    if advice.reported:
        indented(screen, 2, Text(say(_REPORTED), style="yellow"))


def show_hint(screen: Console, hint: Hint) -> None:
    """Print one stage: which of how many, and its text; a formula stands on a line of its own, further in."""
    stage = say("hint {stage} of {of}: {name}", stage=hint.stage, of=hint.of, name=say(_NAMES[hint.name]))
    indented(screen, 2, Text(stage, style="bold cyan"))
    text = _plain(hint.text) if screen.options.ascii_only else words(hint.text)  # ASCII has no other language
    for line in legible(text).splitlines():
        indented(screen, 6 if line.startswith(" ") else 4, Text(line.strip()))


def _next(advice: Advice) -> list[str]:
    """Say how to go on."""
    more = f"`dlgrade hint {advice.task}`"
    if advice.told_first:
        return [f"That used up no hint. Not enough? {more} gives the next hint."]
    if not advice.hints and not advice.mistake:
        return [f"You have seen no hint for it yet: {more} gives the first."]
    if advice.left:
        return [f"Not enough? {more} gives the next, {advice.left} {'is' if advice.left == 1 else 'are'} left."]
    judged = f"`dlgrade check {advice.exercise.topic} --task {advice.task}`"
    return [f"That was the last hint. {judged} says what is still wrong."]


def _plain(text: str) -> str:
    """Write a formula's signs in ASCII, Greek letters by their names."""
    return "".join(letter if letter.isascii() else _ASCII.get(letter) or _named(letter) for letter in text)


def _named(letter: str) -> str:
    kind, _, name = unicodedata.name(letter, "").rpartition(" LETTER ")
    if kind.startswith("GREEK"):
        return name.replace("LAMDA", "lambda").lower()
    return unicodedata.normalize("NFKD", letter).encode("ascii", "ignore").decode() or "?"
