"""The one tree of exceptions; only the command line maps them to exit codes."""

REPAIR = "`dlgrade init . --course KIT.zip`, in the kit's folder, repairs it and keeps your work"


class DlgradeError(Exception):
    """Anything dlgrade raises on purpose; its text is one sentence for the person who can mend it."""

    exit_code = 3


class UsageError(DlgradeError):
    """The command was asked for something that does not exist or cannot be done."""

    exit_code = 2


class CourseError(DlgradeError):
    """A course's files are missing or wrong; the text begins with `file:line:` where there is one."""


class NoCourseError(CourseError):
    """A folder that was named, or that a mark names, is no course at all."""

    exit_code = 2


class SubmissionError(DlgradeError):
    """A submission cannot be read; it earns nothing until its author mends it."""

    exit_code = 1


class TrainingError(DlgradeError):
    """A student's network cannot be trained as it is; the text says what happened, and what to do."""

    exit_code = 1


class ProtocolError(DlgradeError):
    """A value cannot cross the wall, or a frame from the worker is malformed."""


class SandboxError(DlgradeError):
    """A worker could not be started on this machine."""


class OracleError(DlgradeError):
    """The reference could not be computed."""


class TorchMissingError(OracleError):
    """An answer is not stored and PyTorch is not installed."""


class NotStoredError(OracleError):
    """A kit holds no answer to a question that only a diagnosis asks."""


class WorkerEnded(DlgradeError):  # noqa: N818 - an event, not the grader's fault
    """The worker's process ended in the middle of a request."""


class DeadlineExceeded(DlgradeError):  # noqa: N818 - an event, not the grader's fault
    """The worker did not answer in time and was ended."""


class CheckFailure(AssertionError):  # noqa: N818 - an event, not the grader's fault
    """What a check found wrong with a submission.

    `kind` is one of a few words that may be shown for a hidden check too; the text is for visible checks only.
    """

    kind = "failed"

    def __init__(self, message: str, *, kind: str | None = None, diagnosis: str | None = None, hint: str | None = None):
        super().__init__(message)
        if kind is not None:
            self.kind = kind
        self.diagnosis = diagnosis
        self.hint = hint
