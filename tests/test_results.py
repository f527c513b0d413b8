"""The result document: written whole, read back the same, and as its published schema says."""

import json
from pathlib import Path

import classroom
import jsonschema
import msgspec
import pytest

from dlgrade.errors import DlgradeError
from dlgrade.results import SCHEMA_VERSION, CheckResult, Digests, Result, read, schema, write


def check(outcome: str = "passed", **fields) -> CheckResult:
    """Return one check's entry."""
    points = 1.0 if outcome == "passed" else 0.0
    usual = {
        "id": "test_f[2]",
        "task": "f",
        "title": "f is right",
        "hidden": False,
        "points": points,
        "max_points": 1.0,
    }
    return CheckResult(outcome=outcome, **{**usual, **fields})


def document(*checks: CheckResult, **fields) -> Result:
    """Return a result."""
    usual = {
        "exercise": "02_activations", "student": "作業 <b>", "points": 1.0, "max_points": 2.0, "isolation": "basic",
        "key_id": "0badcafe", "draw": 0, "device": "cpu", "versions": {"numpy": "2.4.6"},
        "digests": Digests(submission="a" * 64, checks="b" * 64),
        "started": "2026-01-02T03:04:05+00:00", "seconds": 0.25,
    }  # fmt: skip
    return Result(checks=list(checks), **{**usual, **fields})


RICH = document(
    check(),
    check(
        "failed",
        message="x: é\n\x1b[31m",
        diagnosis="the sign is wrong",
        mistake="no_max_shift",
        hint="subtract",
        inputs="c" * 64,
    ),
    check("not_reached", message="needs: f is right"),
    check("error", hidden=True, message="not your fault"),
    notes=["random.py is ignored"],
    faults=["test_f: check_f.py:3: KeyError"],
)


@pytest.mark.parametrize("result", [RICH, document()], ids=["rich", "empty"])
def test_a_result_comes_back_as_it_was(tmp_path, result):
    """Writing and reading change nothing."""
    write(result, tmp_path / "result.json")
    assert read(tmp_path / "result.json") == result
    assert [path.name for path in tmp_path.iterdir()] == ["result.json"]


@pytest.mark.parametrize("result", [RICH, document()], ids=["rich", "empty"])
def test_a_result_is_as_its_schema_says(tmp_path, result):
    """What is written validates against what is published."""
    write(result, tmp_path / "result.json")
    validator = jsonschema.validators.validator_for(schema())
    validator.check_schema(schema())
    validator(schema()).validate(json.loads((tmp_path / "result.json").read_text("utf-8")))


def test_a_graded_submission_is_as_its_schema_says(tmp_path):
    """So is the document of a real run."""
    result = classroom.grade_texts({"me": classroom.with_sigmoid("return None")})["me"]
    write(result, tmp_path / "result.json")
    jsonschema.validate(json.loads((tmp_path / "result.json").read_text("utf-8")), schema())
    assert read(tmp_path / "result.json") == result


@pytest.mark.parametrize(
    ("field", "value"),
    [("points", "many"), ("checks", None), ("draw", 0.5), ("digests", {}), ("versions", []), ("checks", [{"id": "x"}])],
)
def test_the_schema_refuses_what_is_no_result(field, value):
    """It says something, or validating would prove nothing."""
    changed = {**msgspec.to_builtins(RICH), field: value}
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(changed, schema())


def test_the_schema_knows_the_four_outcomes():
    """Any other word is refused, in the schema and in reading."""
    changed = msgspec.to_builtins(RICH)
    changed["checks"][0]["outcome"] = "skipped"
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(changed, schema())


def test_a_result_names_its_version():
    """Whoever reads one knows what it is."""
    assert msgspec.to_builtins(document())["schema_version"] == SCHEMA_VERSION


def test_only_a_result_whose_checks_all_passed_has_passed():
    """No check at all is no pass, nor is a fault of the grader."""
    assert document(check(), check()).passed
    assert not document().passed
    for outcome in ("failed", "not_reached", "error"):
        assert not document(check(), check(outcome)).passed


def test_a_fault_of_the_grader_is_seen():
    """It is told apart from every other outcome."""
    assert document(check(), check("error")).faulty
    assert not document(check(), check("failed"), check("not_reached")).faulty


def test_verdicts_hold_what_must_be_the_same_again():
    """Not the time that it took, nor when it was."""
    one = document(check("failed", seconds=0.1, diagnosis="sign", mistake="m"), seconds=1.0)
    two = document(check("failed", seconds=0.2, diagnosis="sign", mistake="m"), seconds=2.0, started="later")
    assert one.verdicts() == two.verdicts() == [("test_f[2]", "failed", 0.0, "sign", "m")]
    assert one.verdicts() != document(check()).verdicts()


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "not a result"),
        (b"{}", "not a result: .*missing required field"),
        (b"[1, 2]", "not a result: Expected `object`"),
        (b'{"exercise": 3}', "not a result: Expected `str`"),
        (b"\xff\xfe\x00", "not a result"),
        (b"{" * 5_000, "not a result"),
    ],
    ids=["empty", "no fields", "a list", "a wrong type", "no text", "nested"],
)
def test_what_is_no_result_is_refused(tmp_path, content, reason):
    """The error names the file."""
    (tmp_path / "result.json").write_bytes(content)
    with pytest.raises(DlgradeError, match=rf"result\.json: {reason}"):
        read(tmp_path / "result.json")


def test_half_a_result_is_refused(tmp_path):
    """A file that was cut off is not taken for a shorter one."""
    write(RICH, tmp_path / "result.json")
    content = (tmp_path / "result.json").read_bytes()
    (tmp_path / "result.json").write_bytes(content[: len(content) // 2])
    with pytest.raises(DlgradeError, match=r"result\.json: not a result"):
        read(tmp_path / "result.json")


def test_a_result_of_a_later_version_is_refused(tmp_path):
    """Its fields may mean something else: the error names both versions."""
    write(document(schema_version=SCHEMA_VERSION + 1), tmp_path / "result.json")
    with pytest.raises(DlgradeError, match=rf"result\.json: .*version {SCHEMA_VERSION + 1}"):
        read(tmp_path / "result.json")


def test_a_result_that_is_not_there_is_refused(tmp_path):
    """So is a folder of that name."""
    with pytest.raises(DlgradeError, match=r"result\.json: No such file or directory"):
        read(tmp_path / "result.json")
    with pytest.raises(DlgradeError, match="Is a directory"):
        read(tmp_path)


def test_a_result_that_cannot_be_written_says_why_and_keeps_the_one_before(tmp_path):
    """A folder that is gone, for one, or a folder of that name."""
    with pytest.raises(DlgradeError, match=r"result\.json: the result cannot be written: No such file or directory"):
        write(RICH, tmp_path / "nowhere" / "result.json")
    (tmp_path / "result.json").mkdir()
    with pytest.raises(DlgradeError, match=r"result\.json: the result cannot be written: Is a directory"):
        write(RICH, tmp_path / "result.json")
    assert [path.name for path in tmp_path.iterdir()] == ["result.json"]


def test_a_write_that_fails_half_way_keeps_the_one_before(tmp_path, monkeypatch):
    """The new document appears whole or not at all."""
    path = tmp_path / "result.json"
    write(RICH, path)

    def full(self, content):
        with self.open("wb") as file:
            file.write(content[:10])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pathlib.Path.write_bytes", full)
    with pytest.raises(DlgradeError, match="No space left on device"):
        write(document(), path)
    assert read(path) == RICH
    assert [each.name for each in tmp_path.iterdir()] == ["result.json"]


def test_the_published_schema_is_the_engines() -> None:
    """docs/result.schema.json is what the types say; write it anew when they change."""
    published = json.loads((Path(__file__).parents[1] / "docs" / "result.schema.json").read_text("utf-8"))
    assert published == schema()
