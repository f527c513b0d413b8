"""A course in other languages: whatever an author says to students is translated, and no code is lost on the way."""

import ast
import re
from collections.abc import Iterator
from functools import cache

import pytest
from classroom import COURSE

from dlgrade.course import HINTS_NAME, STAGES, Exercise, parse
from dlgrade.diagnose import Mistake
from dlgrade.language.sources import told_by_checks

LANGUAGE = "zh_TW"
TRANSLATED = ["02_activations", "03_losses", "06_convolution"]

_ENTRY = re.compile(r'((?:#: \S+\n)+)msgid (".+")\nmsgstr (".*")')
_CODE = re.compile(r'^-|[\d_.=*/+^|<>@\[("]')  # what is in no word of a sentence
_AFTER = ".,:;?"
_CHINESE = "[\u4e00-\u9fff]"
_TOUCHING = re.compile(f"{_CHINESE}[A-Za-z0-9`]|[A-Za-z0-9`]{_CHINESE}")
_HALF_WIDTH = re.compile(f"{_CHINESE} ?[,;:?!.]|[,;:?!.]{_CHINESE}")


def said(exercise: Exercise) -> Iterator[tuple[str, str]]:
    """Yield every text for students, and where it is from, as a catalogue writes it."""
    yield exercise.title, exercise.module
    for node in parse(exercise.checks).body:
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
            title = str(ast.get_docstring(node)).partition("\n")[0].removesuffix(".")
            yield title, f"{exercise.checks.name}:{node.name}"
    for text in set(told_by_checks(exercise.checks)):
        yield text, exercise.checks.name
    for task, hints in exercise.hints.items():
        for stage in STAGES:
            yield getattr(hints, stage), f"{HINTS_NAME}:{task}.{stage}"
    for path in exercise.mistakes():
        yield Mistake.read(path).hint, f"mistakes/{path.name}"


@cache
def entries(slug: str) -> dict[str, tuple[list[str], str]]:
    """Return what an exercise's catalogue holds."""
    return parsed((COURSE.exercise(slug).folder / f"{LANGUAGE}.po").read_text("utf-8"))


def parsed(catalogue: str) -> dict[str, tuple[list[str], str]]:
    """Return places and translation of every text; an assertion fails where the file is not as others read it."""
    _header, *blocks = catalogue.strip().split("\n\n")
    found: dict[str, tuple[list[str], str]] = {}
    for block in blocks:
        match = _ENTRY.fullmatch(block)
        assert match is not None, f"neither places, one msgid and one msgstr: {block}"
        source, target = ast.literal_eval(match[2]), ast.literal_eval(match[3])
        assert source not in found, f"twice: {source}"
        found[source] = match[1].replace("#: ", "").split(), target
    return found


def pieces_of_code(text: str) -> set[str]:
    """Return the names, numbers, signs and calls in a sentence, without what encloses or follows them."""
    found = set()
    for word in text.replace("`", " ").split():
        bare = word.rstrip(_AFTER)
        if bare.count("(") > bare.count(")"):
            bare = bare.removeprefix("(")
        while bare.endswith(")") and bare.count(")") > bare.count("("):
            bare = bare.removesuffix(")").rstrip(_AFTER)
        whole = bare.count("(") == bare.count(")")
        for piece in [bare] if whole else re.split("[()]", bare):  # a call with spaces in it comes in parts
            named = re.sub(r"'s$|(?<=\d)-[a-z]+$", "", piece)  # x's dtype, 8-bit
            if _CODE.search(named):
                found.add(named)
    return found


def faults(english: str, chinese: str) -> list[str]:
    """Return what is wrong with a translation."""
    if not chinese.strip() or chinese == english:
        return ["it is not translated"]
    english = re.sub(r"\{(\w+):\w+\}", r"{\1}", english)  # what a place takes is said on one side
    found = [f"{piece} is lost" for piece in sorted(pieces_of_code(english)) if not _holds(chinese, piece)]
    for run in re.findall(r"[!-~][ -~]*", chinese):
        found += [
            f"{piece} is invented"
            for piece in sorted(pieces_of_code(run))
            if not (piece.isdigit() or _holds(english, piece))
        ]
    if _TOUCHING.search(chinese):
        found.append("a space is missing between Chinese and Latin letters")
    if _HALF_WIDTH.search(re.sub(r"\([^()]*\)", "", chinese)):  # (高, 寬) is a pair
        found.append("punctuation of half width")
    if not _is_written_in_taiwan(chinese):
        found.append("a simplified character")
    if english.endswith(".") != chinese.endswith("。") or english.endswith("?") != chinese.endswith("？"):
        found.append("it ends in another way")
    return found


def _holds(text: str, piece: str) -> bool:
    return re.search(rf"(?<![A-Za-z0-9_]){re.escape(piece)}(?![A-Za-z0-9_])", text) is not None


def _is_written_in_taiwan(chinese: str) -> bool:
    try:
        "".join(re.findall(_CHINESE, chinese)).encode("big5")
    except UnicodeEncodeError:
        return False
    return True


@pytest.mark.parametrize("slug", TRANSLATED)
def test_every_text_for_students_is_translated_and_none_is_stale(slug: str) -> None:
    """A catalogue holds what titles, checks, hints and mistakes say now, with every place that says it."""
    places: dict[str, list[str]] = {}
    for text, place in said(COURSE.exercise(slug)):
        places.setdefault(text, []).append(place)
    catalogue = entries(slug)
    assert [text for text in places if text not in catalogue] == []
    assert [text for text in catalogue if text not in places] == []
    assert {text: sorted(found) for text, (found, _) in catalogue.items()} == {
        text: sorted(found) for text, found in places.items()
    }


@pytest.mark.parametrize("slug", TRANSLATED)
def test_translations_keep_code_and_are_typeset(slug: str) -> None:
    """Nothing is left in English, no code is lost or invented, and the writing is Taiwan's."""
    wrong = {text: faults(text, target) for text, (_, target) in entries(slug).items() if faults(text, target)}
    assert wrong == {}


def test_equal_texts_are_translated_equally() -> None:
    """What several exercises say is said in the same words."""
    first: dict[str, str] = {}
    for slug in TRANSLATED:
        for text, (_, target) in entries(slug).items():
            assert first.setdefault(text, target) == target, text


@pytest.mark.parametrize(
    ("english", "chinese", "fault"),
    [
        ("Add it up.", "", "it is not translated"),
        ("Add it up.", "Add it up.", "it is not translated"),
        ("It is exp(x) - 1.", "它是 exp(x) - 2。", "1 is lost"),
        ("It is exp(x) - 1.", "它是 exp(x) - 100。", "1 is lost"),
        ("It is 1 - p.", "它是 1 + p。", "- is lost"),
        ("Divide by // here.", "這裡用 / 來除。", "// is lost"),
        ('With "same" it fits.', "用 same 就合。", '"same" is lost'),
        ("Read x.strides first.", "先讀 x.shape。", "x.strides is lost"),
        ("Read x.strides first.", "先讀 x.shape。", "x.shape is invented"),
        ("Keep float32.", "保留float32。", "a space is missing between Chinese and Latin letters"),
        ("Keep it: it is right.", "保留它: 它是對的。", "punctuation of half width"),
        ("Sum the rows.", "对列求总和。", "a simplified character"),
        ("Sum the rows.", "對列求總和", "it ends in another way"),
        ("Which one?", "哪一個。", "it ends in another way"),
    ],
)
def test_a_wrong_translation_is_found(english: str, chinese: str, fault: str) -> None:
    """Each fault is seen in a sentence that has it."""
    assert fault in faults(english, chinese)


def test_a_right_translation_has_no_faults() -> None:
    """Pairs, possessives and words with hyphens may read differently."""
    english = "README's 8-bit Σ_i w[k, i] (for (height, width), say) is exp(log(x)) - 1: half of `a or b`."
    assert faults(english, "README 的 8 位元 Σ_i w[k, i]（例如 (高, 寬)）是 exp(log(x)) - 1：`a or b` 的一半。") == []


@pytest.mark.parametrize(
    ("entry", "fault"),
    [
        ('#: a.py\nmsgid "Add."\nmsgstr "加。"', "twice: Add."),
        ('#: a.py\nmsgid ""\n"Sum."\nmsgstr "加。"', "neither places, one msgid and one msgstr"),
        ('msgid "Sum."\nmsgstr "加。"', "neither places, one msgid and one msgstr"),
    ],
)
def test_a_malformed_catalogue_is_refused(entry: str, fault: str) -> None:
    """Each text stands there once, in one line, with the places that say it."""
    first = 'msgid ""\nmsgstr ""\n\n#: a.py\nmsgid "Add."\nmsgstr "加。"'
    assert parsed(first) == {"Add.": (["a.py"], "加。")}
    with pytest.raises(AssertionError, match=fault):
        parsed(f"{first}\n\n{entry}")
