"""Languages: which is chosen, what is recognised and said again, and what is left alone."""

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dlgrade.language import ENGLISH, breaks, choice, columns, said, say, speaking, spoken, template, words
from dlgrade.language.catalogue import Catalogue, read_po
from dlgrade.language.reader import Reader, learn
from dlgrade.language.template import Place, Template, parsed, written

SPOKEN = "zh_TW"
HOSTILE = [
    "it is flipped along axis 1",
    "every entry is zero: {0} {label} %s %(x)s",
    ".*(a+)+$ [^] \\",
    "expected 1, got 2",
    "did not end within 3 s",
    "〔中文〕",
]


@pytest.mark.parametrize(
    ("name", "language"),
    [
        ("zh_TW.UTF-8", SPOKEN),
        ("zh-Hant-TW", SPOKEN),
        ("zh_HK", SPOKEN),
        ("zh_Hant", SPOKEN),
        ("ZH_tw", SPOKEN),
        ("en_GB.UTF-8", ENGLISH),
        ("C.UTF-8", ENGLISH),
        ("POSIX", ENGLISH),
        ("zh_CN", None),
        ("zh", None),
        ("de_DE", None),
        ("", None),
    ],
)
def test_names_of_languages_are_understood(name: str, language: str | None) -> None:
    """Territories, scripts and encodings are; mainland Chinese is another language, which nobody has written."""
    assert choice.known(name) == language


def test_what_is_said_counts_more_than_what_is_set(tmp_path: Path) -> None:
    """--language, then the variable, then the folder, then the system."""
    folder = tmp_path / "exercise"
    folder.mkdir()
    (tmp_path / "dlgrade.toml").write_text('course = "x"\nlanguage = "zh_TW"\n')
    assert choice.chosen(None, {}, lambda: folder) == (SPOKEN, "")
    assert choice.chosen("en", {}, lambda: folder) == (ENGLISH, "")
    assert choice.chosen(None, {"DLGRADE_LANGUAGE": "en"}, lambda: folder) == (ENGLISH, "")
    assert choice.chosen(None, {"LANG": "zh_TW.UTF-8", "LC_ALL": "en_US.UTF-8"}, lambda: Path("/")) == (ENGLISH, "")
    assert choice.chosen(None, {"LANG": "zh_TW.UTF-8"}, lambda: Path("/")) == (SPOKEN, "")
    assert choice.chosen(None, {}, lambda: Path("/")) == (ENGLISH, "")


def test_an_unknown_language_is_told_only_to_who_asked_for_it(tmp_path: Path) -> None:
    """A system in German says nothing; --language de does."""
    language, complaint = choice.chosen("de", {}, lambda: tmp_path)
    assert language == ENGLISH
    assert complaint == "nobody has translated dlgrade to 'de' yet: it speaks en, zh_TW"
    assert choice.chosen(None, {"LANG": "de_DE.UTF-8"}, lambda: tmp_path) == (ENGLISH, "")


@pytest.mark.parametrize("content", [b"language = 3", b"language = [", b"\xff language"])
def test_a_folder_whose_file_is_broken_has_no_language(tmp_path: Path, content: bytes) -> None:
    """Whoever needs the file says what is wrong with it."""
    (tmp_path / "dlgrade.toml").write_bytes(content)
    assert choice.chosen(None, {}, lambda: tmp_path) == (ENGLISH, "")


def test_the_option_may_stand_anywhere() -> None:
    """Errors are told in the language too, so that it is looked for before anything else."""
    assert choice.without_option(["check", "--language", "zh_TW", "2"]) == (["check", "2"], "zh_TW")
    assert choice.without_option(["--language=zh_TW", "check"]) == (["check"], "zh_TW")
    assert choice.without_option(["check", "--", "--language", "x"]) == (["check", "--", "--language", "x"], None)
    assert choice.without_option(["check", "--language"]) == (["check", "--language"], None)


@given(st.text())
def test_english_stays_as_it_is(text: str) -> None:
    """Byte for byte, and no catalogue is read."""
    with speaking(ENGLISH):
        assert said(text) == words(text) == say(text) == text
        assert spoken() == ENGLISH


def test_languages_end_with_their_block() -> None:
    """What was spoken before is spoken again."""
    with speaking(SPOKEN):
        assert spoken() == SPOKEN
        assert say("not written yet") == "尚未撰寫"
    assert say("not written yet") == "not written yet"


def test_a_sentence_is_recognised_and_its_parts_are_kept() -> None:
    """The parts stand where the translation wants them."""
    with speaking(SPOKEN):
        text = "softmax(x: float64 (2, 3)) did not end within 0.5 s"
        assert said(text) == "softmax(x: float64 (2, 3)) 沒有在 0.5 秒內結束"


def test_sentences_within_sentences_are_said_too() -> None:
    """Diagnoses are composed: sign, factor, what the number is, and why."""
    with speaking(SPOKEN):
        text = (
            "the sign is wrong too, and it is 32 times the expected one, and 32 is the batch size: a mean taken twice"
        )
        assert said(text) == "正負號也錯了，而且是正確值的 32 倍，而 32 是批次大小：平均取了兩次"


@pytest.mark.parametrize("text", HOSTILE)
def test_what_a_student_wrote_is_never_looked_into(text: str) -> None:
    """An exception's message may look like a sentence of ours, or like a template, or like a pattern."""
    with speaking(SPOKEN):
        assert said(f"relu(x) raised ValueError: {text}") == f"relu(x) 引發了 ValueError：{text}"
        assert say("hint: {hint}", hint=text) == f"提示：{text}"
        assert words(text) == text


def test_nothing_behind_what_was_printed_is_looked_into() -> None:
    """A student may print lines that look like ours."""
    printed = "your code printed: every entry is zero\nevery entry is zero\nhint: every entry is zero"
    with speaking(SPOKEN):
        before, _, behind = said("every entry is zero\n" + printed).partition("\n")
        assert before == "每個元素都是零"
        assert behind == printed.replace("your code printed: ", "你的程式印出：", 1)


def test_unknown_texts_stay() -> None:
    """What is none of our sentences is nobody's to change."""
    with speaking(SPOKEN):
        for text in ("mean in place", "take the mean of x", "an apple", "add the bias", "", "\n", "  {x}  "):
            assert said(text) == text


def test_too_little_to_be_recognised_by_takes_no_prose() -> None:
    """`add {missing}` is ours before quoted names, and an author's before words."""
    catalogue = Catalogue({"add {missing:sentence}": "補上 {missing}"})
    assert catalogue.said("add 'w', 'b'") == "補上 'w', 'b'"
    assert catalogue.said("add the bias") == "add the bias"


def test_of_two_sentences_that_fit_the_longer_one_is_meant() -> None:
    """And one that begins with words of its own, before one that begins with anything."""
    entries = {"{x} is not one of {y}.": "A", "wrong value for {x}: {y:sentence}": "B {x} {y}", "{x} is wrong": "C"}
    assert Catalogue(entries).said("wrong value for a: b is not one of c.") == "B a A"


def test_places_take_what_they_say() -> None:
    """Numbers, words, anything."""
    assert Place("n", "number").takes("-1,234.5e-7")
    assert Place("n", "number").takes("99 %")
    assert not Place("n", "number").takes("3 apples")
    assert not Place("n", "number").takes("1" * 41)
    assert not Place("w", "word").takes("two words")
    assert not Place("x").takes("")


@pytest.mark.parametrize(
    "text", ["{a} is {b:word}", "{{x}} of {n:number}", "no place", "{path}: {{", "a{b}{c:sentence}"]
)
def test_what_is_written_is_read_again(text: str) -> None:
    """Braces in literal parts are doubled."""
    assert written(parsed(text)) == text


def test_no_text_takes_long(monkeypatch: pytest.MonkeyPatch) -> None:
    """Literal parts are looked for a bounded number of times, whatever stands in a line of 2,000 characters."""
    steps = 0
    fill = template._Search.fill

    def counted(self: template._Search, index: int, start: int, found: dict[str, str]) -> bool:
        nonlocal steps
        steps += 1
        return fill(self, index, start, found)

    monkeypatch.setattr(template._Search, "fill", counted)
    evil = Template("{a} is {b:word} is {c:number} is {d}", "")
    assert evil.match(" is ".join(["x y"] * 500)) is None
    assert steps < 200
    steps = 0
    with speaking(SPOKEN):
        said(", and ".join([" is ", " in ", ": "] * 250)[:2_000])
    assert steps < 200 * len(read_po(choice.file_of(SPOKEN)))


def test_lines_end_between_chinese_characters_and_not_before_punctuation() -> None:
    """No line is wider than it may be; a full stop stays with its character."""
    text = "數值都對，但軸的順序不同：它被轉置了。softmax 也是"
    for width in range(4, 60):
        places = [0, *breaks(text, width), len(text)]
        lines = [text[start:end] for start, end in pairwise(places)]
        assert "".join(lines) == text
        if width >= 8:
            assert all(columns(line.rstrip()) <= width for line in lines)
            assert not any(line[0] in "，。：" for line in lines)


def test_a_word_that_is_too_long_is_cut() -> None:
    """As everywhere else."""
    assert breaks("x" * 25, 10) == [10, 20]


def test_a_course_is_read_when_it_is_needed(tmp_path: Path) -> None:
    """A title or a hint is known as a whole; a catalogue that cannot be read leaves it in English."""
    folder = tmp_path / "solutions" / "01_first"
    folder.mkdir(parents=True)
    (folder / "zh_TW.po").write_text('msgid ""\nmsgstr ""\n\nmsgid "Use \\"x\\"."\nmsgstr "用 \\"x\\"。"\n', "utf-8")
    broken = tmp_path / "solutions" / "02_second"
    broken.mkdir()
    (broken / "zh_TW.po").write_text('msgid "a\nmsgstr', "utf-8")
    with speaking(SPOKEN):
        learn(tmp_path)
        assert words('Use "x".') == said('Use "x".') == '用 "x"。'
        assert words("a") == "a"
    assert Reader(SPOKEN).words("a") is None


def test_guesses_are_not_used(tmp_path: Path) -> None:
    """A fuzzy entry waits for somebody who looks at it."""
    path = tmp_path / "x.po"
    path.write_text(
        '#, fuzzy\nmsgid "one"\nmsgstr "二"\n\nmsgid "two"\nmsgstr ""\n\nmsgid "three"\nmsgstr "三"\n', "utf-8"
    )
    assert read_po(path) == {"three": "三"}
