"""The class page: complete in one file, harmless, readable without eyes or scripts, and what it must say first."""

import base64
import hashlib
import itertools
import re
from pathlib import Path

import pytest
from reported import HOSTILE, NAMED, NOW, SECRETS, A, B, Page, keep, troubled

from dlgrade.classroom import Classroom, standings
from dlgrade.report import rendering, site


@pytest.fixture(scope="module")
def classroom(tmp_path_factory: pytest.TempPathFactory) -> Classroom:
    """A class in which everything happens."""
    return troubled(tmp_path_factory.mktemp("class") / "deep")


@pytest.fixture(scope="module")
def page(classroom: Classroom) -> Page:
    """Its page."""
    return Page(site.write(classroom, now=NOW).page.read_text("utf-8"))


def section(page: Page, name: str) -> str:
    """Return the HTML of a part of the page."""
    begin = page.source.index(f'<section aria-labelledby="{name}"')
    ends = [page.source.find(f'<section aria-labelledby="{other}"', begin + 1) for other in ("students", *PARTS)]
    return page.source[begin : min((end for end in ends if end > 0), default=len(page.source))]


PARTS = ("teach", "risk", "scores", "checks", "groups", "work", "faults", "time", "made")


def test_nothing_is_loaded_from_elsewhere(page: Page) -> None:
    """No address but those of the students' pages and of places on the page itself, and no handler."""
    ids = {attributes["id"] for _, attributes in page.tags if "id" in attributes}
    for tag, attributes in page.tags:
        assert tag not in ("link", "iframe", "img", "object", "embed", "form", "base"), tag
        assert not {"src", "style", "action", "srcset", *(name for name in attributes if name[:2] == "on")} & {
            *attributes
        }
        target = attributes.get("href")
        if target is not None:
            assert re.fullmatch(r"students/[A-Za-z0-9_.@+-]+\.html", target) or target.removeprefix("#") in ids
    assert "http:" not in page.source
    assert "https:" not in page.source
    assert "url(" not in page.source


def test_the_policy_allows_our_style_and_script_alone(page: Page) -> None:
    """By their digests, so that nothing that slips in can run."""
    (policy,) = [each["content"] for each in page.all("meta") if each.get("http-equiv") == "Content-Security-Policy"]
    assert policy is not None
    assert policy.startswith("default-src 'none'; ")
    for tag in ("style", "script"):
        (text,) = re.findall(rf"<{tag}>(.*?)</{tag}>", page.source, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy
    assert "unsafe" not in policy


def test_the_page_can_be_heard(page: Page) -> None:
    """One main heading, headings in order, captions, scopes, landmarks, a way past the top, words for pictures."""
    assert page.all("html")[0]["lang"] == "en"
    levels = [int(tag[1]) for tag, _ in page.tags if re.fullmatch(r"h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))
    assert len(page.all("caption")) == len(page.all("table")) > 8
    assert all(each.get("scope") in ("col", "row") for each in page.all("th"))
    assert [len(page.all(tag)) for tag in ("header", "main", "nav", "footer")] == [1, 1, 1, 1]
    assert next(each["href"] for each in page.all("a")) == f"#{page.all('main')[0]['id']}"
    ids = [attributes["id"] for _, attributes in page.tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    for _, attributes in page.tags:
        for name in (attributes.get("aria-labelledby") or "").split():
            assert name in ids
    drawings = page.all("svg")
    assert all(each.get("aria-hidden") or (each.get("role") == "img" and each["aria-labelledby"]) for each in drawings)
    assert len(page.all("desc")) == 2
    scrolls = [each for each in page.all("div") if "scroll" in (each.get("class") or "").split()]
    assert all(each["tabindex"] == "0" and each["role"] == "region" and each["aria-label"] for each in scrolls)


def test_colours_can_be_told_from_their_ground() -> None:
    """4.5 to 1 for every text, in the light and in the dark."""
    style = rendering._text("page.css")
    light, dark = re.findall(r":root \{(.*?)\}", style, re.DOTALL)[:2]
    for block in (light, dark):
        colours = dict(re.findall(r"--(\w+): (#[0-9a-f]{6})", block))
        for ink in ("ink", "soft", "link", "good", "bad"):
            for ground in ("ground", "panel"):
                assert contrast(colours[ink], colours[ground]) >= 4.5, (ink, ground)
        assert contrast(colours["warn"], colours["warnground"]) >= 4.5
        assert contrast(colours["bar"], colours["ground"]) >= 3


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours as WCAG 2 defines it."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    """Return a colour's relative luminance."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_contrast_is_that_of_wcag() -> None:
    """Black on white is 21, and a grey of 119 on white 4.48."""
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)


def test_what_a_student_wrote_stays_text(page: Page) -> None:
    """Tags, escape sequences, text that runs backwards, templates, names of any length."""
    assert len(page.all("script")) == 1
    assert not page.all("img")
    assert "&lt;img src=x onerror=alert(2)&gt;" in page.source
    assert "\x1b" not in page.source
    assert "\u202e" not in page.source
    assert SECRETS[4] in page.source
    assert "xxxxxxxxxx" * 10 not in section(page, "students")
    assert HOSTILE in page.text


def test_isolation_and_what_is_mixed_come_before_everything_else(page: Page) -> None:
    """A result below strict is a loud warning; keys and checks that differ are told with the command that helps."""
    top = page.source[: page.source.index('id="teach"')]
    assert "Warning: 1 official result was graded below strict isolation (basic), in 03_losses." in top
    assert '<a class="person" href="students/s0002.html">' in top
    assert "Warning: 1 result was made with the public practice key, in 03_losses." in top
    assert "03_losses: graded with 2 different sets of checks." in top
    assert "<code>dlgrade regrade 03_losses --force --dry-run</code>" in top
    assert "<dt>Isolation</dt><dd>1 below strict<small>basic: 1 result, strict: 45 results</small>" in top


def test_mistakes_come_with_hint_tasks_share_and_names(page: Page, classroom: Classroom) -> None:
    """Counted once for each student, the commonest first."""
    who: dict[tuple[str, str], set[str]] = {}
    for standing in standings(classroom):
        for check in standing.checks:
            if check.mistake:
                who.setdefault((standing.exercise, check.mistake), set()).add(standing.student)
    text = section(page, "teach")
    counts = [int(each) for each in re.findall(r"<strong>(\d+) students?</strong>", text)]
    assert counts == sorted((len(each) for each in who.values()), reverse=True)
    mine = text[text.index("no_max_shift") :]
    assert "exp overflows beyond 709." in mine[: mine.index("</li>")]
    assert "% of 2" in text
    for student in who[B, "no_max_shift"] | who[A, "no_max_shift"]:
        assert f"students/{student}.html" in text


def test_every_student_is_there_and_leads_to_their_page(page: Page, classroom: Classroom) -> None:
    """Also who is on no roster, and who has handed in nothing."""
    text = section(page, "students")
    for student in classroom.students():
        assert student in page.text
    links = re.findall(r'href="(students/[^"]+)"', text)
    assert len(links) == len(set(links)) == len(classroom.students()) == 26
    assert all((classroom.root / "report" / link).is_file() for link in links)
    assert f"students/{NAMED}.html" in links


def test_scores_are_drawn_and_told(page: Page, classroom: Classroom) -> None:
    """The same figures stand in the drawing, its description and the table."""
    shares = sorted(each.score / each.max_points for each in standings(classroom, [B]) if each.result)
    text = section(page, "scores")
    middle = (shares[len(shares) // 2 - 1] + shares[len(shares) // 2]) / 2
    assert text.count(f"{len(shares)} scores; median {100 * middle:.0f} %") == 2
    row = text[text.index('<th scope="row" class="slug">03_losses</th>') :]
    figures = re.findall(r"<td>([^<]*)</td>", row[: row.index("</tr>")])
    assert figures[0] == str(len(shares))
    assert sum(map(int, figures[7:])) == len(shares)


def test_checks_are_told_the_worst_first(page: Page) -> None:
    """Dropped ones with their reason, hidden ones as such."""
    text = section(page, "checks")
    assert '<span class="tag">dropped</span> the text was wrong' in page.source
    table = page.source[page.source.index("Checks of 03_losses, the worst first") :]
    rates = re.findall(r"<td>(\d+) %</td>", table[: table.index("</table>")])
    assert [int(each) for each in rates] == sorted(map(int, rates))
    assert "point-biserial correlation" in text
    assert '<span class="tag">hidden</span>' in table


def test_failures_without_a_name_are_grouped(page: Page, classroom: Classroom) -> None:
    """With the command that shows the inputs, written so that a shell takes it as it stands."""
    text = section(page, "groups")
    assert "the same answers, bit for bit" in text
    assert "it is transposed" in text
    assert re.search(r"<code>dlgrade replay s\d{4} 0[23]_\w+ test_\w+</code>", text)
    assert "SyntaxError: no" in text
    assert "is not written yet" not in text


def test_work_faults_time_and_making_are_told(page: Page) -> None:
    """Each in its part of the page."""
    assert "1 not graded" in section(page, "work")
    assert "% taken off" in section(page, "work")
    assert "check_losses.py:9: KeyError: &#39;x&#39; (in test_broken)" in section(page, "faults")
    assert "without a verdict: test_broken" in section(page, "faults")
    times = section(page, "time")
    assert '<th scope="row">sigmoid</th><td class="slug">02_activations</td><td>1</td>' in times
    assert "students/s0009.html" in times[times.index("did not end in time") :]
    made = section(page, "made")
    assert "basic, below strict" in made
    assert "eeeeeeeeeeee" in made
    assert "(practice: public)" in made


def test_a_strict_class_gets_no_warning(tmp_path: Path) -> None:
    """Nothing cries wolf."""
    made = troubled(tmp_path / "class")
    for attempt in made.attempts(B):
        result = made.records.result(attempt)
        if result is not None:
            keep(made, attempt.student, B, result.checks)
    text = site.write(made, now=NOW).page.read_text("utf-8")
    assert 'aria-label="Warnings"' not in text
    assert "<dd>strict<small>strict: 46 results</small>" in text
