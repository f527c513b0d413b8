"""Similarity: copies in disguise are found, what was given or is common is not, and a large class is no matter."""

import csv
import io
import random
import re
import time
from pathlib import Path

import pytest
from classroom import ACTIVATIONS, SOLUTION
from commands import TINY
from enrolled import hand_in
from exported import sample

from dlgrade.classroom import open_class
from dlgrade.exports import Request, export
from dlgrade.exports.fingerprints import GRAM, WINDOW, Vocabulary, winnowed, words
from dlgrade.exports.similarity import LEAST, NOTE, compare, given

BASE = given(ACTIVATIONS)
VARIANTS = {path.stem: [path.read_text("utf-8")] for path in ACTIVATIONS.variants()}

DISGUISED = '''
# nothing to see here
def sigmoid(values):
    """My own words."""
    out = np.empty(values.shape)   # my own words
    above = values >= 0

    out[above] = 1 / (1 + np.exp(-values[above]))
    small = np.exp(values[~above])
    out[~above] = small / (1 + small)
    return out
'''
PLAIN = """
def sigmoid(x):
    result = np.empty(x.shape)
    positive = x >= 0
    result[positive] = 1 / (1 + np.exp(-x[positive]))
    e = np.exp(x[~positive])
    result[~positive] = e / (1 + e)
    return result
"""


def synthetic(seed: int, lines: int = 60) -> str:
    """Invent a module of assignments that nobody else writes."""
    rng = random.Random(seed)
    names = ["exp", "sum", "max", "where", "tanh", "dot", "zeros", "ones", "clip", "sqrt", "mean", "outer"]
    body = [
        f"    {rng.choice('abcdef')} = np.{rng.choice(names)}({rng.choice('abcdef')} {rng.choice('+-*/@')} "
        f"np.{rng.choice(names)}({rng.choice('abcdef')}, axis={rng.randint(-1, 1)}))"
        for _ in range(lines)
    ]
    return "\n".join(["import numpy as np", "def f(a):", *body, "    return a"])


def test_names_comments_and_layout_leave_no_trace():
    """A disguised copy has the tokens of the original; NumPy's own names count."""
    assert list(words(DISGUISED)) == list(words(PLAIN))
    assert list(words("np.exp(x)")) != list(words("np.sum(x)"))
    assert list(words("self.a + 1")) == list(words("self.bee + 2"))


def test_a_long_shared_run_is_always_noticed():
    """What winnowing promises: GRAM + WINDOW - 1 tokens in common share a fingerprint."""
    for seed in range(20):
        tokens = [f"np.f{random.Random(seed).randint(0, 9)}{place}" for place in range(GRAM + WINDOW)]
        run = " ; ".join(f"{each}(x)" for each in tokens)
        vocabulary = Vocabulary()
        first = winnowed(vocabulary.grams(synthetic(seed) + "\n" + run))
        second = winnowed(vocabulary.grams(synthetic(seed + 1000) + "\n" + run))
        assert set(first.tolist()) & set(second.tolist())


@pytest.mark.parametrize("text", ["", "x", "def f(:\n  '''", "\x00", "    \n\t x = (", "é = '\\"])
def test_what_is_no_python_is_compared_as_far_as_it_is(text):
    """Half a module ends no export."""
    found = compare({"a": [text], "b": [text]})
    assert (found.pairs, found.short) == ([], ["a", "b"])


def test_a_copy_is_found_and_right_answers_are_not():
    """Renamed and commented anew, the solution is itself; three other right ways are not alike."""
    renamed = re.sub(r"\bdout\b", "upstream", re.sub(r"(?<!\.)\bx\b", "values", SOLUTION))
    found = compare({"ada": [SOLUTION], "bob": [renamed], **VARIANTS}, BASE)
    assert [(pair.first, pair.second) for pair in found.pairs] == [("ada", "bob")]
    assert found.pairs[0].share > 0.9
    every = compare({"ada": [SOLUTION], **VARIANTS}, BASE, least=0.0)
    assert max(pair.share for pair in every.pairs) < LEAST / 2


def test_what_was_given_counts_for_nothing():
    """Two who hand in the stub have nothing of their own."""
    found = compare({"ada": BASE, "bob": BASE, "eve": [SOLUTION]}, BASE)
    assert found.short == ["ada", "bob"]
    assert found.compared == 1


def test_what_most_of_a_class_write_is_no_sign():
    """A passage that thirty share is a habit; what two of them share besides is not."""
    habit = synthetic(1)
    texts = {f"s{place}": [habit + "\n" + synthetic(100 + place)] for place in range(30)}
    texts["s1"] = [habit + "\n" + synthetic(100)]
    found = compare(texts)
    assert [(pair.first, pair.second, pair.share) for pair in found.pairs] == [("s0", "s1", 1.0)]


def test_thirty_equal_copies_are_all_listed():
    """Who is equal counts once, so that a leaked answer is no habit."""
    texts = {f"s{place:02}": [synthetic(7)] for place in range(30)} | {"own": [synthetic(8)]}
    found = compare(texts)
    assert len(found.pairs) == 30 * 29 // 2
    assert "own" not in {name for pair in found.pairs for name in (pair.first, pair.second)}


@pytest.mark.wide
def test_two_thousand_students_take_seconds():
    """By an index of fingerprints; a hundred copies among them are found, and nothing else."""
    texts = {f"s{place:04}": [synthetic(place, 20)] for place in range(2000)}
    for place in range(100):
        texts[f"s{place:04}"] = [synthetic(1999 - place, 20).replace("def f(a)", "def solve(a)")]
    started = time.perf_counter()
    found = compare(texts)
    assert time.perf_counter() - started < 60
    assert {(pair.first, pair.second) for pair in found.pairs} == {(f"s{p:04}", f"s{1999 - p:04}") for p in range(100)}


def test_the_table_says_that_it_proves_nothing(tmp_path):
    """A row for each pair, with the note in it; who cannot be compared is named."""
    classroom = sample(tmp_path)
    for name, seed in (("ada", 1), ("bob", 1), ("kim", 2)):
        hand_in(classroom, name, TINY, synthetic(seed))
    (classroom.root / "submitted" / "lee" / TINY / "doubling.py").unlink()
    place, report = export(open_class(classroom.root), Request("similarity", TINY, out=tmp_path / "pairs.csv"))
    (row,) = csv.DictReader(io.StringIO(place.read_text("utf-8"), newline=""))
    assert (row["first"], row["second"], row["share"], row["note"]) == ("ada", "bob", "1", NOTE)
    assert NOTE in report.notes
    assert report.left_out["too little of their own to compare"] == [f"mal in {TINY}"]
    assert any(why.startswith("cannot be read: there is no doubling.py") for why in report.left_out)


def test_sources_lie_as_other_programs_take_them(tmp_path):
    """A folder for each student, what was given apart, and the commands."""
    classroom = sample(tmp_path)
    (classroom.root / "submitted" / "ada" / TINY / "helper.py").write_text("x = 1\n")
    place, _ = export(open_class(classroom.root), Request("similarity", out=tmp_path / "sources"))
    files = {path.relative_to(place).as_posix() for path in place.rglob("*") if path.is_file()}
    mine = {f"{TINY}/submissions/{name}/doubling.py" for name in ("ada", "bob", "kim", "lee", "mal")}
    own = {f"{TINY}/{name}" for name in ("base/doubling.py", "README.txt", "pairs.csv")}
    assert files - {".dlgrade-export"} == {*mine, *own, f"{TINY}/submissions/ada/helper.py"}
    assert "NotImplementedError" in (place / TINY / "base" / "doubling.py").read_text("utf-8")


def test_a_link_brings_in_nobody_elses_work(tmp_path):
    """What a link points to is not laid out as a student's."""
    classroom = sample(tmp_path)
    mine = classroom.root / "submitted" / "ada" / TINY / "doubling.py"
    mine.unlink()
    mine.symlink_to(Path(__file__))
    _, report = export(open_class(classroom.root), Request("similarity", out=tmp_path / "sources"))
    assert any("symbolic link" in why for why in report.left_out)
