"""A class's sources in the folders that programs against plagiarism take: one a student, what was given apart."""

from collections.abc import Iterable, Mapping

from dlgrade.classroom import Classroom, Standing
from dlgrade.course import Exercise
from dlgrade.exports.written import Report
from dlgrade.student import read_submission

_README = """\
{exercise}: the class's submissions for programs that look for plagiarism
submissions/  a folder for each student
base/         what everybody was given
pairs.csv     dlgrade's own comparison: a reason to look, never a proof

JPlag:  java -jar jplag.jar -l python3 -bc base submissions
Dolos:  dolos run -l python -i base/{module} submissions/*/*.py
MOSS:   moss -l python -d -b base/{module} submissions/*/*.py
"""


def collected(classroom: Classroom, standings: Iterable[Standing], report: Report) -> dict[str, dict[str, str]]:
    """Return what students handed in for an exercise, by student and file; report whose work cannot be read."""
    found: dict[str, dict[str, str]] = {}
    for standing in standings:
        if standing.attempt is None:
            continue
        topic = classroom.course.exercise(standing.exercise).topic
        course = classroom.course
        submission = read_submission(standing.attempt.folder, topic, student=standing.student, wanted=course.names_in)
        if submission.problem:
            report.leave_out(f"{standing.student} in {standing.exercise}", f"cannot be read: {submission.problem}")
        else:
            found[standing.student] = {f"{each}.py": text for each, (_, text) in submission.sources.items()}
    return found


def laid_out(
    exercise: Exercise, sources: Mapping[str, Mapping[str, str]], base: Mapping[str, str], pairs: bytes
) -> dict[str, bytes]:
    """Return the files of an exercise's folder, by their place in it."""
    files = {f"base/{name}": text.encode("utf-8", "replace") for name, text in base.items()}
    for student, texts in sources.items():
        files |= {f"submissions/{student}/{name}": text.encode("utf-8", "replace") for name, text in texts.items()}
    files["pairs.csv"] = pairs
    files["README.txt"] = _README.format(exercise=exercise.slug, module=exercise.module).encode()
    return {f"{exercise.slug}/{name}": content for name, content in files.items()}
