"""A student's page: everything about their work, and nothing about anybody else's."""

import itertools
import re
from html import escape
from pathlib import Path

import pytest
from classroom import COURSE
from enrolled import MISTAKES, hand_in, invented
from reported import HOSTILE, NAMED, NOW, A, B, Page, check, keep, troubled

from dlgrade.classroom import Classroom, by_student, standings
from dlgrade.language import speaking
from dlgrade.report import site
from dlgrade.report.people import page_names
from dlgrade.report.tally import Tally


@pytest.fixture(scope="module")
def classroom(tmp_path_factory: pytest.TempPathFactory) -> Classroom:
    """A class in which everything happens, and its report."""
    made = troubled(tmp_path_factory.mktemp("class") / "deep")
    site.write(made, now=NOW)
    return made


def page_of(classroom: Classroom, student: str) -> Page:
    """Return a student's page."""
    name = page_names(classroom.students())[student]
    return Page((classroom.root / "report" / "students" / name).read_text("utf-8"))


def test_nobody_else_is_on_it(classroom: Classroom) -> None:
    """No name, no id, no link to the class, no figure of the class."""
    students = classroom.students()
    for student in students:
        page = page_of(classroom, student)
        for other in {*students} - {student}:
            assert other not in page.source
            assert f">{classroom.roster.get(other).name}<" not in page.source
        assert not [each for each in page.all("a") if not (each["href"] or "").startswith("#")]
        assert "median" not in page.text
        assert not page.all("script")


def test_every_page_can_be_heard_and_loads_nothing(classroom: Classroom) -> None:
    """One heading of the first rank, captions, unique ids, and a policy that lets nothing in."""
    for student in classroom.students():
        page = page_of(classroom, student)
        levels = [int(tag[1]) for tag, _ in page.tags if re.fullmatch(r"h[1-6]", tag)]
        assert levels[0] == 1
        assert levels.count(1) == 1
        assert all(after <= before + 1 for before, after in itertools.pairwise(levels))
        assert len(page.all("caption")) == len(page.all("table"))
        assert all(each.get("scope") in ("col", "row") for each in page.all("th"))
        ids = [attributes["id"] for _, attributes in page.tags if "id" in attributes]
        assert len(ids) == len(set(ids))
        (policy,) = [each["content"] or "" for each in page.all("meta") if "http-equiv" in each]
        assert policy.startswith("default-src 'none'; style-src 'sha256-")
        assert "script-src" not in policy
        assert not re.search(r"https?:|url\(", page.source)
        assert "\x1b" not in page.source
        assert "\u202e" not in page.source


def test_each_exercise_is_told_with_score_penalty_and_why(classroom: Classroom) -> None:
    """In the words of the standing, and in the course's time."""
    (mine,) = [each for each in standings(classroom, [A]) if each.student == "s0022"]
    assert mine.penalty
    page = page_of(classroom, "s0022")
    score, points, penalty = (f"{each:.2f}".rstrip("0").rstrip(".") for each in (mine.score, mine.points, mine.penalty))
    assert f"{score} of 21 points: {points} earned, {penalty} taken off for lateness." in page.text
    for why in mine.why:
        assert why in page.text
    assert "test_adam_step_2 is dropped: the text was wrong" in page.text
    assert re.search(r"adam_step \d of 3 points", page.text)
    assert "2026-09-14 20:00 CST" in page.text
    assert "extended until 2026-09-16 00:00 CST (ill)" in page_of(classroom, "s0023").text


def test_each_check_is_told_in_words(classroom: Classroom) -> None:
    """Outcome, message, diagnosis and hint; what passed is there as well; dropped ones say that they do not count."""
    page = page_of(classroom, "s0000")
    (mine,) = [each for each in standings(classroom, [B]) if each.student == "s0000"]
    assert mine.result is not None
    for each in mine.result.checks:
        assert each.title in page.text
    failed = [each for each in mine.result.checks if each.outcome == "failed"]
    assert failed
    for each in failed:
        assert each.message in page.text
        assert not each.diagnosis or f"Diagnosis: {each.diagnosis}" in page.text
    assert any(f"Hint: {hint}" in page.text for hint in MISTAKES.values())
    assert "failed (0 of 1 points)" in page.text
    tasks = list(dict.fromkeys(each.task for each in mine.result.checks if each.outcome == "failed"))
    assert f"Not right yet: {' , '.join(tasks)}" in page.text
    assert "(3 of 3 points, hidden)" in page.text
    assert "dropped: counts for nobody" in page.text


def test_what_did_not_run_is_explained(classroom: Classroom) -> None:
    """A module that does not load, a check that was not reached, a stub, a fault of the grader, missing work."""
    assert "Your module could not be graded: SyntaxError: no" in page_of(classroom, "s0007").text
    assert "checks that were not reached: 1" in page_of(classroom, "s0009").text
    assert "sigmoid did not end in time 2 times" in page_of(classroom, "s0009").text
    assert "0 of 1 points, not written yet" in page_of(classroom, "s0010").text
    faulty = page_of(classroom, "s0006").text
    assert "graded; the grader failed in some checks, which costs nothing" in faulty
    assert "fact broken grader error the check itself failed" in faulty
    assert "KeyError" not in faulty
    assert "Handed in, not graded yet." in page_of(classroom, "s0001").text
    assert "Nothing was handed in." in page_of(classroom, NAMED).text


def test_a_hidden_check_tells_what_its_result_holds(tmp_path: Path) -> None:
    """Not its name, which may hold inputs; nor digests of them."""
    made = troubled(tmp_path / "class")
    facts = {"hidden": True, "message": "hidden check: values", "diagnosis": "it is transposed", "hint": "swap them"}
    keep(
        made,
        "s0000",
        A,
        [check("large[1e308]", "failed", title="Large inputs stay finite", outputs="9e" * 32, **facts)],
    )
    site.write(made, now=NOW)
    page = page_of(made, "s0000")
    for part in ("Large inputs stay finite", "hidden check: values", "Diagnosis: it is transposed", "Hint: swap them"):
        assert part in page.text
    for secret in ("1e308", "9e9e9e", "1f1f1f", "test_large"):
        assert secret not in page.source


def test_what_a_student_wrote_stays_text(classroom: Classroom) -> None:
    """Their own page is read by staff as well."""
    page = page_of(classroom, HOSTILE)
    assert not page.all("img")
    assert "&lt;/pre&gt;&lt;h1&gt;forged&lt;/h1&gt;" in page.source
    assert r"\x1b]0;owned\x07" in page.source
    assert r"\u202ereversed" in page.source
    assert "{{ 7 * 7 }}" in page.source
    assert "xxxxxxxxxx" * 401 not in page.source
    assert r"&lt;b&gt;Bobby&lt;/b&gt; \u202egnp.exe\x1b[31m" in page_of(classroom, NAMED).source


def test_statistics_are_told_when_asked_for_and_where_they_tell_nobody(tmp_path: Path) -> None:
    """Of ten scores and more; the figures are those of the class page."""
    made = troubled(tmp_path / "class")
    site.write(made, now=NOW, with_class_statistics=True)
    text = page_of(made, "s0000").text
    assert re.search(r"The class: median \d+ %, quartiles \d+ % and \d+ %, of 24 scores\.", text)
    few = invented(tmp_path / "few", COURSE, 10, (A, B))  # nine of whom handed in the second exercise
    site.write(few, now=NOW, with_class_statistics=True)
    assert re.findall(r"The class: median .*? of (\d+) scores", page_of(few, "s0000").text) == ["10"]


def test_who_comes_while_pages_are_written_gets_nobody_elses(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A submission that arrives between the two looks at the class changes nobody's place."""
    made = invented(tmp_path / "class", COURSE, 12, (A,))
    statistics = site._statistics

    def meanwhile(tally: Tally) -> dict[str, str]:
        hand_in(made, "early", A, "# early\n")
        return statistics(tally)

    monkeypatch.setattr(site, "_statistics", meanwhile)
    site.write(made, now=NOW, with_class_statistics=True)
    for (mine,) in by_student(made):
        if mine.student != "early":
            page = page_of(made, mine.student)
            assert f"Feedback for {made.roster.get(mine.student).name}" in page.text
            assert f"{mine.score:g} of {mine.max_points:g} points" in page.text
            assert "The class: median" in page.text
    assert not (made.root / "report" / "students" / "early.html").exists()


@pytest.mark.parametrize(
    ("ids", "names"),
    [
        (["b10901001", "ada@ntu.edu"], ["b10901001.html", "ada@ntu.edu.html"]),
        (["Ada", "ada"], [r"Ada\.[0-9a-f]{12}\.html", r"ada\.[0-9a-f]{12}\.html"]),
        (["../../x", "a b"], [r"x\.[0-9a-f]{12}\.html", r"a-b\.[0-9a-f]{12}\.html"]),
        (["王小明", "😀" * 60], [r"student\.[0-9a-f]{12}\.html"] * 2),
        (["x" * 128, "\udcff"], [r"x{40}\.[0-9a-f]{12}\.html", r"student\.[0-9a-f]{12}\.html"]),
        ([".hidden", "-rf"], [r"hidden\.[0-9a-f]{12}\.html", r"-rf.html|rf\.[0-9a-f]{12}\.html"]),
    ],
)
def test_page_names_fit_every_file_system(ids: list[str], names: list[str]) -> None:
    """Plain ids stay; others get a digest, so that no two pages are one."""
    found = page_names(ids)
    assert len({each.casefold() for each in found.values()}) == len(ids)
    for student, pattern in zip(ids, names, strict=True):
        assert re.fullmatch(pattern, found[student]), found[student]


def test_a_page_is_in_the_language_that_is_spoken(tmp_path: Path) -> None:
    """Headings, states, points and feedback; what students and authors wrote stays as it is."""
    made = troubled(tmp_path / "deep")
    with speaking("zh_TW"):
        site.write(made, now=NOW)
    page = page_of(made, "s0009")
    assert page.source.startswith('<!doctype html>\n<html lang="zh-TW">')
    assert f"給 <bdi>{escape(made.roster.get('s0009').name)}</bdi> 的回饋" in page.source
    for text in ("未執行到的檢查：1", "你的習題", "已評分", "跳到內容"):
        assert text in page.text
    for text in ("points", "checks that", "Your exercises", "handed in", "Made by"):
        assert text not in page.text
    assert Page((made.root / "report" / "index.html").read_text("utf-8")).source.startswith(
        '<!doctype html>\n<html lang="en">'
    )
