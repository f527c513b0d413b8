"""Results for Gradescope, PrairieLearn, JUnit's readers and programs: exact, whole, telling nothing that is hidden."""

import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import msgspec
import pytest
from commands import TINY
from enrolled import result
from exported import assert_golden, check, checks, sample

import dlgrade
from dlgrade.classroom import Classroom, standings
from dlgrade.classroom.policies import Standing
from dlgrade.exports import Request, export, gradescope, junit, prairielearn
from dlgrade.results import Result

NUMBER = (int, float)
TEST_FIELDS = {
    "name": str, "number": str, "status": str, "output": str, "output_format": str, "visibility": str,
    "extra_data": dict, "score": NUMBER, "max_score": NUMBER,
}  # fmt: skip
FIELDS = {
    "score": NUMBER, "execution_time": NUMBER, "output": str, "output_format": str, "test_output_format": str,
    "test_name_format": str, "visibility": str, "stdout_visibility": str, "extra_data": dict, "tests": list,
}  # fmt: skip


@pytest.fixture(scope="module")
def classroom(tmp_path_factory: pytest.TempPathFactory) -> Classroom:
    """The class that has everything, which no test changes."""
    return sample(tmp_path_factory.mktemp("class"))


@pytest.fixture(scope="module")
def found(classroom: Classroom) -> dict[str, Standing]:
    """Its standings by student."""
    return {each.student: each for each in standings(classroom)}


def golden_folder(classroom: Classroom, tmp_path: Path, kind: str) -> dict[str, Any]:
    """Return what a folder of one file a student holds, compared with what it was."""
    place, _ = export(classroom, Request(kind, TINY, out=tmp_path / kind))
    files = {path.name: path.read_bytes() for path in sorted(place.glob("*.*")) if not path.name.startswith(".")}
    for name, content in files.items():
        assert_golden(f"{kind}/{name}", content)
    return {name: json.loads(content) for name, content in files.items() if name.endswith(".json")}


def of(classroom: Classroom, given: Result) -> Standing:
    """Return the standing of a result."""
    return Standing(given.student, given.exercise, given.max_points, points=given.points, result=given)


def test_gradescope_is_golden_and_of_its_types(classroom, tmp_path):
    """One file for each who is graded; nothing for who is missing, not graded or met a fault."""
    files = golden_folder(classroom, tmp_path, "gradescope")
    assert set(files) == {"ada.json", "bob.json", "mal.json"}
    for document in files.values():
        assert {name: isinstance(document[name], kind) for name, kind in FIELDS.items()} == dict.fromkeys(FIELDS, True)
        assert set(document) == set(FIELDS)
        for entry in document["tests"]:
            assert set(entry) == set(TEST_FIELDS)
            assert all(isinstance(entry[name], kind) for name, kind in TEST_FIELDS.items())
            assert entry["visibility"] in gradescope.VISIBILITIES
            assert entry["status"] in ("passed", "failed")


def test_gradescope_shows_hidden_checks_when_told(found):
    """By default after the due date, when nobody can try again."""
    for hidden in (None, "visible", "after_published", "hidden"):
        document = gradescope.document(found["ada"], **({"hidden": hidden} if hidden else {}))
        shown = {entry["extra_data"]["id"]: entry["visibility"] for entry in document["tests"]}
        assert shown["test_its_range"] == (hidden or "after_due_date")
        assert shown["test_its_shape"] == "visible"
        assert "test_the_earlier_one" not in shown


def test_gradescope_takes_lateness_off(found):
    """The score is what counts, and the output says why it is less."""
    document = gradescope.document(found["bob"])
    assert document["score"] == 5.2
    assert "1 d 6 h late: 20% taken off" in document["output"]


def test_gradescope_says_whose_fault_it_is(found):
    """A check in which the grader failed has no score of its own, and its reason stays with the instructor."""
    document = gradescope.document(found["lee"])
    assert "not your fault" in document["output"]
    (entry,) = [each for each in document["tests"] if each["extra_data"]["outcome"] == "error"]
    assert "score" not in entry
    assert "max_score" not in entry
    assert "KeyError" not in json.dumps(document)
    nothing = gradescope.document(
        of(classroom, result("x", TINY, [check("a", outcome="error", points=0, max_points=2)]))
    )
    assert nothing["score"] == 0.0
    assert "this is not your fault and costs you nothing" in nothing["output"]


def test_prairielearn_is_golden_and_of_its_types(classroom, tmp_path):
    """What cannot be run and what the grader failed in costs no attempt."""
    files = golden_folder(classroom, tmp_path, "prairielearn")
    assert {name: document["gradable"] for name, document in files.items()} == {
        "ada.json": True, "bob.json": True, "lee.json": False, "mal.json": False
    }  # fmt: skip
    for document in files.values():
        assert isinstance(document["message"], str)
        if document["gradable"]:
            assert isinstance(document["score"], float)
            assert 0 <= document["score"] <= 1
            for entry in document["tests"]:
                assert set(entry) == {"name", "description", "points", "max_points", "message", "output"}
                assert isinstance(entry["points"], NUMBER)
        else:
            assert "score" not in document
            assert all(isinstance(each, str) for each in document["format_errors"])
    assert files["mal.json"]["format_errors"] == ["doubling.py, line 1: invalid syntax"]
    assert "KeyError" not in json.dumps(files["lee.json"])


@pytest.mark.parametrize("length", [6_000, 60_000])
def test_prairielearn_gets_no_more_than_it_takes(length):
    """Long texts are cut, the longest first, and say so."""
    many = [check(f"c{place}", outcome="failed", points=0, max_points=1, message="é" * length) for place in range(200)]
    document = prairielearn.document(of(classroom, result("x", TINY, many)))
    assert len(json.dumps(document).encode()) <= prairielearn.BYTES_LIMIT
    assert document["tests"][7]["message"].endswith("cut: too long for PrairieLearn")
    assert len(document["tests"]) == 200


def test_a_score_beyond_its_bounds_is_brought_back():
    """PrairieLearn refuses what is not between 0 and 1."""
    right = result("x", TINY, checks())
    for points, score in ((100.0, 1.0), (-1.0, 0.0)):
        assert prairielearn.document(Standing("x", TINY, 10.0, points=points, result=right))["score"] == score
    assert prairielearn.document(Standing("x", TINY, 0.0, result=right))["score"] == 0.0


def test_junit_is_golden_and_well_formed(classroom, tmp_path):
    """Failures, errors and what was skipped are in their elements, and counted; points are properties."""
    place, _ = export(classroom, Request("junit", out=tmp_path / "all.xml"))
    assert_golden("junit.xml", place.read_bytes())
    root = ElementTree.parse(place).getroot()
    assert {name: root.get(name) for name in ("tests", "failures", "errors", "skipped")} == {
        "tests": "27", "failures": "7", "errors": "1", "skipped": "11"
    }  # fmt: skip
    suites = {suite.get("name", "").rpartition(".")[2]: suite for suite in root}
    assert list(suites) == ["ada", "bob", "eve", "kim", "lee", "mal"]
    for name, said in (("eve", "nothing handed in"), ("kim", "not graded yet: run dlgrade grade")):
        (case,) = suites[name].iter("testcase")
        assert [(each.tag, each.get("message")) for each in case] == [("skipped", said)]
        assert {each.get("name"): each.get("value") for each in suites[name].iter("property")}["score"] == ""
    case = suites["ada"].find("testcase[@name='test_its_value']")
    assert case is not None
    assert {each.get("name"): each.get("value") for each in case.iter("property")}["points"] == "4"
    assert suites["mal"].find("testcase[@name='submission']/failure") is not None
    assert suites["lee"].find("testcase[@name='test_its_type']/error") is not None
    assert "KeyError" not in place.read_text("utf-8")


def test_junit_writes_a_folder_of_one_file_a_student(classroom, tmp_path):
    """For systems that take one report for each."""
    place, report = export(classroom, Request("junit", TINY, out=tmp_path / "reports"))
    assert sorted(path.name for path in place.glob("*.xml")) == [
        f"{name}.xml" for name in ("ada", "bob", "eve", "kim", "lee", "mal")
    ]
    assert report.rows == 6
    for path in place.glob("*.xml"):
        assert len(ElementTree.parse(path).getroot()) == 1


def test_no_character_breaks_the_xml():
    """What XML forbids is written out, whoever wrote it."""
    nasty = "".join(map(chr, [*range(0x20), 0x7F, 0x85, 0x2028, 0x202E, 0xD800, 0xFFFE, 0xFFFF, 0x1FFFE])) + "]]>&<\"'"
    found = result("x", TINY, [check("a", outcome="failed", points=0, max_points=1, message=nasty, title=nasty)])
    standing = Standing(nasty, TINY, 1.0, result=msgspec.structs.replace(found, problem=nasty), why=[nasty])
    root = ElementTree.fromstring(junit.document([standing], nasty))
    assert "]]>&<" in (root.find(".//failure").text or "")  # type: ignore[union-attr]
    assert "\\x00" in (root.find(".//failure").text or "")  # type: ignore[union-attr]


def test_the_json_document_is_golden(classroom, tmp_path, monkeypatch):
    """Everything, with the results as they are; nobody who is not graded has a score."""
    monkeypatch.setattr(dlgrade, "__version__", "0.0.0")
    place, _ = export(classroom, Request("json", out=tmp_path / "all.json"))
    assert_golden("standings.json", place.read_bytes())
    document = json.loads(place.read_bytes())
    assert (document["format"], document["version"]) == ("dlgrade standings", 1)
    scores = {each["student"]: each["score"] for each in document["standings"]}
    assert (scores["eve"], scores["kim"], scores["ada"]) == (None, None, 6.5)
    for each in document["standings"]:
        if each["result"]:
            assert msgspec.convert(each["result"], Result).student == each["student"]
