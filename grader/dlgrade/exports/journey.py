"""An export from beginning to end: what is asked for, what is written, what is to be known."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from dlgrade.classroom import Classroom, Standing, standings
from dlgrade.course import Exercise
from dlgrade.errors import UsageError
from dlgrade.exports import canvas, document, gradescope, junit, moodle, prairielearn, similarity, sources, spreadsheet
from dlgrade.exports.download import read_download
from dlgrade.exports.marks import GRADER_ERROR
from dlgrade.exports.request import EVERY, Request
from dlgrade.exports.written import Report, insist, named_folder, write_file, write_folder


@dataclass(frozen=True)
class _Class:
    """A class's standings of the exercises that are asked for."""

    classroom: Classroom
    exercises: list[Exercise]
    standings: list[Standing]

    def of(self, exercise: Exercise) -> list[Standing]:
        return [each for each in self.standings if each.exercise == exercise.slug]

    @property
    def by_exercise(self) -> dict[str, list[Standing]]:
        return {exercise.slug: self.of(exercise) for exercise in self.exercises}

    @property
    def single(self) -> Exercise | None:
        return self.exercises[0] if len(self.exercises) == 1 else None


def export(classroom: Classroom, request: Request) -> tuple[Path, Report]:
    """Write an export, and return where it is and what is to be known about it; UsageError says what cannot be."""
    request.insist_on_sense()
    place = request.out or classroom.root / "exports" / request.place
    insist(classroom, place, request.into)
    asked = _asked_for(classroom, request)
    report = _EXPORTS[request.format](asked, request, place)
    weak = sum(each.result is not None and each.result.isolation == "basic" for each in asked.standings)
    if weak and request.format != "similarity":
        report.notes.append(f"{weak} of the results come from code that nothing held back (isolation basic)")
    return place, report


def _asked_for(classroom: Classroom, request: Request) -> _Class:
    handed_in = classroom.exercises()
    if not handed_in:
        raise UsageError(f"{classroom.root}: nothing was handed in yet: dlgrade collect brings submissions")
    slugs = handed_in
    if request.exercise != EVERY:
        slugs = [classroom.course.exercise(request.exercise).slug]
        if slugs[0] not in handed_in:
            raise UsageError(f"nothing was handed in for {slugs[0]}; there is work for {', '.join(handed_in)}")
    return _Class(classroom, [classroom.course.exercise(slug) for slug in slugs], standings(classroom, slugs))


def _alone(asked: _Class, request: Request, option: str) -> Exercise:
    if asked.single is None:
        raise UsageError(f"{option} is about one exercise: dlgrade export {request.format} EXERCISE")
    return asked.single


def _canvas(asked: _Class, request: Request, place: Path) -> Report:
    names = {_alone(asked, request, "--column").slug: request.column} if request.column else {}
    roster, marking = asked.classroom.roster, request.marking
    if request.into:
        found = canvas.into(read_download(request.into), asked.exercises, asked.by_exercise, roster, marking, names)
    else:
        found = canvas.from_roster(roster, asked.by_exercise, marking, names)
    return _written(place, found)


def _moodle(asked: _Class, request: Request, place: Path) -> Report:
    found = asked.of(_alone(asked, request, "a worksheet of Moodle"))
    roster, marking = asked.classroom.roster, request.marking
    if request.into:
        return _written(place, moodle.into(read_download(request.into), found, roster, marking))
    return _written(place, moodle.from_roster(roster, found, marking))


def _gradescope(asked: _Class, request: Request, place: Path) -> Report:
    hidden = request.hidden or "after_due_date"
    return _each(asked, place, ".json", lambda each: _json(gradescope.document(each, hidden=hidden)))


def _prairielearn(asked: _Class, _request: Request, place: Path) -> Report:
    return _each(asked, place, ".json", lambda each: _json(prairielearn.document(each)), faulty=True)


def _junit(asked: _Class, request: Request, place: Path) -> Report:
    if request.out and named_folder(request.out):
        return _each(
            asked, place, ".xml", lambda each: junit.document([each], each.exercise), faulty=True, unfinished=True
        )
    name = asked.single.slug if asked.single else asked.classroom.name
    report = Report(len(asked.standings), "suites")
    _note_unfinished(asked.standings, report)
    return _written(place, (junit.document(asked.standings, name), report))


def _csv(asked: _Class, request: Request, place: Path) -> Report:
    if request.checks:
        return _written(place, spreadsheet.checks(asked.standings))
    return _written(place, spreadsheet.grades(asked.standings, asked.classroom.roster))


def _everything(asked: _Class, _request: Request, place: Path) -> Report:
    return _written(place, document.everything(asked.classroom, asked.standings))


def _similarity(asked: _Class, request: Request, place: Path) -> Report:
    least = similarity.LEAST if request.least is None else request.least
    unread = Report()
    texts = {each.slug: sources.collected(asked.classroom, asked.of(each), unread) for each in asked.exercises}
    bases = {each.slug: _base(asked.classroom, each) for each in asked.exercises}
    found = {
        slug: similarity.compare(
            {student: list(files.values()) for student, files in mine.items()}, list(bases[slug].values()), least=least
        )
        for slug, mine in texts.items()
    }
    content, report = similarity.listed(found)
    report.left_out |= unread.left_out
    if not (request.out and named_folder(request.out)):
        return _written(place, (content, report))
    files: dict[str, bytes] = {}
    for each in asked.exercises:
        pairs, _ = similarity.listed({each.slug: found[each.slug]})
        files |= sources.laid_out(each, texts[each.slug], bases[each.slug], pairs)
    write_folder(place, files)
    return report


def _base(classroom: Classroom, exercise: Exercise) -> dict[str, str]:
    """Return the stubs of the course by file, the exercise's own first: modules of others may have been handed in."""
    every = [exercise, *(each for each in classroom.course.exercises if each.slug != exercise.slug)]
    return dict(zip((each.module for each in every), similarity.given(exercise, every[1:]), strict=True))


_EXPORTS: Mapping[str, Callable[[_Class, Request, Path], Report]] = {
    "canvas": _canvas,
    "moodle": _moodle,
    "gradescope": _gradescope,
    "prairielearn": _prairielearn,
    "junit": _junit,
    "csv": _csv,
    "json": _everything,
    "similarity": _similarity,
}


def _each(
    asked: _Class,
    place: Path,
    suffix: str,
    content: Callable[[Standing], bytes],
    *,
    faulty: bool = False,
    unfinished: bool = False,
) -> Report:
    """Write a folder of one file a student; of all exercises, a folder each."""
    report = Report(unit="files")
    files = {}
    for standing in asked.standings:
        if standing.state == "grader error" and not faulty:
            report.leave_out(standing.student, GRADER_ERROR)
        elif standing.result is None and not unfinished:
            report.leave_out(standing.student, standing.state)
        else:
            name = f"{standing.student}{suffix}"
            files[name if asked.single else f"{standing.exercise}/{name}"] = content(standing)
    if unfinished:
        _note_unfinished(asked.standings, report)
    write_folder(place, files)
    report.rows = len(files)
    return report


def _note_unfinished(found: Sequence[Standing], report: Report) -> None:
    for standing in found:
        if standing.state != "graded":
            report.leave_out(f"{standing.student} in {standing.exercise}", f"without points, {standing.state}")


def _written(place: Path, found: tuple[bytes, Report]) -> Report:
    write_file(place, found[0])
    return found[1]


def _json(value: object) -> bytes:
    return json.dumps(value, indent=2, ensure_ascii=False).encode() + b"\n"
