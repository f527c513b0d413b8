"""Machines without PyTorch, or without room: what can go on goes on, and a sentence says what is missing."""

import errno
import os
import subprocess

import classroom
import pytest
from classroom import SOLUTION

from dlgrade.answers import Answers


@pytest.fixture
def no_torch(monkeypatch) -> None:
    """A machine where PyTorch is not installed."""
    monkeypatch.setattr("dlgrade.oracle.reference.torch_version", lambda: "")


def test_without_torch_and_without_answers_the_instructor_is_told_what_to_install(tmp_path, no_torch):
    """Every check that needs the reference is the grader's fault, and counts for nobody."""
    result = classroom.grade_texts({"me": SOLUTION}, answers=tmp_path)["me"]
    assert classroom.outcomes(result) == {"error"}
    assert result.max_points == 0
    assert result.faults
    for fault in result.faults:
        assert "PyTorch is not installed" in fault
        assert "pip install 'torch" in fault


def test_without_torch_and_without_answers_the_student_is_told_what_to_install(tmp_path, no_torch):
    """Students run checks too: theirs is the machine, so the check's own message says it."""
    check = classroom.grade_texts({"me": SOLUTION}, answers=tmp_path)["me"].checks[0]
    assert "PyTorch is not installed" in check.message
    assert "pip install 'torch" in check.message


def test_without_torch_stored_answers_are_enough(monkeypatch):
    """What was computed once serves every machine: full marks for the right one, none for the wrong one."""
    texts = {"right": SOLUTION, "wrong": classroom.with_sigmoid("return np.asarray(x) * 0.5")}
    classroom.grade_texts(texts)
    monkeypatch.setattr("dlgrade.oracle.reference.torch_version", lambda: "")
    results = classroom.grade_texts(texts)
    assert results["right"].passed
    assert results["right"].faults == []
    assert results["wrong"].points == 0


def test_a_full_disk_costs_no_points_and_is_noted_once(tmp_path, monkeypatch):
    """Answers are not stored, grading goes on, and one note says where and why."""

    def full(*_arguments) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(Answers, "_write", full)
    texts = {"right": SOLUTION, "wrong": classroom.with_sigmoid("return None")}
    results = classroom.grade_texts(texts, answers=tmp_path / "answers")
    assert results["right"].passed
    assert results["wrong"].points == 0
    for result in results.values():
        (note,) = result.notes
        for words in ("answers cannot be stored", str(tmp_path / "answers"), "No space left on device", "checks work"):
            assert words in note


def test_a_file_where_the_answers_belong_is_noted(tmp_path):
    """A folder that cannot be made is treated like a disk that is full."""
    (tmp_path / "answers").touch()
    result = classroom.grade_texts({"me": SOLUTION}, answers=tmp_path / "answers")["me"]
    assert result.passed
    assert "answers cannot be stored" in result.notes[0]


@pytest.mark.system
def test_a_disk_that_is_really_full_costs_no_points(tmp_path):
    """On a file system of 64 KiB, grading fills it, notes it, and ends with full marks; nothing half is left."""
    disk = tmp_path / "disk"
    disk.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(disk)], check=True)
    try:
        result = classroom.grade_texts({"me": SOLUTION}, answers=disk, task=None)["me"]
        assert result.passed
        assert "No space left on device" in result.notes[0]
        again = classroom.grade_texts({"me": SOLUTION}, answers=disk, task=None)["me"]
        assert again.passed
        assert not [path for path in disk.rglob("tmp*") if path.is_file()]
    finally:
        subprocess.run(["umount", str(disk)], check=True)
