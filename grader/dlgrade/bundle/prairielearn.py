"""PrairieLearn's question: info.json and question.html beside tests/, whose entrypoint grades a submission."""

import html
import json
import uuid
from pathlib import Path

from dlgrade.bundle.contents import REQUIREMENTS, Packed
from dlgrade.course import Course, Exercise
from dlgrade.exports.prairielearn import not_judged

NOT_JUDGED = "not_judged.json"
IMAGE = "dlgrade-grader"  # what the question's image is called until somebody pushes it somewhere
_SECONDS = 600  # PrairieLearn's longest: code that never ends is stopped by the exercise's own limits before
_HERE = Path(__file__).parent
_ENTRY = "tests/entrypoint.sh"
_QUESTION = """\
<pl-question-panel>
  <p>{title}. Hand in <code>{module}</code>.</p>
  <pl-file-upload file-names="{module}"></pl-file-upload>
</pl-question-panel>
<pl-submission-panel>
  <pl-external-grader-results></pl-external-grader-results>
  <pl-file-preview></pl-file-preview>
</pl-submission-panel>
"""
_DOCKERFILE = """\
# docker build -t {image} . and push it to where PrairieLearn finds it; info.json names it.
FROM python:3.12-slim
RUN apt-get update && apt-get install -y --no-install-recommends bubblewrap libseccomp2
COPY requirements.txt /tmp/requirements.txt
# --build-arg PIP_EXTRA_INDEX_URL=... may name an index of wheels without CUDA: they are a tenth of the size.
ARG PIP_EXTRA_INDEX_URL
RUN pip install --no-cache-dir --requirement /tmp/requirements.txt
"""


def added(course: Course, exercise: Exercise, packed: Packed) -> Packed:
    """Put what both systems need into tests/, and the question around it."""
    needs = packed.files[REQUIREMENTS]
    packed.files = {f"tests/{name}": content for name, content in packed.files.items()}
    packed.files[f"tests/{NOT_JUDGED}"] = _json(not_judged())
    packed.files[_ENTRY] = (_HERE / "prairielearn_run.sh").read_bytes()
    packed.started.add(_ENTRY)
    packed.files["info.json"] = _json(info(course, exercise))
    packed.files["question.html"] = _QUESTION.format(
        title=html.escape(exercise.title), module=html.escape(exercise.module)
    ).encode()
    packed.files["image/Dockerfile"] = _DOCKERFILE.format(image=IMAGE).encode()
    packed.files[f"image/{REQUIREMENTS}"] = needs
    packed.warnings.append(f"build image/Dockerfile, push it, and put its name into info.json for {IMAGE!r}")
    return packed


def info(course: Course, exercise: Exercise) -> dict[str, object]:
    """Return the question's info.json; its uuid is of the course and the exercise, so that it stays the same."""
    return {
        "uuid": str(uuid.uuid5(uuid.NAMESPACE_URL, f"dlgrade:{course.settings.name}/{exercise.slug}")),
        "title": exercise.title,
        "topic": course.settings.name,
        "type": "v3",
        "gradingMethod": "External",
        "singleVariant": True,
        "externalGradingOptions": {
            "enabled": True,
            "image": IMAGE,
            "entrypoint": f"/grade/{_ENTRY}",
            "timeout": _SECONDS,
            "enableNetworking": False,
        },
    }


def _json(value: object) -> bytes:
    return json.dumps(value, indent=2, ensure_ascii=False).encode() + b"\n"
