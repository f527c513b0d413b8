"""A student's code as checks see it: called here, run on the other side of the wall."""

from dlgrade.student.calls import Asking, Call, Life, Pass, named, parameters_of
from dlgrade.student.conversation import Conversation, Exchange, Reply, digest_of, digests_of, outputs_of
from dlgrade.student.failures import ProcessEnded, StudentRaised, TimedOut, Unusable, blocked_by
from dlgrade.student.provided import Provider
from dlgrade.student.proxies import Function, Remote, Student
from dlgrade.student.said import Said, spoken
from dlgrade.student.submission import Submission, from_sources, read_submission
from dlgrade.student.terms import USUAL, Terms

__all__ = [
    "USUAL",
    "Asking",
    "Call",
    "Conversation",
    "Exchange",
    "Function",
    "Life",
    "Pass",
    "ProcessEnded",
    "Provider",
    "Remote",
    "Reply",
    "Said",
    "Student",
    "StudentRaised",
    "Submission",
    "Terms",
    "TimedOut",
    "Unusable",
    "blocked_by",
    "digest_of",
    "digests_of",
    "from_sources",
    "named",
    "outputs_of",
    "parameters_of",
    "read_submission",
    "spoken",
]
