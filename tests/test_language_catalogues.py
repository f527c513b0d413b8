"""Catalogues: nothing is missing, nothing is stale, and every message of a real submission is said again."""

import ast
import re
import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from classroom import COURSE, ROOT, answers, grade_texts, with_sigmoid
from commands import assert_sentence, run, tiny_course

from dlgrade import translating
from dlgrade.course import Exercise
from dlgrade.diagnose import Mistake
from dlgrade.grade import Settings, grade
from dlgrade.language import choice, said, speaking, words
from dlgrade.language.catalogue import read_po
from dlgrade.language.gathering import CLICK, gathered
from dlgrade.language.reader import learn
from dlgrade.language.sources import sentences, told_by_checks
from dlgrade.language.template import Place, parsed
from dlgrade.language.upkeep import Upkeep, upkeep
from dlgrade.results import CheckResult
from dlgrade.student import Submission, read_submission

SPOKEN = "zh_TW"
CATALOGUE = choice.file_of(SPOKEN)
TRANSLATED = ("02_activations", "03_losses", "06_convolution")
UNKNOWN = "this is what nobody translates"
SIGMOIDS = {
    "returns nothing": "pass",
    "transposed": "return (1 / (1 + np.exp(-x))).T",
    "negative": "return -1 / (1 + np.exp(-x))",
    "twice": "return 2 / (1 + np.exp(-x))",
    "raises": "raise ValueError('it is flipped along axis 1')",
    "prints": "print('every entry is zero')\nreturn x",
    "never ends": "while True: pass",
    "exits": "import os\nos._exit(3)",
    "overflows": "return np.exp(x) / (1 + np.exp(x))",
    "edits": "x *= -1\nreturn 1 / (1 + np.exp(x))",
    "a list": "return [1.0]",
    "a number": "return 0.5",
    "float32": "return (1 / (1 + np.exp(-x))).astype(np.float32)",
    "objects": "return np.array([object()])",
    "zero": "return np.zeros_like(x, dtype=float)",
    "missing": "return later(x)",
}
_CODE = re.compile(r"`[^`]*`|'[^']*'|\"[^\"]*\"|\S*[\d_()\[\]=./]\S*")
_ENGLISH = re.compile(r"(?:\b[a-z]{2,}[,;:]? ){2}[a-z]{2,}\b|\b(?:is|are|the|of|and|expected|got|should)\b")
_STUDENTS = re.compile(
    r"(引發了 |發出了警告：|你的程式印出：|沒有提到 | 行[，：]|不能這樣呼叫：|無法載入|有 [a-z_, ]+$).*"
)


@cache
def kept() -> Upkeep:
    """Return the comparison of the engine's catalogue with its sources."""
    return upkeep(CATALOGUE, SPOKEN, gathered(), spared=CLICK)


def test_every_sentence_of_the_engine_is_translated() -> None:
    """`dlgrade translate` adds what is missing, and somebody has to translate it."""
    assert kept().missing == []


def test_no_translation_is_of_what_nobody_says() -> None:
    """`dlgrade translate` takes them out."""
    assert kept().stale == []


def test_the_catalogue_is_as_the_command_writes_it() -> None:
    """So that a change of one sentence is a change of a few lines."""
    assert CATALOGUE.read_bytes() == kept().content


def test_babel_reads_what_we_read() -> None:
    """The files are gettext's, for every tool that translators use."""
    from babel.messages import pofile

    with CATALOGUE.open("rb") as file:
        theirs = {each.id: each.string for each in pofile.read_po(file) if each.id and not each.fuzzy}
    assert read_po(CATALOGUE) == theirs


def test_places_are_the_same_on_both_sides() -> None:
    """A translation loses no part of a sentence and makes none up; it has the names alone."""
    for source, target in read_po(CATALOGUE).items():
        wanted = {piece.name for piece in parsed(source) if isinstance(piece, Place)}
        found = [piece for piece in parsed(target) if isinstance(piece, Place)]
        assert {piece.name for piece in found} == wanted, source
        assert all(not piece.kind for piece in found), source


def test_no_part_of_a_sentence_is_called_like_another() -> None:
    """Each place has a name of its own."""
    for source, places in gathered().items():
        names = [piece.name for piece in parsed(source) if isinstance(piece, Place) and places != [CLICK]]
        assert len(set(names)) == len(names), source


def test_sentences_are_found_in_every_form(tmp_path: Path) -> None:
    """Choices are written out, parts made elsewhere have sentences of their own, and code is none."""
    source = tmp_path / "room.py"
    source.write_text(
        '''"""A docstring is no sentence of the engine."""
import re
_PATTERN = re.compile(r"no sentence is this one")
def told(count, path, kind):
    word = "one too many" if count else "one too few"
    more = f"; and {count - 3} more" if count > 3 else ""
    if kind == "not a sentence either":
        raise ValueError(f"{path}: {len(count)} of them, {word}{more}")
    return f"it {reason(kind)} in {path!r}\\\\nand here is another line"
def reason(kind):
    if kind:
        return f"was lost by {kind}"
    return "was never there"
'''.replace("\\\\n", "\\n"),
        "utf-8",
    )
    assert {text for text, _ in sentences([source], tmp_path)} == {
        "{path}: {count_count:number} of them, one too many; and {count} more",
        "{path}: {count_count:number} of them, one too few; and {count} more",
        "{path}: {count_count:number} of them, one too many",
        "{path}: {count_count:number} of them, one too few",
        "one too many",
        "one too few",
        "; and {count} more",
        "it {kind:sentence} in {path}",
        "and here is another line",
        "was lost by {kind}",
        "was never there",
    }


def test_what_checks_say_themselves_is_found(tmp_path: Path) -> None:
    """Their messages, choices written out, and what they call a quantity, unless that is code."""
    source = tmp_path / "check_some.py"
    source.write_text(
        """
def test_of_lists(student, reference):
    'A title is taken from elsewhere.'
    found = student.f([1, 2])
    assert len(found) == 2, f"f should return dx and dweight, not {len(found)} values"
    if not found:
        raise CheckFailure("f gives nothing back", kind="wrong type", hint="end with a return")
    for name in ("of ones", "of zeros"):
        assert_matches(found, reference.f([1, 2]), name=f"dx {name}")
    assert_matches(found, reference.f([1, 2]), name="f(x, weight)")
    assert_matches(found, reference.f([1, 2]), name="dx")
    assert found, "wrong"
""",
        "utf-8",
    )
    assert set(told_by_checks(source)) == {
        "f should return dx and dweight, not {found_count:number} values",
        "f gives nothing back",
        "end with a return",
        "dx of ones",
        "dx of zeros",
    }


def test_what_a_check_calls_a_quantity_is_translated_with_the_sentence(tmp_path: Path) -> None:
    """The sentence is the engine's, the name is the author's; so is a whole message with a number in it."""
    folder = tmp_path / "solutions" / "13_more"
    folder.mkdir(parents=True)
    entries = {"dx of a list": "串列的 dx", "f gives {count:number} values": "f 給 {count} 個值"}
    text = "\n\n".join(f'msgid "{source}"\nmsgstr "{target}"' for source, target in entries.items())
    (folder / f"{SPOKEN}.po").write_text(text + "\n", "utf-8")
    with speaking(SPOKEN):
        before = said("dx of a list: expected shape (2,), got (3,)")
        learn(tmp_path)
        after = said("dx of a list: expected shape (2,), got (3,)")
        assert said("f gives 3 values") == "f 給 3 個值"
    assert "dx of a list" in before
    assert after == before.replace("dx of a list", "串列的 dx")


def calls(tree: ast.AST, of: str, name: str) -> Iterator[ast.Call]:
    """Yield every call of a module's function."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == name:
            yield from [node] * (isinstance(node.func.value, ast.Name) and node.func.value.id == of)


def test_commands_speak_the_readers_language() -> None:
    """They print by `cli.voice.echo`; what `click.echo` prints itself is said already, or nobody's to translate."""
    for path in sorted((ROOT / "grader" / "dlgrade" / "cli").glob("*.py")):
        for call in calls(ast.parse(path.read_text("utf-8")), "click", "echo"):
            texts = [node for node in ast.walk(call.args[0]) if isinstance(node, ast.JoinedStr)] if call.args else []
            made = path.name in ("voice.py", "group.py", "translating.py")
            assert made or not texts, f"{path.name}:{call.lineno}: print it by echo of cli.voice"


@cache
def quantities() -> re.Pattern[str]:
    """Return a pattern of what solutions call their arguments, and of the gradients by these."""
    trees = [ast.parse(COURSE.exercise(slug).solution.read_text("utf-8")) for slug in TRANSLATED]
    names = {each.arg for tree in trees for each in ast.walk(tree) if isinstance(each, ast.arg)}
    return re.compile(rf"\bd?(?:{'|'.join(sorted(names))})\b")


def left_in_english(check: CheckResult) -> Iterator[str]:
    """Yield every line about a check that still has English words in a row outside code."""
    hint = words(check.hint) if check.mistake else said(check.hint)
    for line in [*said(check.message).split("\n"), said(check.diagnosis), hint]:
        bare = quantities().sub("", _CODE.sub("", _STUDENTS.sub("", line)))
        if _ENGLISH.search(bare):
            yield line


def assert_nothing_is_left(checks: list[CheckResult]) -> None:
    """Fail with each line that is not translated."""
    learn(COURSE.root)
    failed = [check for check in checks if check.outcome != "passed"]
    assert failed
    assert sorted({line for check in failed for line in left_in_english(check)}) == []
    assert [check.title for check in failed if words(check.title) == check.title] == []


def test_whatever_is_wrong_with_a_sigmoid_is_said_in_chinese() -> None:
    """A sample of what can go wrong; the next test takes every mistake."""
    texts = {name: with_sigmoid(body) for name, body in SIGMOIDS.items()}
    results = grade_texts(texts, examples=True)
    with speaking(SPOKEN):
        assert_nothing_is_left([check for result in results.values() for check in result.checks])


def test_the_search_for_english_finds_some() -> None:
    """A message that nobody has translated is noticed."""
    check = CheckResult(
        id="i", task="t", title="", hidden=False, outcome="failed", points=0, max_points=1, message=UNKNOWN
    )
    with speaking(SPOKEN):
        assert list(left_in_english(check)) == [UNKNOWN]


@pytest.mark.wide
@pytest.mark.parametrize("slug", TRANSLATED)
def test_every_mistake_is_told_in_chinese(slug: str, tmp_path: Path) -> None:
    """Every message, diagnosis, hint and title that the named mistakes of an exercise call forth."""
    exercise = COURSE.exercise(slug)
    submissions = [made(exercise, path, tmp_path / path.stem) for path in exercise.mistakes()]
    results = grade(COURSE, exercise, submissions, Settings(answers=answers(), examples=True))
    with speaking(SPOKEN):
        assert_nothing_is_left([check for result in results for check in result.checks])


def made(exercise: Exercise, mistake: Path, folder: Path) -> Submission:
    """Return a submission: the solution with one mistake laid over it."""
    folder.mkdir()
    text = exercise.solution.read_text("utf-8") + "\n\n" + mistake.read_text("utf-8").partition('"""\n')[2]
    (folder / exercise.module).write_text(text, "utf-8")
    return read_submission(folder, exercise.topic)


def test_translate_begins_a_catalogue_and_finds_it_whole(tmp_path: Path) -> None:
    """It is asked for by name, is filled by hand, and is then in step."""
    course = tiny_course(tmp_path)
    slug = course.exercises[0].slug
    path = course.exercises[0].folder / "zh_TW.po"
    result = run("translate", "--to", "zh_TW", slug, "--course", course.root)
    assert result.exit_code == 0
    assert f"wrote {path}" in result.stdout
    texts = translating.said_by(course.exercises[0])
    assert f"{path}: {len(texts)} to translate, 0 no longer said" in result.stdout
    assert run("translate", "--check", "--course", course.root).exit_code == 1
    path.write_text(re.sub(r'(?m)^msgstr ""$(?!\n")', 'msgstr "好"', path.read_text("utf-8")), "utf-8")
    result = run("translate", "--check", "--course", course.root)
    assert (result.exit_code, result.output) == (0, "")
    assert Mistake.read(course.exercises[0].mistakes()[0]).hint in read_po(path)


def test_translate_takes_out_what_is_stale(tmp_path: Path) -> None:
    """And --check says so first."""
    course = tiny_course(tmp_path)
    path = course.exercises[0].folder / "zh_TW.po"
    assert run("translate", "--to", "zh_TW", course.exercises[0].slug, "--course", course.root).exit_code == 0
    path.write_text(path.read_text("utf-8") + '\nmsgid "of old"\nmsgstr "舊"\n', "utf-8")
    result = run("translate", "--check", "--course", course.root)
    assert result.exit_code == 1
    assert "1 no longer said" in result.stdout
    assert run("translate", "--course", course.root).exit_code == 0
    assert "of old" not in path.read_text("utf-8")


def test_translate_needs_a_language_for_a_new_catalogue(tmp_path: Path) -> None:
    """It is not guessed."""
    course = tiny_course(tmp_path)
    result = run("translate", course.exercises[0].slug, "--course", course.root)
    assert_sentence(result, 2, "say which language the exercises get")


def test_without_babel_it_is_said_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Babel comes with the tools of authors, not of students."""
    monkeypatch.setitem(__import__("sys").modules, "babel.messages", None)
    course = tiny_course(tmp_path)
    result = run("translate", "--to", "zh_TW", course.exercises[0].slug, "--course", course.root)
    assert_sentence(result, 2, "pip install 'babel>=2.14'")


def test_the_package_carries_its_catalogues() -> None:
    """They lie in the package, beside the code that reads them."""
    assert CATALOGUE.is_relative_to(Path(shutil.__file__).parents[0]) or CATALOGUE.is_file()
