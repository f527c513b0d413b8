"""Judge how a call went: what it modified, what it warned about, what it refused."""

import re
from typing import Any, Protocol

from dlgrade.errors import CheckFailure

_COPY_HINT = "work on a new array: `x = x - m` makes one, while `x -= m` and `x[...] = ` write into the caller's"
_WARNING_HINT = (
    "the result may be right, but something on the way overflowed or was invalid: compute only what is needed"
)


class Observed(Protocol):
    """A call with its facts, as `student.f.observe(...)` returns it."""

    @property
    def label(self) -> object:
        """What was called with what."""

    @property
    def error(self) -> CheckFailure | None:
        """The exception it raised, if any."""

    @property
    def modified(self) -> list[str]:
        """The arguments that it changed."""

    @property
    def warnings(self) -> list[str]:
        """The warnings it emitted."""


def assert_untouched(call: Observed) -> None:
    """Raise CheckFailure if a call failed or modified its arguments."""
    if call.error is not None:
        if "read-only" in str(call.error):
            raise CheckFailure(
                f"{call.label} writes into its argument, if only for a moment",
                kind="modified an argument",
                hint=_COPY_HINT,
            )
        raise call.error
    if call.modified:
        changed = ", ".join(call.modified)
        raise CheckFailure(
            f"{call.label} modified its argument {changed}", kind="modified an argument", hint=_COPY_HINT
        )


def assert_no_warnings(call: Observed) -> None:
    """Raise CheckFailure if a call failed or emitted warnings."""
    if call.error is not None:
        raise call.error
    if call.warnings:
        raise CheckFailure(
            f"{call.label} emitted a warning: {call.warnings[0]}", kind="emitted a warning", hint=_WARNING_HINT
        )


def assert_rejects(call: Observed, naming: str) -> None:
    """Raise CheckFailure unless a call raised a ValueError whose message names the argument at fault."""
    error: Any = call.error
    if error is None:
        message = f"{call.label} accepts a bad {naming}: it should raise a ValueError"
        raise CheckFailure(
            message,
            kind="accepts a bad argument",
            hint=f"check {naming} first, and raise ValueError with a sentence that names it",
        )
    if not error.is_a("ValueError"):
        raise error
    if not re.search(rf"\b{re.escape(naming)}\b", error.text):
        message = f"{call.label} raised a ValueError that does not name {naming}: {error.text}"
        raise CheckFailure(
            message,
            kind="an error that does not name the argument",
            hint=f"say what is wrong with {naming}, by that name",
        )
