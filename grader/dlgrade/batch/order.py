"""What graders are told and what they answer, as bytes that carry no code."""

import hashlib
from functools import cache
from pathlib import Path

import msgspec

import dlgrade
from dlgrade import errors
from dlgrade.course import Course, open_course
from dlgrade.errors import DlgradeError
from dlgrade.grade import Settings
from dlgrade.keys import Key
from dlgrade.oracle import Device
from dlgrade.results import Result
from dlgrade.sandbox import Isolation
from dlgrade.student import Submission


class Order(msgspec.Struct, frozen=True):
    """How one exercise is graded: all that a grader needs but the submissions."""

    course: str
    exercise: str
    key: Key
    draw: int
    device: Device
    isolation: Isolation
    answers: str
    provided: bool
    engine: str

    @classmethod
    def of(cls, course: Course, exercise: str, settings: Settings) -> "Order":
        """Make the order that these settings mean."""
        answers = str(settings.answers or "")
        return cls(
            str(course.root),
            exercise,
            settings.key,
            settings.draw,
            settings.device,
            settings.isolation,
            answers,
            settings.provided,
            engine(),
        )

    def opened(self) -> Course:
        """Open the course."""
        return open_course(Path(self.course))

    def settings(self) -> Settings:
        """Return what `grade` is called with."""
        return Settings(
            key=self.key,
            draw=self.draw,
            device=self.device,
            isolation=self.isolation,
            answers=Path(self.answers) if self.answers else None,
            provided=self.provided,
        )


@cache
def engine() -> str:
    """Return the digest of dlgrade's own code: what another machine must run to come to the same verdicts."""
    digest = hashlib.sha256(dlgrade.__version__.encode())
    root = Path(dlgrade.__file__).parent
    for path in sorted(root.rglob("*.py")):
        digest.update(str(path.relative_to(root)).encode() + path.read_bytes())
    return digest.hexdigest()


class Done(msgspec.Struct, frozen=True, tag="done"):
    """A grader's answer to one submission."""

    result: Result


class Trouble(msgspec.Struct, frozen=True, tag="trouble"):
    """Why a grader cannot go on: the class of the error, and its text."""

    kind: str
    text: str

    def raised(self) -> DlgradeError | None:
        """Return the error again, which is every submission's; None if nobody foresaw it: it may be of this one."""
        kind = getattr(errors, self.kind, None)
        return kind(self.text) if isinstance(kind, type) and issubclass(kind, DlgradeError) else None


_answers = msgspec.msgpack.Decoder(Done | Trouble)
_orders = msgspec.msgpack.Decoder(Order)
_submissions = msgspec.msgpack.Decoder(Submission)
pack = msgspec.msgpack.encode


def read_order(content: bytes) -> Order:
    """Read an order."""
    return _orders.decode(content)


def read_submission(content: bytes) -> Submission:
    """Read a submission."""
    return _submissions.decode(content)


def read_answer(content: bytes) -> Done | Trouble:
    """Read what a grader answered."""
    answer: Done | Trouble = _answers.decode(content)
    return answer
