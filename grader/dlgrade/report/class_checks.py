"""The class page's part on tasks, checks, and failures that have no name yet."""

import shlex
from collections.abc import Sequence
from typing import Any

import numpy as np

from dlgrade.classroom.policies import dropped_of
from dlgrade.report import facts
from dlgrade.report.drawings import bar
from dlgrade.report.groups import ANSWERS, Group, groups
from dlgrade.report.tally import Column, Exercise
from dlgrade.report.view import View, percent
from dlgrade.report.words import count, cut

_GROUPS_OPEN, _GROUPS_LIMIT = 8, 100  # shown at once, and at all
_CHECKS_TOLD = 4  # of a group, by their titles
_TITLE_LIMIT, _NAME_LIMIT = 200, 80  # characters


def content(view: View) -> dict[str, Any]:
    """Return what the template says of tasks, checks and groups of failures."""
    found = [(each, group) for each in view.exercises for group in groups(each.failures)]
    found.sort(key=lambda each: -len(each[1].students))
    listed = [_group(view, *each) for each in found[:_GROUPS_LIMIT]]
    exercises = [_exercise(view, each) for each in view.exercises if each.columns]
    suspicious = [(each["slug"], row) for each in exercises for row in each["checks"] if row["suspicious"]]
    return {
        "exercises": exercises,
        "suspicious": sorted(suspicious, key=lambda each: each[1]["item"].discrimination),
        "enough": facts.ENOUGH,
        "each_side": facts.EACH_SIDE,
        "near_zero": facts.NEAR_ZERO,
        "groups": listed[:_GROUPS_OPEN],
        "further_groups": listed[_GROUPS_OPEN:],
        "untold_groups": len(found) - len(listed),
        "unusable": [
            (each.slug, view.people.link(student), why) for each in view.exercises for student, why in each.unusable
        ],
    }


def _exercise(view: View, exercise: Exercise) -> dict[str, Any]:
    """Return the tables of one exercise: its tasks and its checks, the worst first."""
    columns, found = list(exercise.columns.values()), exercise.found()
    reasons = dropped_of(view.classroom.policy, exercise.slug, [column.id for column in columns])
    worth = np.array([0.0 if each.id in reasons else each.max_points for each in columns])
    rows = [
        _check(column, item, reasons.get(column.id, ""))
        for column, item in zip(columns, facts.items(found, worth), strict=True)
    ]
    rows.sort(key=lambda row: row["order"])
    return {
        "slug": exercise.slug,
        "title": cut(exercise.title, _TITLE_LIMIT),
        "graded": f"{exercise.graded:,}",
        "tasks": _tasks(columns, found, worth),
        "checks": rows,
    }


def _check(column: Column, item: facts.Item, reason: str) -> dict[str, Any]:
    rate = item.rate
    return {
        "order": (rate is None, rate or 0.0, -item.failed, column.id),
        "id": cut(column.id, _TITLE_LIMIT),
        "title": cut(column.title, _TITLE_LIMIT),
        "task": cut(column.task, _NAME_LIMIT),
        "hidden": column.hidden,
        "reason": cut(reason, _TITLE_LIMIT),
        "item": item,
        "rate": percent(rate),
        "discrimination": "–" if item.discrimination is None else f"{item.discrimination:+.2f}",
        "suspicious": item.suspicious and not reason,
    }


def _tasks(columns: Sequence[Column], found: np.ndarray, worth: np.ndarray) -> list[dict[str, Any]]:
    """Return how each task went: points earned by the average, and who passed everything or wrote nothing."""
    rows = []
    for task in dict.fromkeys(column.task for column in columns):
        mine = [place for place, column in enumerate(columns) if column.task == task]
        counting = [place for place in mine if worth[place] > 0]
        part = found[:, counting]
        most = float(worth[counting].sum())
        earned = float(((part == facts.PASSED) @ worth[counting]).mean()) / most if most and len(part) else None
        rows.append({
            "task": cut(task, _NAME_LIMIT),
            "checks": len(mine),
            "order": earned if earned is not None else 2.0,
            "earned": percent(earned),
            "bar": bar(earned or 0.0),
            "passed": int((part == facts.PASSED).all(axis=1).sum()) if counting else 0,
            "unwritten": int((found[:, mine] == facts.UNWRITTEN).any(axis=1).sum()),
        })  # fmt: skip
    return sorted(rows, key=lambda row: row["order"])


def _group(view: View, exercise: Exercise, group: Group) -> dict[str, Any]:
    titles = list(dict.fromkeys(cut(exercise.columns[each].title, _TITLE_LIMIT) for each in group.checks))
    named = sum((student, group.task) in exercise.named for student in group.students)
    return {
        "exercise": exercise.slug,
        "task": cut(group.task, _NAME_LIMIT),
        "students": count(len(group.students), "student"),
        "kind": group.kind,
        "sure": group.kind == ANSWERS,
        "checks": count(len(group.checks), "check"),
        "titles": titles[:_CHECKS_TOLD],
        "more": max(0, len(titles) - _CHECKS_TOLD),
        "words": group.words,
        "named": named,
        "who": view.people.told(group.students),
        "replay": shlex.join(["dlgrade", "replay", view.people.ids[group.students[0]], exercise.slug, group.checks[0]]),
    }
