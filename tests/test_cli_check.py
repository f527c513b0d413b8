"""`dlgrade check`: what it judges, how it ends, what it writes."""

import json
import stat
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from classroom import ACTIVATIONS, ROOT, SLUG, SOLUTION
from commands import TINY, assert_sentence, hand_in, run, tiny_course

from dlgrade import keys, results

MISTAKES = ROOT / "solutions" / SLUG / "mistakes"
MISTAKE = SOLUTION + "\n\n" + (MISTAKES / "softmax_no_max_shift.py").read_text("utf-8")
HINT = "exp overflows for large logits"


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    """A right submission to the activations."""
    return hand_in(tmp_path / "mine")


@pytest.fixture
def begun(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A student's folder with two exercises begun; commands run there."""
    assert run("init", tmp_path / "desk", "--course", ROOT).exit_code == 0
    monkeypatch.chdir(tmp_path / "desk")
    hand_in(tmp_path / "desk" / SLUG)
    hand_in(tmp_path / "desk" / "03_losses", "", "losses.py")
    return tmp_path / "desk"


def document(path: Path) -> dict[str, Any]:
    """Read a result document, which follows the published schema."""
    found: dict[str, Any] = json.loads(path.read_text("utf-8"))
    jsonschema.validate(found, results.schema())
    return found


@pytest.mark.parametrize("name", [SLUG, "activations", "2", "02"])
def test_an_exercise_goes_by_slug_topic_and_number(mine: Path, name: str) -> None:
    """02_activations, activations and 2 are one exercise."""
    result = run("check", name, "--submission", mine, "--task", "sigmoid")
    assert result.exit_code == 0
    assert result.stdout.startswith("02_activations  9/9 points")


@pytest.mark.parametrize("name", ["activatoins", "activation", "02_activatons"])
def test_an_unknown_exercise_offers_the_nearest(name: str) -> None:
    """A misspelt name ends with 2 and the name that was meant."""
    assert_sentence(run("check", name), 2, f"there is no exercise {name!r}: did you mean 02_activations?")


def test_an_unknown_number_points_to_the_list() -> None:
    """A number has no nearest one."""
    assert_sentence(run("check", "99"), 2, "there is no exercise 99", "dlgrade list")


def test_a_right_submission_ends_with_zero(mine: Path) -> None:
    """Full points, every task passed, nothing on standard error."""
    result = run("check", "2", "--submission", mine)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith("02_activations  189/189 points")
    assert result.stdout.count("  passed\n") == len(ACTIVATIONS.tasks)


def test_a_wrong_submission_ends_with_one_and_the_hint(mine: Path) -> None:
    """A named mistake is told by its hint."""
    result = run("check", "2", "--submission", hand_in(mine, MISTAKE), "--task", "softmax")
    assert (result.exit_code, result.stderr) == (1, "")
    assert f"hint: {HINT}" in result.stdout


def test_a_submission_without_the_module_is_told_so(tmp_path: Path) -> None:
    """A folder that does not hold activations.py ends with 1: it is the student's to mend."""
    (tmp_path / "mine").mkdir()
    result = run("check", "2", "--submission", tmp_path / "mine")
    assert result.exit_code == 1
    assert "there is no activations.py" in result.stdout


def test_the_exercise_follows_from_the_submission(mine: Path) -> None:
    """A folder that holds activations.py is for 02_activations."""
    assert run("check", "--submission", mine).stdout.startswith("02_activations  189/189 points")


def test_a_submission_for_several_exercises_must_be_named(mine: Path) -> None:
    """A folder with the modules of two exercises is for neither."""
    hand_in(mine, "", "losses.py")
    assert_sentence(run("check", "--submission", mine), 2, "say which exercise it is for", f"--submission {mine}")


@pytest.mark.parametrize("named", [(), (SLUG,)], ids=["inferred", "named"])
@pytest.mark.parametrize(("name", "what"), [("nowhere", "does not exist"), ("file.py", "is a file")])
def test_a_submission_is_a_folder(tmp_path: Path, named: tuple[str, ...], name: str, what: str) -> None:
    """A folder that is missing, or is a file, is called so, whether the exercise was named or not."""
    hand_in(tmp_path, "", "file.py")
    assert_sentence(run("check", *named, "--submission", tmp_path / name), 2, f"{tmp_path / name}: {what}")


def test_one_task_is_judged_alone(mine: Path) -> None:
    """--task judges that task, and no other that it does not need."""
    result = run("check", "2", "--submission", mine, "--task", "sigmoid")
    assert [line.split()[1] for line in result.stdout.splitlines() if line.startswith("  ✓")] == ["sigmoid"]


def test_an_unknown_task_offers_the_nearest() -> None:
    """A misspelt task ends with 2 and the name that was meant."""
    said = "02_activations has no task 'softmx': did you mean softmax?"
    assert_sentence(run("check", "2", "--task", "softmx"), 2, said)


def test_a_task_without_an_exercise_is_looked_for_where_it_is(begun: Path) -> None:
    """With several exercises begun, the others are not judged for lacking that task."""
    result = run("check", "--task", "sigmoid")
    assert result.exit_code in (0, 2)
    assert "holds no check" not in result.stderr
    assert "03_losses  " not in result.stdout


@pytest.mark.parametrize(
    ("text", "exit_code"),
    [(SOLUTION, 0), (MISTAKE, 1), ("def softmax(:", 1), ("softmax = None", 1)],
    ids=["right", "wrong", "does not load", "no function"],
)
def test_the_document_is_written_whatever_the_verdict(tmp_path: Path, text: str, exit_code: int) -> None:
    """--json holds every check and follows the schema, for right, wrong and broken submissions."""
    path = tmp_path / "result.json"
    result = run("check", "2", "--submission", hand_in(tmp_path / "mine", text), "--task", "softmax", "--json", path)
    found = document(path)
    assert result.exit_code == exit_code
    assert found["exercise"] == SLUG
    assert (found["points"] == found["max_points"]) == (exit_code == 0)
    assert {each["task"] for each in found["checks"]} == {"softmax"}
    assert list(tmp_path.glob("*.partial")) == []


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("nowhere/result.json", "is no folder: name a file in one that is there"),
        ("mine/doubling.py/result.json", "is no folder: name a file in one that is there"),
        ("mine", "is a folder"),
    ],
)
def test_a_document_that_cannot_be_written_is_one_sentence(tmp_path: Path, name: str, said: str) -> None:
    """A missing folder, a file in its place and a folder as the file are said before anything is judged."""
    course = tiny_course(tmp_path / "course")
    mine = hand_in(tmp_path / "mine", course.exercise(TINY).solution.read_text("utf-8"), "doubling.py")
    result = run("check", TINY, "--course", course.root, "--submission", mine, "--json", tmp_path / name)
    assert_sentence(result, 2, "Invalid value for '--json'", said)
    assert list(tmp_path.rglob("*.partial")) == []


def test_one_document_holds_one_exercise(begun: Path) -> None:
    """--json with several exercises begun is refused, and nothing is written."""
    assert_sentence(run("check", "--json", begun / "result.json"), 2, "2 exercises would be checked: name one")
    assert not (begun / "result.json").exists()


def test_strict_isolation_is_refused_where_it_cannot_be_had(mine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is asked for and missing is never replaced by something weaker."""
    monkeypatch.setattr("dlgrade.sandbox.pool.succeeded", lambda worker, parent: ["read", "fork"])
    result = run("check", "2", "--submission", mine, "--isolation", "strict")
    said = "strict isolation cannot be had here (strict lets a worker read, fork;"
    assert_sentence(result, 2, said, "--isolation basic")
    assert result.stdout == ""


def test_official_inputs_are_not_given_to_code_that_nothing_holds(
    mine: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With an instructor's key a weak wall is refused, unless it was asked for; for practice it will do."""
    assert run("key", "new", tmp_path / "key").exit_code == 0
    monkeypatch.setattr("dlgrade.sandbox.pool.succeeded", lambda worker, parent: ["read"])
    practice = ("check", "2", "--submission", mine, "--task", "sigmoid")
    official = (*practice, "--key", tmp_path / "key")
    said = "official inputs are not given to code that nothing holds back"
    assert_sentence(run(*official), 2, said, "lets a worker read", "--isolation basic")
    document = tmp_path / "result.json"
    insisted = run(*official, "--isolation", "basic", "--json", document)
    assert insisted.exit_code == 0
    assert "isolation: basic. Limits only" in insisted.stdout.splitlines()[1]
    assert json.loads(document.read_text("utf-8"))["isolation"] == "basic"
    trusted = run(*practice)
    assert trusted.exit_code == 0
    assert "isolation" not in trusted.stdout


@pytest.mark.skipif(Path("/dev/nvidia0").exists(), reason="there is a CUDA device here")
def test_a_device_that_is_missing_is_said_before_anything_is_judged(mine: Path) -> None:
    """--device cuda without one is told once, not once for every check, with what to use instead."""
    result = run("check", "2", "--submission", mine, "--device", "cuda")
    assert_sentence(result, 2, "CUDA", "--device cpu")
    assert result.stdout == ""


def test_a_key_draws_other_inputs_than_practice(mine: Path, tmp_path: Path) -> None:
    """A key of one's own decides the inputs, the same ones each time, and its answers lie beside it for its owner."""
    secret, formula = tmp_path / "secret", "test_sigmoid_follows_the_formula"
    key, inputs, ids = keys.new_key(secret), {}, {}
    for name, options in {"practice": [], "first": ["--key", secret], "again": ["--key", secret]}.items():
        path = tmp_path / f"{name}.json"
        result = run("check", "2", "--submission", mine, "--task", "sigmoid", "--json", path, *options)
        found = document(path)
        assert result.exit_code == 0
        inputs[name] = {each["id"]: each["inputs"] for each in found["checks"]}
        ids[name] = found["key_id"]
    assert inputs["first"] == inputs["again"]
    assert inputs["first"][formula] != inputs["practice"][formula]
    assert ids == {"practice": keys.PRACTICE.id, "first": key.id, "again": key.id}
    assert {stat.S_IMODE(each.stat().st_mode) for each in (tmp_path / "secret.answers").iterdir()} == {0o700}


@pytest.mark.parametrize(
    ("text", "mode", "said"),
    [
        ("not a key\n", 0o600, "is not a key; `dlgrade key new FILE` makes one"),
        ("dlgrade key 1\nabcd\n", 0o600, "is not a whole key; `dlgrade key new FILE` makes one"),
        (f"dlgrade key 1\n{'ab' * 32}\n", 0o644, "others can read this key: chmod 600"),
        (None, 0, "No such file or directory; `dlgrade key new FILE` makes one"),
    ],
    ids=["no key", "half a key", "world-readable", "missing"],
)
def test_a_bad_key_ends_with_two(mine: Path, tmp_path: Path, text: str | None, mode: int, said: str) -> None:
    """A key that is none, is torn, is missing or is open to others is refused before anything is judged."""
    if text is not None:
        (tmp_path / "secret").write_text(text, "ascii")
        (tmp_path / "secret").chmod(mode)
    result = run("check", "2", "--submission", mine, "--key", tmp_path / "secret")
    assert_sentence(result, 2, f"{tmp_path / 'secret'}: ", said)
    assert result.stdout == ""
