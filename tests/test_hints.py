"""Hints in stages: the next one is given and remembered, whatever state the student's folder is in."""

import datetime
import json
import os
import zoneinfo
from pathlib import Path

import pytest
from hinted import LATER, hinted_desk

from dlgrade.desk import Desk
from dlgrade.errors import UsageError
from dlgrade.hints import seen, take, used


@pytest.fixture
def mine(tmp_path: Path) -> Desk:
    """A student's folder."""
    return hinted_desk(tmp_path)


def record(mine: Desk) -> Path:
    """Where it is remembered."""
    return mine.root / ".dlgrade" / "hints.json"


def test_hints_come_in_order_and_the_last_again(mine: Desk) -> None:
    """Idea, formula, line, line; each says which of how many it is."""
    bends = mine.course.exercise("bends")
    found = [take(mine, bends, "relu") for _ in range(4)]
    assert [(each.stage, each.of, each.name) for each in found] == [
        (1, 3, "idea"), (2, 3, "formula"), (3, 3, "line"), (3, 3, "line")
    ]  # fmt: skip
    assert [each.text for each in found[:2]] == ["relu: think", "relu: Σ x²"]
    assert {each.note for each in found} == {""}
    assert seen(mine, bends, "relu") == found[:3]


def test_each_task_of_each_exercise_is_counted_by_itself(mine: Desk) -> None:
    """Two exercises may have tasks of one name."""
    bends, layers = mine.course.exercises
    take(mine, bends, "softmax")
    assert take(mine, bends, "relu").stage == 1
    assert take(mine, layers, "softmax").stage == 1
    assert take(mine, bends, "softmax").stage == 2
    assert [len(seen(mine, layers, task)) for task in ("softmax", "pooling")] == [1, 0]


def test_each_stage_is_recorded_once_with_its_time_in_utc(mine: Desk) -> None:
    """In whatever zone the clock is; the last one given again leaves no trace."""
    bends = mine.course.exercise("bends")
    for hours in range(5):
        moment = LATER + datetime.timedelta(hours=hours)
        take(mine, bends, "relu", now=moment.astimezone(zoneinfo.ZoneInfo("Asia/Taipei")))
    assert json.loads(record(mine).read_text())["uses"] == {
        "01_bends": [{"task": "relu", "stage": stage, "at": f"2026-10-02T{7 + stage:02}:30:00Z"} for stage in (1, 2, 3)]
    }
    found, notes = used(mine, bends)
    assert [use.at - LATER for use in found.uses] == [datetime.timedelta(hours=hours) for hours in range(3)]
    assert notes == []


def test_an_unknown_task_and_one_without_hints_are_said(mine: Desk) -> None:
    """And nothing is recorded."""
    bends = mine.course.exercise("bends")
    with pytest.raises(UsageError, match="01_bends has no task 'rello': did you mean relu"):
        take(mine, bends, "rello")
    (bends.folder / "hints.toml").unlink()
    with pytest.raises(UsageError, match="the course has no hints for relu: `dlgrade check bends --task relu`"):
        take(mine, bends, "relu")
    assert not record(mine).exists()


@pytest.mark.parametrize(
    "content", [b"{", b"\xff\xfe", b"[]", b'{"uses": {"01_bends": [{"task": "relu", "stage": 9, "at": "x"}]}}',
                b'{"a": ' + b"[" * 100_000, b""],
    ids=["cut", "no text", "a list", "no stage", "deep", "empty"],
)  # fmt: skip
def test_a_damaged_record_is_put_aside_and_said(mine: Desk, content: bytes) -> None:
    """It is not lost, and hints begin anew; a second one does not take the first one's place."""
    bends = mine.course.exercise("bends")
    for number in ("", "-2"):
        record(mine).parent.mkdir(exist_ok=True)
        record(mine).write_bytes(content)
        found = take(mine, bends, "relu")
        aside = f"hints.damaged{number}.json"
        assert found.stage == 1
        assert found.note.endswith(f"cannot be understood: it is now {aside}, and hints begin with the first again")
        assert record(mine).with_name(aside).read_bytes() == content
    assert take(mine, bends, "relu") == seen(mine, bends, "relu")[1]


def test_a_folder_that_refuses_costs_a_sentence_and_no_hint(mine: Desk) -> None:
    """The hint is given, and what was there stays."""
    (mine.root / ".dlgrade").write_text("a file where the folder should be")
    found = take(mine, mine.course.exercise("bends"), "relu")
    assert (found.stage, found.text) == (1, "relu: think")
    assert found.note.startswith(f"which hints you see is not recorded: {record(mine)}: ")
    assert (mine.root / ".dlgrade").read_text() == "a file where the folder should be"


def test_a_record_that_cannot_be_read_is_not_written_over(mine: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is in it may be right."""
    bends = mine.course.exercise("bends")
    take(mine, bends, "relu")
    before = record(mine).read_bytes()

    def refuse(path: Path) -> bytes:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "read_bytes", refuse)
    found = take(mine, bends, "relu")
    monkeypatch.undo()
    assert found.note.endswith("Permission denied: this one is not recorded")
    assert record(mine).read_bytes() == before


def test_a_damaged_record_that_cannot_be_put_aside_stays(mine: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is not written over either."""
    record(mine).parent.mkdir()
    record(mine).write_text("{")

    def refuse(path: Path, target: Path) -> Path:
        raise PermissionError(13, "Permission denied", str(target))

    monkeypatch.setattr(Path, "replace", refuse)
    found = take(mine, mine.course.exercise("bends"), "relu")
    monkeypatch.undo()
    assert found.note.endswith("nor put aside (Permission denied): this hint is not recorded")
    assert record(mine).read_text() == "{"


def test_a_write_that_is_cut_short_leaves_the_record_whole(mine: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """The disk may be full."""
    bends = mine.course.exercise("bends")
    take(mine, bends, "relu")
    before = record(mine).read_bytes()

    def full(path: Path, target: Path) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    assert take(mine, bends, "relu").note.endswith("No space left on device")
    monkeypatch.undo()
    assert record(mine).read_bytes() == before
    assert os.listdir(record(mine).parent) == ["hints.json"]  # noqa: PTH208 - nothing half-written beside it
